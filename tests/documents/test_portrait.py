"""The portrait of a town: ranges, closures, words and charts hold whatever the figures are."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader

from jumelage.documents.maps import Spot
from jumelage.documents.paired_chart import Pair, paired_chart
from jumelage.documents.portrait import portrait_pdf, portrait_workbook
from jumelage.documents.portrait.pictures import over_time
from jumelage.documents.portrait.wording import answer, meanings, source_text
from jumelage.documents.town_map import Disc, town_map
from jumelage.economy import Panel
from jumelage.economy.portrait.closing import close_industry, spread_of
from jumelage.economy.portrait.outlook import next_industries, quality_of
from jumelage.economy.portrait.town import TownFigures, compute_figures
from jumelage.economy.table.survey import CENSUS, Survey, plausible_range
from jumelage.language import LANGUAGES

ONTARIO = Panel.demo()
TOWNS = [place for place in ONTARIO.places if place not in ONTARIO.wholes]
MADE = dt.datetime(2031, 5, 1, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def dubreuilville() -> TownFigures:
    return compute_figures(ONTARIO, "Dubreuilville", survey=CENSUS)


def test_the_answer_counts_and_tells_the_change_of_industry(dubreuilville: TownFigures) -> None:
    assert answer(dubreuilville).fr.startswith(
        "À Dubreuilville, en 2021, 48\u00a0% des personnes occupées sont dans « Mines, pétrole et gaz » : 130 sur 270."
    )
    assert "elle n'a pas disparu" in answer(dubreuilville).fr
    assert [m.word.en for m in meanings(dubreuilville)] == [
        "strong dependence",
        "diversity",
        "apparent diversity",
        "uncertainty",
    ]
    assert "Statistics Canada Open Licence" in source_text(dubreuilville, 2001, 2021).en


def test_changes_are_told_apart_by_definition(dubreuilville: TownFigures) -> None:
    assert [(c.since, c.until, c.crosses_break) for c in dubreuilville.changes] == [
        (2001, 2021, True),
        (2016, 2021, False),
    ]
    assert dubreuilville.changes[0].old[0].en == "Manufacturing"
    assert dubreuilville.changes[0].split.share_from_loss == pytest.approx(0.835, abs=0.001)


def test_every_town_says_something_in_both_languages() -> None:
    for place in TOWNS:
        figures = compute_figures(ONTARIO, place, survey=CENSUS)
        said = [answer(figures), *(m.text for m in meanings(figures)), source_text(figures)]
        for text in said:
            for language in LANGUAGES:
                assert text.say(language)
                assert "nan" not in text.say(language).lower().split()
        # The line stops at the break: as many strokes as stretches of one definition.
        strokes = re.findall(r'<path d="(M[^"]*)" fill="none"', over_time(figures, "fr"))
        assert all(1 < path.count("M") + 1 <= 3 for path in strokes)


@pytest.mark.parametrize("place", ["Dubreuilville", "Chapleau", "Greater Sudbury", "Hornepayne"])
def test_the_portrait_holds_on_one_page_and_in_a_workbook(place: str) -> None:
    figures = compute_figures(ONTARIO, place, survey=CENSUS)
    for language in LANGUAGES:
        pages = PdfReader(io.BytesIO(portrait_pdf(figures, language, made=MADE.date()))).pages
        assert len(pages) == 1
    file = portrait_workbook(figures, "fr", made=MADE)
    assert file == portrait_workbook(figures, "fr", made=MADE)
    book = load_workbook(io.BytesIO(file))
    assert book.sheetnames == ["Portrait", "Industries", "Années", "Changement", "Source"]
    first = next(book["Industries"].iter_rows(min_row=2, values_only=True))
    assert first[2] == figures.largest.employment


def test_the_range_is_that_of_a_sample_of_one_in_four() -> None:
    low, high = plausible_range(100, Survey(0.25, 1)) or (0, 0)
    assert (high - low) / 2 == pytest.approx(1.96 * math.sqrt(300))
    assert plausible_range(0, CENSUS) == (0.0, 12.0)
    assert plausible_range(50, Survey(None)) is None
    assert plausible_range(50, Survey(1.0, 1)) == (50.0, 50.0)


@given(st.integers(0, 31), st.floats(0, 1))
@settings(deadline=None, max_examples=40)
def test_a_closure_takes_what_it_says_and_nothing_else(town: int, loss: float) -> None:
    figures = compute_figures(ONTARIO, TOWNS[town], survey=CENSUS)
    closing = close_industry(figures, figures.largest.industry, loss)
    assert closing is not None
    assert closing.direct + closing.left == pytest.approx(figures.employment)
    after = dict(closing.after)
    untouched = {line.industry: line.employment for line in figures.lines if line.industry != closing.industry.industry}
    assert {code: after[code] for code in untouched} == untouched
    assert sum(jobs for jobs in after.values() if jobs) == pytest.approx(closing.left)


def test_no_closure_without_a_known_figure(dubreuilville: TownFigures) -> None:
    assert close_industry(dubreuilville, "nothing", 1) is None
    assert close_industry(dubreuilville, "21", 1.5) is None


def test_indirect_jobs_come_from_a_table_or_not_at_all(dubreuilville: TownFigures) -> None:
    assert spread_of(ONTARIO, dubreuilville, "21", 1.0, "") is None
    assert spread_of(ONTARIO, dubreuilville, "21", 0.0, "us-sectors") is None
    spread = spread_of(ONTARIO, dubreuilville, "21", 1.0, "us-sectors")
    assert spread is not None
    assert 0 <= spread.low <= spread.high
    assert spread.warnings


def test_the_outlook_tells_how_weak_it_is() -> None:
    quality = quality_of(ONTARIO)
    assert quality is not None
    assert (quality.rows, quality.happened, quality.scored) == (220, 11, (2016, 2021))
    assert set(quality.baselines) == {"ubiquity", "density", "nearest_places", "sapling"}
    coming = next_industries(ONTARIO, "Dubreuilville")
    assert [one.probability for one in coming] == sorted((one.probability for one in coming), reverse=True)
    assert all(0 <= one.probability <= 1 for one in coming)


def test_a_pair_unknown_is_not_drawn_as_zero_and_names_are_escaped() -> None:
    drawn = paired_chart("T", ("A<", "B&"), [Pair("<x>", None, 3), Pair("y", 0, 2)], "fr", width=372)
    ET.fromstring(drawn)
    assert "non publié" in drawn
    assert "<x>" not in drawn
    with pytest.raises(ValueError, match="zero or more"):
        paired_chart("T", ("A", "B"), [Pair("x", -1, 0)], "fr")


@given(
    st.lists(
        st.tuples(st.floats(42, 55), st.floats(-95, -75), st.floats(0, 1e5), st.booleans()), min_size=2, max_size=30
    )
)
@settings(deadline=None, max_examples=30)
def test_names_on_the_map_never_cover_each_other(towns: list[tuple[float, float, float, bool]]) -> None:
    discs = [Disc(Spot(f"Ville {n}", lat, lon), size, strong, "x") for n, (lat, lon, size, strong) in enumerate(towns)]
    drawn = town_map("T", discs, "fr")
    ET.fromstring(drawn)
    names = re.findall(r'<text x="([\d.-]+)" y="([\d.-]+)" font-size="12"[^>]*>(Ville \d+)<', drawn)
    boxes = [(float(x), float(y), float(x) + 0.5 * 12 * len(name), name) for x, y, name in names]
    for i, (left, base, right, _) in enumerate(boxes):
        for other_left, other_base, other_right, _ in boxes[i + 1 :]:
            assert right <= other_left or other_right <= left or abs(base - other_base) >= 10
