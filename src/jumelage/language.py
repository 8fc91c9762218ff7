"""French first, English complete: texts that carry both, and how each language writes numbers and dates.

Texts of the library stand in both languages beside the code that makes them, so none can lack a translation:
``Bilingual(fr="Ville inconnue.", en="Unknown town.")``. The pages of the web application use gettext.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal, get_args

__all__ = [
    "LANGUAGES",
    "NO_TEXT",
    "Bilingual",
    "Language",
    "default_language",
    "elide",
    "one_or_many",
    "read_amount",
    "say_clock",
    "say_date",
    "say_money",
    "say_month",
    "say_number",
    "say_partial_date",
    "say_percent",
]

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

NO_BREAK = "\u00a0"
NARROW_NO_BREAK = "\u202f"

_DAYS = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    "fr": (
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One text in both languages.

    Examples
    --------
    >>> Bilingual(fr="Bonjour", en="Hello").say("en")
    'Hello'
    """

    fr: str
    en: str

    def say(self, language: Language) -> str:
        """Return the text in ``language``; the other language where this one is empty."""
        return (self.fr or self.en) if language == "fr" else (self.en or self.fr)

    def __bool__(self) -> bool:
        """Tell whether there is any text."""
        return bool(self.fr or self.en)


NO_TEXT = Bilingual(fr="", en="")
"""Nothing to say."""


def default_language() -> Language:
    """Read the reader's language from the environment (``LC_ALL``, ``LC_MESSAGES``, ``LANG``); French otherwise."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "en" if value.lower().startswith("en") else "fr"
    return "fr"


def one_or_many(number: int, one: Bilingual, many: Bilingual) -> Bilingual:
    """Return the words that fit a number: in French 0 and 1 are singular, in English 1 alone.

    Examples
    --------
    >>> two = Bilingual(fr="cellule", en="cell"), Bilingual(fr="cellules", en="cells")
    >>> one_or_many(0, *two)
    Bilingual(fr='cellule', en='cells')
    """
    return Bilingual(fr=one.fr if abs(number) < 2 else many.fr, en=one.en if number == 1 else many.en)


def elide(word: str, name: str) -> str:
    """Write a French word before a name, elided where French does: ``elide("de", "Adémétal")`` is ``d'Adémétal``.

    Only before a vowel: whether an ``h`` is mute cannot be told from its letters.
    """
    first = unicodedata.normalize("NFD", name)[:1].lower()
    return f"{word[:-1]}'{name}" if first and first in "aeiouœæ" else f"{word} {name}"


def say_number(value: float, language: Language, decimals: int = 0) -> str:
    """Write a number: ``15 000,5`` (no-break spaces) in French, ``15,000.5`` in English."""
    text = f"{value:,.{decimals}f}"
    if language == "fr":
        return text.replace(",", NO_BREAK).replace(".", ",").replace("-", "\u2212")
    return text.replace("-", "\u2212")


def say_percent(share: float, language: Language, decimals: int = 0) -> str:
    """Write a share (0 to 1) as a percentage: ``48 %`` in French, ``48%`` in English."""
    number = say_number(share * 100, language, decimals)
    return f"{number}{NO_BREAK}%" if language == "fr" else f"{number}%"


def say_money(amount: float, language: Language, currency: str = "CAD") -> str:
    """Write an amount: ``15 000 000 $`` in French, ``$15,000,000`` in English (other currencies by their code)."""
    sign = "$" if currency == "CAD" else currency
    number = say_number(amount, language)
    if language == "fr" or currency != "CAD":
        return f"{number}{NO_BREAK}{sign}"
    return f"{sign}{number}"


def read_amount(text: str) -> Decimal | None:
    """Read an amount as people write it; nothing where the text is empty.

    Examples
    --------
    >>> read_amount("24 000,50 $"), read_amount("24,000.50"), read_amount("24,000")
    (Decimal('24000.50'), Decimal('24000.50'), Decimal('24000'))

    Raises
    ------
    ValueError
        When it is no amount of zero or more.
    """
    bare = re.sub(r"[\s\u00a0\u202f$']", "", text)
    if not bare:
        return None
    last = max(bare.rfind(","), bare.rfind("."))
    tail = bare[last + 1 :] if last >= 0 else ""
    whole = last < 0 or (len(tail) == 3 and not set(",.") <= set(bare))
    digits = re.sub("[,.]", "", bare) if whole else f"{re.sub('[,.]', '', bare[:last])}.{tail}"
    try:
        amount = Decimal(digits)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not re.fullmatch(r"\d+(\.\d+)?", digits):
        raise ValueError(text)
    return amount


def say_clock(time: dt.time | dt.datetime, language: Language) -> str:
    """Write an hour: ``13 h 30`` and ``9 h`` in French, ``1:30 p.m.`` and ``9 a.m.`` in English (Canada)."""
    if language == "fr":
        minutes = f"{NO_BREAK}{time.minute:02d}" if time.minute else ""
        return f"{time.hour}{NO_BREAK}h{minutes}"
    hour = time.hour % 12 or 12
    minutes = f":{time.minute:02d}" if time.minute else ""
    return f"{hour}{minutes}{NO_BREAK}{'a.m.' if time.hour < 12 else 'p.m.'}"


def say_date(date: dt.date, language: Language, *, weekday: bool = False, year: bool = True) -> str:
    """Write a date: ``mercredi 15 février 2017``, ``1er juin``; ``Wednesday, February 15, 2017`` in English."""
    month = _MONTHS[language][date.month - 1]
    day_name = _DAYS[language][date.weekday()]
    if language == "fr":
        number = "1er" if date.day == 1 else str(date.day)
        return f"{day_name + ' ' if weekday else ''}{number}{NO_BREAK}{month}{f' {date.year}' if year else ''}"
    return f"{day_name + ', ' if weekday else ''}{month}{NO_BREAK}{date.day}{f', {date.year}' if year else ''}"


def say_month(date: dt.date, language: Language) -> str:
    """Write a month: ``février 2017`` in French, ``February 2017`` in English."""
    return f"{_MONTHS[language][date.month - 1]} {date.year}"


def say_partial_date(text: str, language: Language) -> str:
    """Write an ISO date, month or year as exactly as it is known; any other text stays as it is.

    Examples
    --------
    >>> say_partial_date("2017-04", "fr"), say_partial_date("2017", "en"), say_partial_date("2011-2014", "en")
    ('avril 2017', '2017', '2011-2014')
    """
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])(-\d{2})?", text):
        return text
    year, month, *days = (int(part) for part in text.split("-"))
    return say_date(dt.date(year, month, *days), language) if days else say_month(dt.date(year, month, 1), language)
