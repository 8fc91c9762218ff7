"""Page one of a report, alone enough for a council: every number on it is one of the record's figures."""

from __future__ import annotations

from jumelage.documents import map_of
from jumelage.documents.paired_chart import Pair as Bars
from jumelage.documents.paired_chart import paired_chart
from jumelage.documents.programme import Figure, Note
from jumelage.documents.report import Picture, Section, Table
from jumelage.language import LANGUAGES, NO_BREAK, NO_TEXT, Bilingual, Language, elide, one_or_many, say_date
from jumelage.mission.reporting.record import Record
from jumelage.mission.reporting.wording import ATTRIBUTIONS, KINDS, Figures, amount, both, bounded, counted, joined
from jumelage.outcomes import ValueKind

__all__ = ["answer", "chart", "figures_shown", "lead", "map_picture", "purpose", "value_of"]

CHART_WIDTH = 640
MAP_WIDTH, MAP_HEIGHT = 380, 300
SHOWN_VALUES = (ValueKind.CONTRACT, ValueKind.PROJECT, ValueKind.INVESTMENT, ValueKind.JOBS)
"""Kinds of value that stand on page one; claims and costs stand with the links."""
STEPS_SHOWN = 3
NAMES_SHOWN = 4
LONGEST_INITIALS = 6
NAME_LETTERS, STEP_LETTERS, GOAL_LETTERS = 40, 80, 200


def purpose(goal: Bilingual) -> Bilingual:
    """Return what the mission is for, short enough for page one."""
    return Bilingual(fr=_short(goal.fr, GOAL_LETTERS), en=_short(goal.en, GOAL_LETTERS))


def answer(record: Record, figures: Figures) -> Bilingual:
    """Say in three sentences what happened, what came of it, and what can be credited to the mission."""
    return joined([_met(record, figures), _came(record, figures), _credited(figures)])


def _met(record: Record, figures: Figures) -> Bilingual:
    placed = figures["pairs_placed"].value
    if not placed:
        return Bilingual(fr="Aucune rencontre n'a été placée.", en="No meeting was placed.")
    a, b = (_organisations(figures[name].value) for name in ("organisations_a", "organisations_b"))
    meetings = one_or_many(
        int(placed),
        Bilingual(fr="rencontre a été placée", en="meeting was placed"),
        Bilingual(fr="rencontres ont été placées", en="meetings were placed"),
    )
    n, held = counted(placed), NO_TEXT if record.to_come else _held(figures)
    return Bilingual(
        fr=f"{n.fr} {meetings.fr} entre {a.fr}{_of(record.origin).fr} et {b.fr}{_of(record.destination).fr}"
        + f"{held.fr}.",
        en=f"{n.en} {meetings.en} between {a.en}{_of(record.origin).en} and {b.en}{_of(record.destination).en}"
        + f"{held.en}.",
    )


def _organisations(number: float) -> Bilingual:
    n, one = counted(number), Bilingual(fr="organisation", en="organisation")
    words = one_or_many(int(number), one, Bilingual(fr="organisations", en="organisations"))
    return Bilingual(fr=f"{n.fr} {words.fr}", en=f"{n.en} {words.en}")


def _of(town: str) -> Bilingual:
    return Bilingual(fr=f" {elide('de', town)}", en=f" of {town}") if town else NO_TEXT


def _held(figures: Figures) -> Bilingual:
    held = figures["meetings_held"]
    if not held.high:
        return NO_TEXT
    if not held.value:
        return Bilingual(
            fr=f"{NO_BREAK}; personne n'a noté lesquelles ont eu lieu", en="; nobody noted which took place"
        )
    words, one = bounded(held), Bilingual(fr="a eu lieu", en="took place")
    verb = one_or_many(int(held.high), one, Bilingual(fr="ont eu lieu", en="took place"))
    return Bilingual(fr=f"{NO_BREAK}; {words.fr} {verb.fr}", en=f"; {words.en} {verb.en}")


