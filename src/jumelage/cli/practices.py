"""``jumelage practices``: what other towns tried, failures included; where it came from; how to bring it home."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from jumelage.cli.console import Console, standard_options
from jumelage.errors import NoResultError
from jumelage.language import Bilingual, Language, say_date

if TYPE_CHECKING:
    from jumelage.practices import Lineage, Requirement, TransferPlan
    from jumelage.reference.case import Practice

__all__ = ["practices"]

_VERDICTS = ("positive", "mixed", "negative", "conflict", "too_early", "unknown")


@click.group()
def practices() -> None:
    """Méthodes d'autres villes, échecs compris / what other towns tried, failures included."""


@practices.command("list")
@click.option("--verdict", multiple=True, type=click.Choice(_VERDICTS), help="Garder ce verdict / keep this verdict.")
@click.option("--text", default="", help="Mots cherchés / words looked for.")
@click.option("--town", default="", help="Ville / town.")
@click.option(
    "--with-evidence/--without-evidence", default=None, help="Avec ou sans preuve / with or without evidence."
)
@standard_options
def list_practices(
    console: Console, verdict: tuple[str, ...], text: str, town: str, with_evidence: bool | None
) -> None:
    """Chercher parmi les pratiques / look through the practices."""
    from jumelage.practices import count_verdicts, find_practices, verdict_of
    from jumelage.reference.case import practices as carried

    found = find_practices(carried(), verdicts=verdict, text=text, town=town, with_evidence=with_evidence)
    language = console.language

    def human() -> str:
        lines = [
            f"{p.id}  {p.name.say(language)} — {p.town.say(language)}  [{verdict_of(p).say(language)}]" for p in found
        ]
        count = console.text(
            f"{len(found)} pratiques sur {len(carried())}.", f"{len(found)} practices of {len(carried())}."
        )
        return "\n".join([*lines, "", count])

    console.result(
        {"practices": [_document(p, language) for p in found], "verdicts": count_verdicts(found)},
        human,
    )


@practices.command()
@click.argument("practice")
@standard_options
def show(console: Console, practice: str) -> None:
    """Une pratique, sa preuve, ce qu'elle demande, d'où elle vient / one practice, its evidence, needs and lineage."""
    from jumelage.practices import case_lineage, checklist
    from jumelage.reference.case import practices as carried

    found, lineage = _find(practice), case_lineage(carried())
    language = console.language
    steps = [_edge(lineage, edge, language) for edge in lineage.came_from(found.id) + lineage.went_to(found.id)]
    needs = [line.text.say(language) for line in checklist(found)]
    document = {**_document(found, language), "requires": needs, "steps": steps}
    console.result(document, lambda: _page(found, needs, steps, console))


@practices.command()
@click.argument("practice", required=False)
@standard_options
def lineage(console: Console, practice: str | None) -> None:
    """Qui s'est inspiré de qui / who was inspired by whom."""
    from jumelage.practices import case_lineage
    from jumelage.reference.case import practices as carried

    graph, language = case_lineage(carried()), console.language
    edges = graph.edges
    if practice is not None:
        key = _find(practice).id
        around = {key, *graph.ancestors(key), *graph.descendants(key)}
        edges = tuple(e for e in edges if (e.origin in around and e.target in around) or key in (e.origin, e.target))
    columns = graph.layers()
    nodes = {key for edge in edges for key in (edge.origin, edge.target)}
    document = {
        "nodes": [
            {"key": n.key, "name": n.name.say(language), "practice": n.practice or None, "column": columns[n.key]}
            for n in graph.nodes
            if n.key in nodes
        ],
        "edges": [_edge(graph, edge, language) for edge in edges],
    }
    console.result(document, lambda: "\n".join(_sentence(edge) for edge in document["edges"]))


