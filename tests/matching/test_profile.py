"""Cells as people fill them, cut into single offers and needs."""

import pytest

from jumelage.language import Bilingual
from jumelage.matching.profile import guess_language, single_lines, spoken


def _lines(text):
    return [line.fr for line in single_lines((Bilingual(text, ""),))]


@pytest.mark.parametrize(
    "text",
    [
        "Aucun besoin pour le moment", "À déterminer", "N/A", "s.o.", "—", "Tout sauf du bois d'œuvre",
        "Nous ne cherchons pas de nouveaux clients", "No need for now", "To be determined", "anything except lumber", "TBD",
    ],
)  # fmt: skip
def test_what_stands_where_nothing_is_meant_is_no_line(text):
    assert _lines(text) == []


def test_markup_is_not_words():
    assert _lines('<ul style="color: red"><li>Soudure&nbsp;d\'acier</li><li><b>Usinage</b></li></ul>') == [
        "Soudure d'acier",
        "Usinage",
    ]
    assert _lines("<style>p { font-family: Arial }</style><p>Farine</p>") == ["Farine"]


def test_bullets_semicolons_and_line_ends_cut():
    assert _lines("Soudure\\nUsinage; pesage (lots; vrac)\n• Pavage") == [
        "Soudure", "Usinage", "pesage (lots; vrac)", "Pavage",
    ]  # fmt: skip
    assert _lines("Convoyeurs (depuis 2019)") == ["Convoyeurs"]


def test_a_text_in_the_column_of_the_other_language_is_read_in_its_own():
    assert spoken(Bilingual("", "Soudure et entretien de convoyeurs")) == [("fr", "Soudure et entretien de convoyeurs")]
    assert guess_language("Belt conveyors", "en") == "en"
