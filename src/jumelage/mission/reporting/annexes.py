"""The annexes of a report: who met whom, requests, links with their history, regional headings, comparable missions."""

from __future__ import annotations

from collections import Counter

from jumelage.documents.programme import Note, Source
from jumelage.documents.report import Block, Paragraph, Section, Table
from jumelage.language import NO_TEXT, Bilingual, say_partial_date
from jumelage.mission.reporting.record import LinkStory, Record
from jumelage.mission.reporting.wording import (
    ATTRIBUTIONS,
    GRADES,
    KINDS,
    STAGES,
    Figures,
    amount,
    both,
    bounded,
    counted,
    joined,
)
from jumelage.outcomes import Link, ValueKind
from jumelage.reference import case

__all__ = ["annexes", "comparable_missions", "sources"]

YES, NO, UNKNOWN = Bilingual(fr="oui", en="yes"), Bilingual(fr="non", en="no"), Bilingual(fr="–", en="–")
MOST_ROWS = 250
"""Pairs, and links, that the printed annex lists; the tables have them all."""
SIMILAR = 2.0
"""A mission is of a size when it had between half and twice as many organisations, or people."""


def annexes(record: Record, figures: Figures) -> tuple[Section, ...]:
    """Write the annexes that have something to say."""
    return tuple(
        section
        for section in (
            _met(record, figures),
            _waves(record),
            _links(record),
            _practices(record),
            _lessons(record),
            _headings(figures),
            _comparable(record, figures),
        )
        if section is not None
    )


def _answer(given: bool | None) -> Bilingual:
    return UNKNOWN if given is None else YES if given else NO


def _met(record: Record, figures: Figures) -> Section | None:
    if not record.pairs:
        return None
    rows = [
        (
            both(pair.a),
            both(pair.b),
            _answer(pair.placed),
            _answer(pair.held),
        )
        for pair in record.pairs[:MOST_ROWS]
    ]
    table = Table(
        caption=Bilingual(fr="Rencontres", en="Meetings"),
        header=(
            Bilingual(fr="Délégation", en="Delegation"),
            Bilingual(fr="Hôte", en="Host"),
            Bilingual(fr="Placée", en="Placed"),
            Bilingual(fr="Tenue", en="Held"),
        ),
        rows=tuple(rows),
        source=Bilingual(
            fr="tableau des paires. Un tiret : personne ne l'a noté ; ce n'est pas un non. Ce que chacun a répondu n'est pas imprimé.",
            en="table of pairs. A dash: nobody noted it; that is not a no. What each one answered is not printed.",
        ),
    )
    blocks: list[Block] = [_acceptance(record, figures), table]
    if figures["meetings_where_sides_differ"].value:
        n = counted(figures["meetings_where_sides_differ"].value)
        text = Bilingual(
            fr=f"Rencontres sur lesquelles les deux parties se contredisent : {n.fr}. Aucune réponse n'est corrigée.",
            en=f"Meetings on which the two sides contradict each other: {n.en}. No answer is corrected.",
        )
        blocks.append(Note("caveat", text))
    return Section(Bilingual(fr="Qui a rencontré qui", en="Who met whom"), tuple(blocks), "met")


def _acceptance(record: Record, figures: Figures) -> Paragraph:
    n = {name: bounded(figures[name]) for name in ("pairs_agreed", "pairs_agreed_not_placed", "meetings_held")}
    answered = counted(figures["meetings_answered_by_both"].value)
    said = Bilingual(
        fr=f"Paires voulues par les deux parties : {n['pairs_agreed'].fr} ; voulues sans place : "
        f"{n['pairs_agreed_not_placed'].fr} ; tenues : {n['meetings_held'].fr} ; les deux parties ont répondu : {answered.fr}.",
        en=f"Pairs wanted by both sides: {n['pairs_agreed'].en}; wanted without a place: "
        f"{n['pairs_agreed_not_placed'].en}; held: {n['meetings_held'].en}; both sides answered: {answered.en}.",
    )
    asked = record.requests
    if asked is None or not asked.asked:
        return Paragraph(said)
    requests = Bilingual(
        fr=f"Demandes : {asked.asked} (acceptées : {asked.accepted} ; refusées : {asked.declined} ; expirées : {asked.expired}).",
        en=f"Requests: {asked.asked} (accepted: {asked.accepted}; declined: {asked.declined}; expired: {asked.expired}).",
    )
    return Paragraph(joined([said, requests]))


