"""A record of an organisation, and the parts of it that can be compared."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from jumelage.errors import InputError, InputProblem
from jumelage.language import Bilingual
from jumelage.tables import read_table
from jumelage.text import clean, fold

__all__ = ["Record", "read_records"]

_LEGAL = (
    "inc incorporee incorporated ste societe ltee ltd limitee limited cie co corp corporation enr enrg senc sencrl srl lp llp sec "
    "ulc llc compagnie company s e n c r l sn"
)
LEGAL = frozenset(_LEGAL.split())
"""Words of legal form, and the letters that remain of ``s.e.n.c.r.l.``."""

_SMALL = "le la les l de du des d et and the of en au aux a un une pour for"
SMALL = frozenset(_SMALL.split())

_TOKEN = re.compile(r"[a-z]+|\d+")
_COMPANY_NUMBER = re.compile(r"\b(\d{4})[- ]?(\d{4})\b")
_DOTS = re.compile(r"\b((?:[a-z]\.\s?)+(?:[a-z]\b\.?|[a-z]\.))")
_WWW = re.compile(r"^(?:https?://)?(?:www\.)?([^/\s?#]+)")


@dataclass(frozen=True)
class Record:
    """A row that names an organisation. All but ``id`` and ``name`` may be empty."""

    id: str
    name: str
    town: str = ""
    postal_code: str = ""
    website: str = ""
    phone: str = ""
    enterprise_number: str = ""

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """Return the words that name it: no legal form, no small word, initials joined (``L.S.`` is ``ls``)."""
        text = _DOTS.sub(lambda found: found[1].replace(".", "").replace(" ", "") + " ", fold(self.name))
        found = [t for t in _TOKEN.findall(text) if t not in LEGAL and t not in SMALL]
        return tuple(_singular(t) for t in found) or tuple(_TOKEN.findall(text))

    @cached_property
    def core(self) -> str:
        """Return the name without spaces, its words in order."""
        return "".join(self.tokens)

    @cached_property
    def grams(self) -> Counter[str]:
        """Return the three-letter runs of the core."""
        padded = f"  {self.core} "
        return Counter(padded[i : i + 3] for i in range(len(padded) - 2))

    @cached_property
    def company_numbers(self) -> frozenset[str]:
        """Return the numbers of numbered companies that the name holds (``9018-7980 Québec inc.``)."""
        return frozenset("".join(pair) for pair in _COMPANY_NUMBER.findall(self.name))

    @cached_property
    def is_consortium(self) -> bool:
        """Tell whether the name joins several firms for one contract."""
        folded = fold(self.name)
        return "consortium" in folded or "coentreprise" in folded or "|" in folded or " / " in folded

    @cached_property
    def postal(self) -> str:
        """Return the postal code, bare."""
        return re.sub(r"[^A-Z0-9]", "", self.postal_code.upper())

    @cached_property
    def place(self) -> str:
        """Return the town, comparable: *Ste-Madeleine* is *Sainte-Madeleine*."""
        town = re.sub(r"[^a-z]+", " ", fold(self.town))
        return re.sub(r"\bste?\b", lambda found: "sainte" if found[0] == "ste" else "saint", town).strip()

    @cached_property
    def domain(self) -> str:
        """Return the site's domain."""
        found = _WWW.match(fold(self.website))
        return found[1] if found else ""

    @cached_property
    def digits(self) -> str:
        """Return the telephone's last ten digits."""
        return re.sub(r"\D", "", self.phone)[-10:]

    @cached_property
    def number(self) -> str:
        """Return the enterprise number's digits."""
        return re.sub(r"\D", "", self.enterprise_number)


def _singular(token: str) -> str:
    return token[:-1] if len(token) > 3 and token[-1] in "sx" else token


def read_records(path: Path) -> list[Record]:
    """Read records: columns ``id, name`` and any of ``town, postal_code, website, phone, enterprise_number``.

    Raises
    ------
    InputError
        When a column is absent, a name or id is empty, or an id comes twice.
    """
    table = read_table(path, required=("id", "name"))
    columns = ("id", "name", "town", "postal_code", "website", "phone", "enterprise_number")
    problems: list[InputProblem] = []
    records: dict[str, Record] = {}
    for row in table:
        record = Record(*(" ".join(clean(row[column], 300).split()) for column in columns))
        for column in ("id", "name"):
            if not getattr(record, column):
                what, remedy = Bilingual("est vide.", "is empty."), Bilingual("Remplissez-la.", "Fill it in.")
                problems.append(InputProblem(table.place(row.number, column), what, remedy))
        if record.id in records:
            what = Bilingual(f"« {record.id[:40]} » sert deux fois.", f"“{record.id[:40]}” is used twice.")
            remedy = Bilingual("Donnez à chaque ligne son identifiant.", "Give each row its own id.")
            problems.append(InputProblem(table.place(row.number, "id"), what, remedy))
        records[record.id] = record
    if problems:
        raise InputError(*problems[:50])
    return list(records.values())