def _came(record: Record, figures: Figures) -> Bilingual:
    links = int(figures["links"].value)
    if not links and record.to_come:
        return Bilingual(
            fr="La mission est à venir : ce qui suit dit ce qui est prévu.",
            en="The mission is to come: what follows says what is planned.",
        )
    if not links:
        return Bilingual(
            fr="Aucun lien n'est encore connu : ce qui suit dit ce qui est prévu et qui a répondu.",
            en="No link is known yet: what follows says what is planned and who has answered.",
        )
    known = one_or_many(
        links,
        Bilingual(fr="lien est connu", en="link is known"),
        Bilingual(fr="liens sont connus", en="links are known"),
    )
    n, further = counted(links), counted(figures["links.first_order_or_further"].value)
    return Bilingual(
        fr=f"{n.fr} {known.fr}, dont {further.fr} à une première commande ou plus loin.",
        en=f"{n.en} {known.en}, {further.en} of them at a first order or further.",
    )


def _credited(figures: Figures) -> Bilingual:
    if not figures["links"].value:
        return NO_TEXT
    ours = figures["links.introduced"]
    if not ours.value:
        return Bilingual(
            fr="Aucun n'est porté au crédit de la mission.",
            en="None is credited to the mission.",
        )
    n = counted(ours.value)
    words = one_or_many(
        int(ours.value),
        Bilingual(fr="a été présenté par nous", en="was introduced by us"),
        Bilingual(fr="ont été présentés par nous", en="were introduced by us"),
    )
    return Bilingual(fr=f"{n.fr} {words.fr}.", en=f"{n.en} {words.en}.")


def figures_shown(figures: Figures) -> tuple[Figure, ...]:
    """Return the four figures of page one."""
    silence = Bilingual(fr="sans les silencieux, ou avec tous", en="without the silent, or with all")

    def shown(code: str, fr: str, en: str) -> Figure:
        figure = figures[code]
        open_ended = figure.low != figure.high
        return Figure(bounded(figure), Bilingual(fr=fr, en=en), silence if open_ended else NO_TEXT)

    return (
        shown("pairs_placed", "rencontres placées", "meetings placed"),
        shown("meetings_held", "rencontres tenues", "meetings held"),
        shown("meetings_with_follow_up", "suites annoncées", "follow-ups announced"),
        shown(
            "links.introduced.first_order_or_further",
            "commandes entre ceux que nous avons présentés",
            "orders between those we introduced",
        ),
    )


CHART = (
    ("pairs_agreed", Bilingual(fr="Voulues par les deux parties", en="Wanted by both sides")),
    ("pairs_placed", Bilingual(fr="Placées au programme", en="Placed on the agenda")),
    ("meetings_held", Bilingual(fr="Tenues", en="Held")),
    ("meetings_with_follow_up", Bilingual(fr="Avec une suite annoncée", en="With a follow-up announced")),
    ("links.introduced", Bilingual(fr="Liens présentés par nous", en="Links introduced by us")),
    ("links.introduced.first_order_or_further", Bilingual(fr="Première commande ou plus", en="First order or further")),
)
"""The bars of page one's chart, from wishes to orders."""


def chart(figures: Figures) -> Picture:
    """Draw how many pairs went how far: what is certain, and at most."""
    title = Bilingual(fr="De la rencontre à la commande", en="From the meeting to the order")
    names = Bilingual(fr="certain", en="certain"), Bilingual(fr="au plus", en="at most")

    def drawn(language: Language) -> str:
        bars = [Bars(words.say(language), figures[code].low, figures[code].high) for code, words in CHART]
        return paired_chart(
            title.say(language), (names[0].say(language), names[1].say(language)), bars, language, width=CHART_WIDTH
        )

    said = joined([title, joined([_said(figures, code, words) for code, words in CHART], "; ")], ": ")
    return Picture(Bilingual(**{language: drawn(language) for language in LANGUAGES}), said)


def _said(figures: Figures, code: str, words: Bilingual) -> Bilingual:
    number = bounded(figures[code])
    return Bilingual(fr=f"{words.fr.lower()}, {number.fr}", en=f"{words.en.lower()}, {number.en}")


def map_picture(record: Record) -> Picture | None:
    """Draw the two towns, where both are places that are known."""
    if record.places is None:
        return None
    origin, destination = record.places

    def drawn(language: Language) -> str:
        return map_of(origin, destination, language, width=MAP_WIDTH, height=MAP_HEIGHT, measured=False)

    return Picture(
        Bilingual(**{language: drawn(language) for language in LANGUAGES}), both(f"{origin.name} → {destination.name}")
    )