def _waves(record: Record) -> Section | None:
    if not record.waves:
        return None
    rows = tuple(
        (one.when, *(counted(n) for n in (one.sent, one.answered, one.with_something, *one.without)))
        for one in record.waves
    )
    table = Table(
        caption=Bilingual(fr="Lettres aux deux parties, et réponses", en="Letters to both sides, and answers"),
        header=(
            Bilingual(fr="Quand", en="When"),
            Bilingual(fr="Envoyées", en="Sent"),
            Bilingual(fr="Avec réponse", en="Answered"),
            Bilingual(fr="Rencontres avec une suite", en="Meetings with an outcome"),
            Bilingual(fr="Sans la mission : tel quel", en="Without the mission: the same"),
            Bilingual(fr="plus tard", en="later"),
            Bilingual(fr="plus petit", en="smaller"),
            Bilingual(fr="pas du tout", en="not at all"),
        ),
        rows=rows,
        numeric=(1, 2, 3, 4, 5, 6, 7),
        source=Bilingual(
            fr="réponses des participants. Ce qui, selon quelqu'un, serait arrivé sans la mission est une opinion, non un effet.",
            en="participants' answers. What somebody says would have happened without the mission is an opinion, not an effect.",
        ),
    )
    title = Bilingual(fr="Ce que les deux parties disent, au fil du temps", en="What both sides say, over time")
    return Section(title, (table,), "waves")


def _links(record: Record) -> Section | None:
    if not record.links:
        return None
    stories = {story.link: story for story in record.stories}
    rows = [_link(link, stories.get(link.link)) for link in record.links[:MOST_ROWS]]
    table = Table(
        caption=Bilingual(fr="Liens, origine et histoire", en="Links, origin and history"),
        header=(
            Bilingual(fr="Entre", en="Between"),
            Bilingual(fr="Quoi", en="What"),
            Bilingual(fr="Origine, et sur quoi elle repose", en="Origin, and what it rests on"),
            Bilingual(fr="Histoire", en="History"),
            Bilingual(fr="Valeur citée", en="Value cited"),
        ),
        rows=tuple(rows),
        source=Bilingual(
            fr="tableau des liens. Les sommes réclamées et les coûts ne s'ajoutent à rien ; le même argent compte une fois.",
            en="table of links. Claims and costs are added to nothing; the same money counts once.",
        ),
    )
    names = {link.link: f"{link.a} – {link.b}" for link in record.links}
    caveats = [
        Note("caveat", joined([both(names[story.link]), story.caveat], ": "))
        for story in record.stories[:MOST_ROWS]
        if story.caveat and story.link in names
    ]
    title = Bilingual(fr="Les liens, un par un", en="The links, one by one")
    return Section(title, (table, *caveats), "links")


def _link(link: Link, story: LinkStory | None) -> tuple[Bilingual, ...]:
    origin = joined([ATTRIBUTIONS[link.attribution], GRADES[link.grade]], "; ")
    if story is None:
        return (both(f"{link.a} – {link.b}"), NO_TEXT, origin, STAGES[link.stage], _value(link))
    steps = [
        Bilingual(
            fr=f"{say_partial_date(step.dated, 'fr')} : {STAGES[step.stage].fr}",
            en=f"{say_partial_date(step.dated, 'en')}: {STAGES[step.stage].en}",
        )
        for step in story.steps
    ]
    return (
        both(f"{link.a} – {link.b}"),
        story.what,
        joined([origin, story.attribution_note], ". "),
        joined(steps, "; ") or STAGES[link.stage],
        _value(link),
    )


def _value(link: Link) -> Bilingual:
    if link.value is None or link.kind is None:
        return UNKNOWN
    said = amount(float(link.value), "jobs" if link.kind == ValueKind.JOBS else link.currency)
    kind = KINDS[link.kind]
    same = (
        Bilingual(fr=f", même argent que {link.same_money_as}", en=f", same money as {link.same_money_as}")
        if link.same_money_as
        else NO_TEXT
    )
    if link.kind == ValueKind.JOBS:
        return said
    return Bilingual(fr=f"{said.fr} ({kind.fr}{same.fr})", en=f"{said.en} ({kind.en}{same.en})")


def _practices(record: Record) -> Section | None:
    if not record.practices:
        return None
    decided = Counter(bool(practice.decision) for practice in record.practices)
    rows = tuple((one.title, one.decision or UNKNOWN) for one in record.practices)
    table = Table(
        caption=Bilingual(
            fr=f"Pratiques vues : {len(rows)}, dont {decided[True]} avec une décision",
            en=f"Practices seen: {len(rows)}, {decided[True]} of them with a decision",
        ),
        header=(
            Bilingual(fr="Pratique", en="Practice"),
            Bilingual(fr="Ce qui en est fait ici", en="What is made of it here"),
        ),
        rows=rows,
    )
    return Section(Bilingual(fr="Pratiques rapportées", en="Practices brought home"), (table,), "practices")


def _lessons(record: Record) -> Section | None:
    if not record.lessons:
        return None
    title = Bilingual(fr="Ce que nous en retenons", en="What we take from it")
    return Section(title, tuple(Paragraph(both(line)) for line in record.lessons), "lessons")