@practices.command()
@click.argument("practice")
@click.option("--here", required=True, help="Notre ville / our town.")
@click.option("--owner", required=True, help="Qui en répond (un bureau) / who answers for it (an office).")
@click.option("--start", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Premier jour / first day.")
@standard_options
def plan(console: Console, practice: str, here: str, owner: str, start: dt.datetime) -> None:
    """Plan de reprise\u00a0: comprendre, adapter, réutiliser / transfer plan: understand, adapt, re-use."""
    from jumelage.practices import checklist, context_distance, plan_transfer

    found = _find(practice)
    ours, theirs = _context(here), _context(found.town.en)
    needs = checklist(found)
    distance = context_distance(ours, theirs)
    drafted = plan_transfer(found, ours.name, owner=owner, start=start.date(), requirements=needs, distance=distance)
    document = {
        "practice": _document(found, console.language),
        "here": ours.name.say(console.language),
        "context": {
            "distance": distance.total,
            "known": distance.known,
            "parts": [
                {
                    "part": d.part,
                    "apart": d.apart,
                    "said": d.said.say(console.language),
                    "to_check": d.to_check.say(console.language),
                }
                for d in distance.differences
            ],
        },
        "requires": [need.text.say(console.language) for need in needs],
        "steps": [
            {
                "step": step.step,
                "owner": step.owner,
                "due": step.due.isoformat(),
                "to_do": [action.say(console.language) for action in step.to_do],
            }
            for step in drafted.steps
        ],
        "review": drafted.review.isoformat(),
        "caution": drafted.caution.say(console.language),
    }
    console.result(document, lambda: _plan_page(drafted, needs, console))


def _find(asked: str) -> Practice:
    from jumelage.reference.case import practices as carried
    from jumelage.text import fold

    for practice in carried():
        if fold(asked) in (fold(practice.id), fold(practice.name.fr), fold(practice.name.en)):
            return practice
    raise NoResultError(
        Bilingual(
            fr=f"Aucune pratique «\u00a0{asked}\u00a0». Voyez les codes\u00a0: jumelage practices list.",
            en=f"No practice “{asked}”. See the codes: jumelage practices list.",
        )
    )


def _context(name: str) -> Any:
    """Return what the case knows of a town; its name alone where it knows nothing."""
    from jumelage.practices import TownContext
    from jumelage.reference.case import towns
    from jumelage.text import fold

    for town in towns():
        if fold(name) in (fold(town.name.fr), fold(town.name.en)):
            counts = [p for p in town.populations if p.scope == "municipality"] or list(town.populations)
            latest = max(counts, key=lambda p: p.year or 0, default=None)
            return TownContext(
                name=town.name,
                population=None if latest is None else latest.value,
                industry=town.industry,
                region=town.region,
                country=town.country,
            )
    return TownContext(name=Bilingual(fr=name, en=name))


def _document(practice: Practice, language: Language) -> dict[str, Any]:
    from jumelage.practices import evidence_of, has_evidence, verdict_of

    texts = ("name", "town", "problem", "method", "actors", "cost", "prerequisites", "lineage", "note")
    return {
        "id": practice.id,
        **{key: getattr(practice, key).say(language) for key in texts},
        "year_started": practice.year_started,
        "verdict": practice.verdict,
        "verdict_said": verdict_of(practice).say(language),
        "has_evidence": has_evidence(practice),
        "evidence": evidence_of(practice).say(language),
        "reliability": practice.reliability,
        "source": asdict(practice.source),
    }


def _edge(graph: Lineage, edge: Any, language: Language) -> dict[str, Any]:
    from jumelage.practices import RELATIONS

    return {
        "from": edge.origin,
        "from_name": graph.node(edge.origin).name.say(language),
        "to": edge.target,
        "to_name": graph.node(edge.target).name.say(language),
        "relation": edge.relation,
        "said": RELATIONS[edge.relation].say(language),
        "when": edge.when,
        "shown": edge.shown,
        "told_by": edge.told_by,
    }


def _sentence(edge: dict[str, Any]) -> str:
    when = f" ({edge['when']})" if edge["when"] else ""
    arrow = "→" if edge["shown"] else "···"
    return f"{edge['from_name']} {arrow} {edge['said']} {arrow} {edge['to_name']}{when}"


def _page(practice: Practice, needs: list[str], steps: list[dict[str, Any]], console: Console) -> str:
    from jumelage.practices import evidence_of, verdict_of

    language = console.language
    colon = "\u00a0: " if language == "fr" else ": "
    year = f", {practice.year_started}" if practice.year_started else ""
    rows = [
        (console.text("Problème", "Problem"), practice.problem),
        (console.text("Méthode", "Method"), practice.method),
        (console.text("Acteurs", "Actors"), practice.actors),
        (console.text("Coût", "Cost"), practice.cost),
        ("Verdict", verdict_of(practice)),
        (console.text("Preuve", "Evidence"), evidence_of(practice)),
    ]
    lines = [f"{practice.id}  {practice.name.say(language)} — {practice.town.say(language)}{year}"]
    lines += [f"{label}{colon}{text.say(language)}" for label, text in rows if text]
    if needs:
        lines.append(console.text("Ce qui doit être vrai ici\u00a0:", "What must be true here:"))
        lines += [f"  ☐ {need}" for need in needs]
    lines += [_sentence(step) for step in steps]
    return "\n".join([*lines, f"Source{colon}{practice.source.url}"])


def _plan_page(plan: TransferPlan, needs: list[Requirement], console: Console) -> str:
    from jumelage.practices import STEPS

    language = console.language
    lines = [plan.caution.say(language)] if plan.caution else []
    if needs:
        lines.append(console.text("Ce qui doit être vrai ici\u00a0:", "What must be true here:"))
        lines += [f"  ☐ {need.text.say(language)}" for need in needs]
    for number, step in enumerate(plan.steps, start=1):
        due = say_date(step.due, language)
        name = STEPS[step.step].say(language).capitalize()
        lines.append(
            console.text(
                f"{number}. {name} ({step.owner}, avant le {due})", f"{number}. {name} ({step.owner}, by {due})"
            )
        )
        lines += [f"   – {action.say(language)}" for action in step.to_do]
    review = say_date(plan.review, language)
    lines.append(console.text(f"Revue\u00a0: {review}.", f"Review: {review}."))
    return "\n".join(lines)