def lead(record: Record, figures: Figures) -> tuple[Section, ...]:
    """Write what came of it by stage and attribution, three questions that are always asked, and what comes next."""
    return (
        Section(
            Bilingual(fr="Liens connus, par origine et par étape", en="Known links, by origin and stage"),
            (_table(figures),),
            "came",
        ),
        Section(Bilingual(fr="Trois questions", en="Three questions"), (_questions(record, figures),), "questions"),
        Section(Bilingual(fr="Ce que nous ferons", en="What we do next"), _next(record), "next"),
    )


COLUMNS = ("idea_or_talks", "first_order_or_further", "signed_or_delivered", "stopped")


def _table(figures: Figures) -> Table:
    rows = []
    for attribution, words in ATTRIBUTIONS.items():
        codes = [f"links.{attribution}", *(f"links.{attribution}.{group}" for group in COLUMNS)]
        rows.append((words, *(bounded(figures[code]) for code in codes), value_of(figures, attribution)))
    total = [bounded(figures[code]) for code in ("links", *(f"links.{group}" for group in COLUMNS))]
    rows.append((Bilingual(fr="Tous les liens", en="All links"), *total, NO_TEXT))
    return Table(
        caption=NO_TEXT,
        header=(
            Bilingual(fr="Origine", en="Origin"),
            Bilingual(fr="Liens", en="Links"),
            Bilingual(fr="En discussion", en="In talks"),
            Bilingual(fr="Commande ou plus", en="Order or further"),
            Bilingual(fr="dont signés", en="of which signed"),
            Bilingual(fr="Arrêtés", en="Stopped"),
            Bilingual(fr="Valeur", en="Value"),
        ),
        rows=tuple(rows),
        numeric=(1, 2, 3, 4, 5, 6),
        source=Bilingual(
            fr="tableaux des liens et des paires ; le même argent compte une fois. Deux nombres : les rencontres dont personne "
            "n'a rien dit, comptées comme rien, puis toutes comme un lien.",
            en="tables of links and pairs; the same money counts once. Two numbers: meetings of which nobody said anything, "
            "counted as nothing, then all as a link.",
        ),
    )


def value_of(figures: Figures, attribution: str) -> Bilingual:
    """Write the values of an attribution's links, each kind apart."""
    texts = []
    for kind in SHOWN_VALUES:
        found = figures.get(f"value.{kind}.{attribution}")
        if found is not None:
            said = amount(found.value, found.unit)
            word = KINDS[kind]
            texts.append(
                said if kind == ValueKind.JOBS else Bilingual(fr=f"{word.fr}, {said.fr}", en=f"{word.en}, {said.en}")
            )
    return joined(texts, "; ") or both("–")


def _questions(record: Record, figures: Figures) -> Table:
    return Table(
        caption=NO_TEXT,
        header=(),
        rows=(
            (Bilingual(fr="Combien a-t-elle coûté ?", en="What did it cost?"), _cost(figures)),
            (Bilingual(fr="Qui en a profité ?", en="Who benefited?"), _benefited(record)),
            (
                Bilingual(fr="Serait-ce arrivé sans elle ?", en="Would it have happened anyway?"),
                _anyway(record, figures),
            ),
        ),
    )


def _cost(figures: Figures) -> Bilingual:
    if "cost" not in figures:
        return Bilingual(
            fr="Le coût n'a pas été saisi : aucun coût par lien n'est calculé.",
            en="The cost was not entered: no cost per link is computed.",
        )
    cost = amount(figures["cost"].value, figures["cost"].unit)
    each = figures.get("cost_per_introduced_link")
    if each is None:
        return Bilingual(
            fr=f"{cost.fr}. Aucun lien n'a été présenté par nous : il n'y a pas de coût par lien.",
            en=f"{cost.en}. No link was introduced by us: there is no cost per link.",
        )
    low, high = amount(each.low, each.unit), amount(each.high, each.unit)
    if each.low == each.high:
        return Bilingual(
            fr=f"{cost.fr}, soit {high.fr} par lien présenté par nous.",
            en=f"{cost.en}, which is {high.en} for each link introduced by us.",
        )
    return Bilingual(
        fr=f"{cost.fr}, soit {high.fr} par lien présenté par nous ({low.fr} si tous les silencieux en ont un).",
        en=f"{cost.en}, which is {high.en} for each link introduced by us ({low.en} if all who are silent have one).",
    )