def _headings(figures: Figures) -> Section:
    """Give the headings that a Québec MRC already reports, from the same figures."""

    def total(kind: str) -> Bilingual:
        found = [f for code, f in figures.items() if code.startswith(f"value.{kind}.")]
        units = sorted({f.unit for f in found})
        return joined([amount(sum(f.value for f in found if f.unit == unit), unit) for unit in units], "; ") or both(
            "0"
        )

    introduced = bounded(figures["links.introduced"])
    not_kept = Bilingual(fr="non suivi", en="not followed")
    rows = (
        (Bilingual(fr="Organisations accompagnées", en="Organisations accompanied"), counted(figures["organisations_a"].value)),
        (Bilingual(fr="Mises en relation", en="Referrals"), counted(figures["pairs_placed"].value)),
        (Bilingual(fr="Liens nés de ces mises en relation", en="Links born of these referrals"), introduced),
        (Bilingual(fr="Investissements, toutes origines", en="Investments, all origins"), total("investment")),
        (Bilingual(fr="Emplois, toutes origines", en="Jobs, all origins"), total("jobs")),
        (Bilingual(fr="Relèves d'entreprises", en="Business successions"), not_kept),
    )  # fmt: skip
    table = Table(
        caption=Bilingual(fr="Rubriques d'une MRC", en="Headings of an MRC"),
        header=(Bilingual(fr="Rubrique", en="Heading"), Bilingual(fr="Nombre", en="Number")),
        rows=rows,
        numeric=(1,),
    )
    title = Bilingual(fr="Pour la reddition de comptes", en="For accountability")
    return Section(title, (table,), "headings")


def comparable_missions(record: Record, companies: float) -> tuple[case.PastMission, ...]:
    """Return the other real missions with between half and twice as many organisations, or people where those are known."""

    def near(known: int | None, own: float | None) -> bool:
        return bool(known and own) and 1 / SIMILAR <= known / own <= SIMILAR  # type: ignore[operator]

    return tuple(
        one
        for one in case.missions()
        if (near(one.companies, companies) or (one.companies is None and near(one.delegates, record.delegates)))
        and (one.origin.fr, one.destination.fr) != (record.origin, record.destination)
    )


def _comparable(record: Record, figures: Figures) -> Section | None:
    if record.missions > 1:
        return None
    found = comparable_missions(record, figures["organisations_a"].value)
    if not found:
        return None
    rows = tuple(
        (
            Bilingual(
                fr=f"{one.origin.fr} → {one.destination.fr}{_year(one)}", en=f"{one.origin.en} → {one.destination.en}{_year(one)}"
            ),
            *(UNKNOWN if n is None else counted(n) for n in (one.delegates, one.companies, one.hosts_met, one.meetings)),
            joined([one.results, one.note], ". ") or UNKNOWN,
        )
        for one in found
    )  # fmt: skip
    table = Table(
        caption=Bilingual(
            fr="Missions réelles de cette taille, telles que rapportées", en="Real missions of this size, as reported"
        ),
        header=(
            Bilingual(fr="Mission", en="Mission"),
            Bilingual(fr="Personnes", en="People"),
            Bilingual(fr="Entreprises", en="Firms"),
            Bilingual(fr="Hôtes", en="Hosts"),
            Bilingual(fr="Rencontres", en="Meetings"),
            Bilingual(fr="Ce qui en fut dit, et réserves", en="What was said of it, and cautions"),
        ),
        rows=rows,
        numeric=(1, 2, 3, 4),
    )
    caution = Note(
        "caveat",
        Bilingual(
            fr="Ces résultats sont ceux que les organisateurs ont annoncés, mesurés chacun à sa façon, sans groupe de "
            "comparaison : ils situent une taille, ils ne notent personne.",
            en="These results are what organisers announced, each measured in its own way, without a comparison group: "
            "they place a size, they grade nobody.",
        ),
    )
    return Section(
        Bilingual(fr="D'autres missions de cette taille", en="Other missions of this size"),
        (table, caution),
        "comparable",
    )


def _year(one: case.PastMission) -> str:
    return f", {one.start.first_day.year}" if one.start else ""


def sources(record: Record, figures: Figures) -> tuple[Source, ...]:
    """List where the links and the comparable missions were read."""
    found: dict[str, Source] = {}
    for story in record.stories[:MOST_ROWS]:
        steps = [(step.note or story.what, step.source_url) for step in story.steps]
        for text, url in ((story.what, story.source_url), (story.caveat, story.caveat_url), *steps):
            if url.startswith(("https://", "http://")) and url not in found:
                found[url] = Source(text, url)
    if record.missions == 1:
        for one in comparable_missions(record, figures["organisations_a"].value):
            title = Bilingual(
                fr=f"{one.origin.fr} → {one.destination.fr}", en=f"{one.origin.en} → {one.destination.en}"
            )
            found.setdefault(one.source.url, Source(title, one.source.url))
    return tuple(found.values())
