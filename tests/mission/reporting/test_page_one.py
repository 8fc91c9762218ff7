"""Page one of a report: it fits one page, each number on it is a figure, and it says so where nothing is known."""

from __future__ import annotations

import datetime as dt
import io
import re
from decimal import Decimal

import pytest
from pypdf import PdfReader

from jumelage.documents import Spot, report_pdf
from jumelage.language import LANGUAGES, Bilingual, Language
from jumelage.mission.reporting.composing import compose
from jumelage.mission.reporting.files import freeze, report_files
from jumelage.mission.reporting.record import LinkStory, Record
from jumelage.outcomes import Attribution, Grade, Link, Pair, Stage, ValueKind
from jumelage.serialisation import from_document, to_document

LONG = "Société d’économie mixte des aciers et quais de Port-Inventé et de Val-Néant"


def record(**values: object) -> Record:
    known = {
        "code": "invented",
        "title": Bilingual("Port-Inventé → Val-Néant", "Port-Inventé → Val-Néant"),
        "goal": Bilingual("Trouver des partenaires.", "Find partners."),
        "dates": Bilingual("4 et 5 mars 2031", "March 4 and 5, 2031"),
        "organiser": "Agence Inventée",
        "made_on": dt.date(2031, 9, 1),
        "origin": "Port-Inventé",
        "destination": "Val-Néant",
        "places": (Spot("Port-Inventé", 50.2, -66.4), Spot("Val-Néant", 46.1, -71.3)),
    }
    return Record(**(known | values))  # type: ignore[arg-type]


def crowded() -> Record:
    """A record whose every text is as long as people write them."""
    links = tuple(
        Link(
            f"L{n}", f"{LONG} {n}", f"{LONG} et fils {n}", "supplier", stage, attribution, Grade.BOTH_SIDES,
            Decimal(123_456_789), "CAD", kind,
        )
        for n, (stage, attribution, kind) in enumerate(
            (stage, attribution, kind)
            for stage in (Stage.TALKS, Stage.SIGNED, Stage.LOST)
            for attribution in Attribution
            for kind in (ValueKind.PROJECT, ValueKind.CONTRACT)
        )
    )  # fmt: skip
    pairs = tuple(
        Pair(
            f"p{n}", "invented", f"A{n % 180}", f"B{n % 170}", True, n < 1669, n % 3 == 0 or None if n < 1669 else False
        )
        for n in range(2400)
    )
    stories = tuple(
        LinkStory(one.link, Bilingual("x", "x"), payment_at_risk=True, next_step="Envoyer le dessin " * 20, next_due=dt.date(2031, 10, 1))
        for one in links
    )  # fmt: skip
    goal = "Dépendre moins de la grande industrie, apprendre, vendre et acheter autrement. " * 8
    return record(links=links, pairs=pairs, stories=stories, goal=Bilingual(goal, goal), cost=Decimal(1_234_567))


def pages(one: Record, language: Language) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(report_pdf(compose(one), language))).pages]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("one", [crowded(), record()], ids=["crowded", "empty"])
def test_page_one_is_one_page(one: Record, language: Language) -> None:
    first, second = pages(one, language)[:2]
    last = {"fr": "Ce que nous ferons", "en": "What we do next"}[language]
    assert last in first
    assert {"fr": "Dans ce rapport", "en": "In this report"}[language] in second or not compose(one).sections[2:]
    assert last not in second


def test_every_number_of_page_one_is_a_figure() -> None:
    one = crowded()
    report = compose(one)
    known = {f"{bound:.0f}" for figure in one.figures() for bound in (figure.value, figure.low, figure.high)}
    texts = [report.answer, *(f.number for f in report.figures), report.chart.alternative]  # type: ignore[union-attr]
    for section in report.lead[:2]:
        for block in section.blocks:
            texts += [cell for row in block.rows for cell in row]  # type: ignore[union-attr]
    for text in texts:
        for language in LANGUAGES:
            said = re.sub(re.escape(LONG) + r"[^,.]*", "", text.say(language))
            numbers = re.findall(r"\d+", re.sub(r"(?<=\d)[\u00a0,](?=\d{3})", "", said))
            assert set(numbers) <= known, (said, set(numbers) - known)


def test_without_outcomes_it_says_so_and_is_still_useful() -> None:
    pairs = tuple(Pair(f"p{n}", "invented", f"A{n}", f"B{n}", True, True) for n in range(3))
    report = compose(record(pairs=pairs))
    assert "Aucun lien n'est encore connu" in report.answer.fr
    assert "personne n'a noté lesquelles" in report.answer.fr
    assert report.figures[0].number.fr == "3"
    assert [f.number.fr for f in report.figures[1:]] == ["0 à 3"] * 3


def test_a_frozen_report_reads_back_and_gives_the_same_files() -> None:
    frozen = freeze(crowded())
    again = from_document(type(frozen), to_document(frozen))
    for name in ("figures.csv", "links.csv", "pairs.csv", "figures.json", "report.md"):
        assert report_files(again, "fr")[name]() == report_files(frozen, "fr")[name]()


def test_markdown_escapes_what_would_be_markup() -> None:
    one = record(links=(Link("L", "Acier <b>*x*|y", "Quai", "partner", Stage.TALKS, Attribution.OTHER),))
    text = report_files(freeze(one), "en")["report.md"]().decode()
    assert "<b>" not in text.replace("\\<b\\>", "")
    assert "\\|y" in text
