"""Write a plan's documents into a folder: all of them, or none."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jumelage.agenda import agenda_document, problem_document
from jumelage.documents import calendar, focused, programme_pdf, report_pdf, workbook
from jumelage.documents.report import Report
from jumelage.errors import InputError
from jumelage.language import Bilingual, Language
from jumelage.matching import Match
from jumelage.mission.planning import Plan
from jumelage.mission.reporting.of_plan import report_of_plan

__all__ = ["documents", "match_rows", "summary", "write_documents"]

Document = Callable[[], bytes]


def documents(plan: Plan, language: Language, made_at: dt.datetime | None = None) -> dict[str, Document]:
    """List the documents of a plan by file name; each is made when it is called.

    ``made_at`` stamps the calendar: programs that read a second one keep the later. Absent: the mission's first day.
    """
    programme = plan.programme
    stamp = made_at or dt.datetime.combine(programme.days[0], dt.time(), tzinfo=dt.UTC)
    made: dict[str, Document] = {"programme.pdf": lambda: programme_pdf(programme, language)}
    for organisation in programme.delegations():
        own = focused(programme, organisation.id)
        made[f"programme-{_slug(organisation.id)}.pdf"] = lambda own=own: programme_pdf(own, language)  # type: ignore[misc]
    made |= {
        "agenda.ics": lambda: calendar(programme, language, stamp=stamp),
        "mission.xlsx": lambda: workbook(programme, match_rows(plan, language), language),
        "rapport.pdf": lambda: report_pdf(_report(plan), "fr"),
        "report.pdf": lambda: report_pdf(_report(plan), "en"),
        "problem.json": lambda: _json(problem_document(plan.problem)),
        "agenda.json": lambda: _json(agenda_document(plan.agenda, language)),
        "matches.csv": lambda: _csv(plan.matches, language),
    }
    return made


def _report(plan: Plan) -> Report:
    return report_of_plan(plan.brief, plan.programme, plan.report, links=plan.links, stories=plan.stories)


def summary(plan: Plan, seconds: float) -> dict[str, Any]:
    """Give the figures of ``summary.json``."""
    kinds = [activity.kind for activity in plan.programme.activities]
    return {
        "mission": plan.brief.title.fr,
        "delegates": len(plan.brief.people()),
        "hosts": len({host for activity in plan.programme.activities for host in activity.hosts}),
        "matches": len(plan.matches),
        "meetings": len(plan.agenda.meetings),
        "visits": kinds.count("individual"),
        "group_visits": kinds.count("group"),
        "exchanges": kinds.count("exchange"),
        "agenda_status": plan.agenda.status,
        "seconds": round(seconds, 2),
    }


def write_documents(
    plan: Plan,
    folder: Path,
    language: Language,
    *,
    seconds: Callable[[], float],
    made_at: dt.datetime | None = None,
    progress: Callable[[float, str], None] | None = None,
) -> dict[str, Any]:
    """Write every document and ``summary.json`` into ``folder``; return the summary.

    All are made in a folder of their own first, so that a failure leaves ``folder`` as it was.
    """
    made = documents(plan, language, made_at)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".jumelage-", dir=folder.parent) as name:
            aside = Path(name)
            for number, (file, make) in enumerate(made.items()):
                if progress:
                    progress(number / len(made), file)
                (aside / file).write_bytes(make())
            figures = summary(plan, seconds())
            (aside / "summary.json").write_bytes(_json(figures))
            folder.mkdir(exist_ok=True)
            for made_file in sorted(aside.iterdir()):
                shutil.move(made_file, folder / made_file.name)
    except OSError as error:
        raise InputError.at(
            str(folder),
            Bilingual(fr=f"impossible d'écrire ({error.strerror}).", en=f"cannot be written ({error.strerror})."),
            Bilingual(
                fr="Choisissez un autre dossier, ou fermez le fichier ouvert.",
                en="Choose another folder, or close the open file.",
            ),
        ) from error
    return figures


def match_rows(plan: Plan, language: Language) -> list[dict[str, Any]]:
    """Give the scored pairs as rows for a reader: names, relation, score, reasons as one text."""
    names = {profile.id: profile.name for profile in plan.brief.profiles}
    return [
        {
            "a": names[found.a],
            "b": names[found.b],
            "relation": found.relation,
            "score": found.score,
            "reasons": " ".join(reason.text.say(language) for reason in found.reasons),
        }
        for found in plan.matches
    ]


def _csv(matches: tuple[Match, ...], language: Language) -> bytes:
    """Write section 4 of the contract: ``reasons`` is a JSON list of ``{kind, text, weight}``."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("a", "b", "relation", "score", "reasons"))
    for found in matches:
        reasons = [{"kind": r.kind, "text": r.text.say(language), "weight": round(r.weight, 4)} for r in found.reasons]
        writer.writerow(
            (found.a, found.b, found.relation, round(found.score, 4), json.dumps(reasons, ensure_ascii=False))
        )
    return text.getvalue().encode()


def _json(document: Any) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _slug(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9_.-]", "-", name)
