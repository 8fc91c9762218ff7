import datetime as dt

import pytest

from jumelage.language import (
    Bilingual,
    default_language,
    say_clock,
    say_date,
    say_money,
    say_number,
    say_percent,
)


@pytest.mark.parametrize(
    ("call", "fr", "en"),
    [
        (lambda lang: say_number(15000.5, lang, 1), "15\u00a0000,5", "15,000.5"),
        (lambda lang: say_number(-3, lang), "\u22123", "\u22123"),
        (lambda lang: say_percent(0.48, lang), "48\u00a0%", "48%"),
        (lambda lang: say_money(15_000_000, lang), "15\u00a0000\u00a0000\u00a0$", "$15,000,000"),
        (lambda lang: say_clock(dt.time(13, 30), lang), "13\u00a0h\u00a030", "1:30\u00a0p.m."),
        (lambda lang: say_clock(dt.time(9), lang), "9\u00a0h", "9\u00a0a.m."),
        (lambda lang: say_clock(dt.time(0, 5), lang), "0\u00a0h\u00a005", "12:05\u00a0a.m."),
        (
            lambda lang: say_date(dt.date(2017, 2, 15), lang, weekday=True),
            "mercredi 15\u00a0février 2017",
            "Wednesday, February\u00a015, 2017",
        ),
        (lambda lang: say_date(dt.date(2017, 6, 1), lang, year=False), "1er\u00a0juin", "June\u00a01"),
    ],
)
def test_each_language_writes_its_own_way(call, fr, en):
    assert (call("fr"), call("en")) == (fr, en)


def test_a_text_without_translation_shows_the_other_language():
    assert Bilingual(fr="Bonjour", en="").say("en") == "Bonjour"


@pytest.mark.parametrize(
    ("lang", "expected"), [("en_CA.UTF-8", "en"), ("fr_CA.UTF-8", "fr"), ("C.UTF-8", "fr"), ("", "fr")]
)
def test_french_unless_the_terminal_speaks_english(monkeypatch, lang, expected):
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", lang)
    assert default_language() == expected
