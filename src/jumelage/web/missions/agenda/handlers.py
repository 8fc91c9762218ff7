"""Jobs on agendas: search for a better one, plan the first one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.urls import reverse

from jumelage.agenda import Progress
from jumelage.agenda.process import solve_apart
from jumelage.errors import InputError, InputProblem, NoResultError
from jumelage.language import Bilingual, Language, say_number, say_percent
from jumelage.mission import Brief, plan
from jumelage.mission.changing import pinned
from jumelage.mission.folder.coherence import check_brief
from jumelage.mission.naming import in_names
from jumelage.web.accounts.queries import authenticated
from jumelage.web.jobs.registry import Running, handles
from jumelage.web.missions.agenda.actions.plans import keep_plan
from jumelage.web.missions.agenda.actions.searching import PLAN, SOLVE, keep_found
from jumelage.web.missions.agenda.actions.versions import up_to_date
from jumelage.web.missions.agenda.models import AgendaVersion
from jumelage.web.missions.agenda.queries.brief import brief_of
from jumelage.web.missions.agenda.queries.editor import AgendaEditor
from jumelage.web.missions.core.models import Mission
from jumelage.web.missions.matching.queries.earlier import earlier_meetings
from jumelage.web.missions.matching.queries.learning import agency_lesson

__all__ = ["plan_mission", "solve_agenda"]

FIGURES = {
    "value": Bilingual(fr="Valeur des rencontres", en="Value of the meetings"),
    "shortfall": Bilingual(fr="Rencontres qui manquent", en="Meetings missing"),
    "breaks": Bilingual(fr="Pauses", en="Breaks"),
    "travel": Bilingual(fr="Route", en="Travel"),
    "moved": Bilingual(fr="Rencontres déplacées", en="Meetings moved"),
}
STOPPED = Bilingual(
    fr="Arrêté avant qu'un programme soit trouvé. Rien n'a été changé.",
    en="Stopped before an agenda was found. Nothing was changed.",
)
NOT_FOUND = Bilingual(
    fr="Rien de mieux trouvé dans ce temps\u00a0: votre programme reste. Donnez plus de secondes, ou déverrouillez des rencontres.",
    en="Nothing better was found in that time: your agenda stays. Give more seconds, or unlock meetings.",
)
NO_AGENDA = Bilingual(
    fr="Aucun programme ne respecte tout. Déverrouillez des rencontres.",
    en="No agenda satisfies everything. Unlock meetings.",
)


@handles(SOLVE, name=Bilingual(fr="Calcul du programme", en="Computing the agenda"))
def solve_agenda(running: Running) -> dict[str, Any]:
    """Search on a copy with locked meetings fixed; when stopped, keep the incumbent."""
    version = AgendaVersion.objects.select_related("mission__agency").get(pk=running.payload["version"])
    editor = AgendaEditor.of(version)
    problem, present = up_to_date(editor)
    copy = pinned(problem, present, set(version.locked))

    def tell(line: Progress) -> None:
        said = {"objective": line.objective, "value": line.value, "bound": line.bound, "gap": line.gap}
        running.tell(share=line.share, words=_words(line), seconds=round(line.seconds, 1), **said)

    found = solve_apart(copy, time_limit=float(running.payload["seconds"]), progress=tell, stopped=running.cancelled)
    if found is None:
        return {"words": STOPPED}
    if found.status == "unknown":
        return {"words": NOT_FOUND}
    if not found.exists:
        raise NoResultError(in_names(found.why, editor.names) if found.why else NO_AGENDA)
    kept, new = keep_found(authenticated(running.user), version, running.payload["revision"], problem, found)
    mission = version.mission
    page = reverse("agenda-versions" if kept.pk != version.pk else "agenda-edit", args=[mission.slug])
    return {"address": page, "words": _outcome(version, kept, new), "version": kept.number}


def _words(line: Progress) -> Bilingual:
    """Describe a step of the search: the incumbent, the bound, the gap."""

    def said(language: Language) -> str:
        name = FIGURES.get(line.objective, Bilingual(line.objective, line.objective)).say(language)
        colon = "\u00a0: " if language == "fr" else ": "
        text = f"{name}{colon}{say_number(line.value, language)}" if line.value is not None else name
        if line.bound is not None and line.gap is not None:
            best = Bilingual(fr="au mieux", en="at best").say(language)
            gap = Bilingual(fr="écart", en="gap").say(language)
            text += f", {best} {say_number(line.bound, language)} ({gap} {say_percent(line.gap, language)})"
        return text

    return Bilingual(fr=said("fr"), en=said("en"))


def _outcome(version: AgendaVersion, kept: AgendaVersion, new: bool) -> Bilingual:
    if kept.pk != version.pk:
        return Bilingual(
            fr=f"Le brouillon a changé pendant le calcul\u00a0: le résultat est gardé à part, version {kept.number}.",
            en=f"The draft changed during the search: the result is kept apart, as version {kept.number}.",
        )
    if new:
        return Bilingual(fr="Un meilleur programme est dans le brouillon.", en="A better agenda is in the draft.")
    if kept.status == "optimal":
        return Bilingual(
            fr="Votre programme est le meilleur possible\u00a0: c'est prouvé.",
            en="Your agenda is the best there is: it is proved.",
        )
    return Bilingual(
        fr="Rien de meilleur trouvé dans ce temps\u00a0: votre programme reste.",
        en="Nothing better was found in that time: your agenda stays.",
    )


PLANNING_SECONDS = 60.0
PLANNED = Bilingual(
    fr="Cette mission a déjà un programme\u00a0: ouvrez un brouillon et changez-le.",
    en="This mission has an agenda already: open a draft and change it.",
)


def _lacking(mission: Mission, brief: Brief) -> Iterator[InputProblem]:
    """Say what a plan cannot do without, and where to give it."""
    if not brief.days:
        yield InputProblem(
            mission.title_fr,
            Bilingual(fr="les jours manquent.", en="the days are missing."),
            Bilingual(fr="Donnez le premier et le dernier jour.", en="Give the first and the last day."),
        )
    left_out = mission.delegates.exclude(organisation__code__in=[d.organisation for d in brief.delegations])
    for name in left_out.values_list("organisation__name", flat=True).distinct().order_by("organisation__name"):
        yield InputProblem(
            mission.title_fr,
            Bilingual(fr=f"{name} part, mais est archivée.", en=f"{name} travels, but is archived."),
            Bilingual(
                fr="Rétablissez-la dans le répertoire, ou enregistrez de nouveau qui part.",
                en="Restore it in the directory, or save again who travels.",
            ),
        )
    if not mission.delegates.exists():
        yield InputProblem(
            mission.title_fr,
            Bilingual(fr="personne ne part encore.", en="nobody travels yet."),
            Bilingual(
                fr="Dites combien de personnes de chaque organisation partent.",
                en="Say how many people of each organisation travel.",
            ),
        )
    town = brief.destination
    if not any(profile.town == town and profile.kind == "company" for profile in brief.profiles):
        yield InputProblem(
            mission.title_fr,
            Bilingual(
                fr=f"le répertoire ne connaît aucune entreprise à {town}.", en=f"the directory knows no firm in {town}."
            ),
            Bilingual(
                fr="Importez ou ajoutez celles qu'on pourrait rencontrer.", en="Import or add those that could be met."
            ),
        )


@handles(PLAN, name=Bilingual(fr="Planification de la mission", en="Planning the mission"))
def plan_mission(running: Running) -> dict[str, Any]:
    """Plan a draft from its rows, as ``jumelage mission plan`` does from a folder; the directory is only read."""
    mission = Mission.objects.select_related("agency", "origin", "destination").get(pk=running.payload["mission"])
    if mission.planned:
        raise NoResultError(PLANNED)
    brief = brief_of(mission)
    problems = list(_lacking(mission, brief)) or check_brief(brief)
    if problems:
        raise InputError(*problems)
    brief = replace(brief, limits=replace(brief.limits, seconds=PLANNING_SECONDS))
    weights = agency_lesson(mission.agency).weights
    earlier = earlier_meetings(mission)
    made = plan(
        brief, weights=weights, earlier=earlier, progress=lambda share, step: running.tell(share=share, words=step)
    )
    if running.cancelled():
        return {"words": STOPPED}
    keep_plan(authenticated(running.user), mission, made)
    return {"address": reverse("agenda", args=[mission.slug]), "words": made.programme.status}