def _benefited(record: Record) -> Bilingual:
    ahead = ("first_order", "quotation", "signed", "delivered")
    links = [link for link in record.links if link.stage in ahead]
    names = list(dict.fromkeys(name for link in links for name in (link.a, link.b)))
    if not names:
        return Bilingual(
            fr="Aucune organisation n'en est encore à une première commande.",
            en="No organisation is at a first order yet.",
        )
    shown = ", ".join(_known_as(name) for name in names[:NAMES_SHOWN])
    more = Bilingual(fr=" et d'autres, en annexe", en=" and others, in the annex")
    tail = more if len(names) > NAMES_SHOWN else NO_TEXT
    risk = any(story.payment_at_risk for story in record.stories)
    unpaid = Bilingual(
        fr=" Des factures restent impayées ou réclamées.", en=" Some bills are unpaid or claimed."
    ) if risk else NO_TEXT  # fmt: skip
    stop = "" if not tail and shown.endswith("…") else "."
    return Bilingual(fr=f"{shown}{tail.fr}{stop}{unpaid.fr}", en=f"{shown}{tail.en}{stop}{unpaid.en}")


def _anyway(record: Record, figures: Figures) -> Bilingual:
    found = record.comparison()
    verdicts = {
        "more": Bilingual(
            fr="Les paires placées ont eu plus de suites que celles, voulues aussi, qui n'ont pas trouvé de place.",
            en="Pairs that were placed had more follow-up than those, wanted too, that found no place.",
        ),
        "less": Bilingual(
            fr="Les paires placées ont eu moins de suites que celles, voulues aussi, qui n'ont pas trouvé de place.",
            en="Pairs that were placed had less follow-up than those, wanted too, that found no place.",
        ),
        "no difference seen": Bilingual(
            fr="Aucune différence n'est visible avec les paires voulues qui n'ont pas trouvé de place.",
            en="No difference is seen with wanted pairs that found no place.",
        ),
    }
    needed = counted(figures["comparison.pairs_needed"].value)
    cannot = Bilingual(
        fr=f"On ne peut pas trancher : il faudrait {needed.fr} paires voulues et placées, et autant restées sans place.",
        en=f"We cannot tell: it would take {needed.en} wanted pairs placed, and as many left without a place.",
    )
    talks = [value_of(figures, name) for name in ("existing_talks", "live_tender") if value_of(figures, name).fr != "–"]
    already = Bilingual(
        fr=f"Venu de discussions déjà en cours ou d'appels d'offres : {joined(talks, '; ').fr}.",
        en=f"From existing talks or tenders: {joined(talks, '; ').en}.",
    ) if talks else NO_TEXT  # fmt: skip
    return joined([verdicts.get(found.verdict, cannot), already])


def _next(record: Record) -> tuple[Note, ...]:
    planned = [(s.next_due, s) for s in record.stories if s.next_step and s.next_due]
    names = {link.link: f"{_known_as(link.a)} – {_known_as(link.b)}" for link in record.links}
    notes = []
    for due, story in sorted(planned, key=lambda one: (one[0], one[1].link))[:STEPS_SHOWN]:
        step = f"{names.get(story.link, story.link)}, {_short(story.next_step, STEP_LETTERS)}"
        text = Bilingual(fr=f"{say_date(due, 'fr')}, {step}", en=f"{say_date(due, 'en')}, {step}")
        notes.append(Note("todo", text))
    if not notes:
        text = Bilingual(
            fr="Demander aux deux parties, à une semaine, six mois, un an, deux ans et trois ans, ce qu'il en est sorti, "
            "et donner à chaque lien ouvert une prochaine étape datée.",
            en="Ask both sides, after a week, six months, one, two and three years, what came of it, and give each open "
            "link a dated next step.",
        )
        notes.append(Note("todo", text))
    return tuple(notes)


def _known_as(name: str) -> str:
    """Name an organisation by its initials where its name gives them."""
    kept, _, added = name.rstrip(") ").partition(" (")
    return added if added.isupper() and len(added) <= LONGEST_INITIALS else _short(kept, NAME_LETTERS)


def _short(text: str, letters: int) -> str:
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"
