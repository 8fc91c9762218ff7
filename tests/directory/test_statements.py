"""Lines of two languages stay with their translation, and a translation of what no longer stands goes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jumelage.directory.statements import pair_lines
from jumelage.language import Bilingual

A, B = Bilingual(fr="Soudure d'aluminium", en="Aluminium welding"), Bilingual(fr="Usinage", en="Machining")
FRENCH = Bilingual(fr="Affûtage", en="")


@pytest.mark.parametrize(
    ("fr", "en", "pairs", "stale"),
    [
        (["Soudure d'aluminium", "Usinage"], ["Aluminium welding", "Machining"], [A, B], []),
        (["Affûtage", "Usinage"], ["Machining", "Aluminium welding"], [FRENCH, B], ["Aluminium welding"]),
        (["Soudures d'aluminium"], ["Aluminium welding"], [Bilingual("Soudures d'aluminium", A.en)], []),
        (["Affûtage"], ["Sharpening"], [Bilingual("Affûtage", "Sharpening")], []),
        (["Usinage"], ["Aluminium welding", "Machining"], [B, Bilingual("", A.en)], []),
        ([], ["Machining"], [Bilingual("", B.en)], []),
    ],
    ids=["as it was", "rewritten", "corrected", "both rewritten", "left out in French", "English alone"],
)
def test_pairs(fr: list[str], en: list[str], pairs: list[Bilingual], stale: list[str]) -> None:
    assert pair_lines(fr, en, [A, B]) == (pairs, stale)


def test_a_blank_twin_moves_no_other() -> None:
    assert pair_lines(["Affûtage", "Usinage"], ["Machining"], [FRENCH, B]) == ([FRENCH, B], [])


LINES = st.lists(st.sampled_from(["un", "deux", "trois", "one", "two", "three"]), unique=True, max_size=4)


@given(
    LINES, LINES, st.lists(st.builds(Bilingual, st.sampled_from(["un", "deux"]), st.sampled_from(["one", "two", ""])))
)
def test_nothing_is_lost_unsaid(fr: list[str], en: list[str], before: list[Bilingual]) -> None:
    pairs, stale = pair_lines(fr, en, before)
    assert [pair.fr for pair in pairs if pair.fr] == fr
    assert sorted([pair.en for pair in pairs if pair.en] + stale) == sorted(en)
