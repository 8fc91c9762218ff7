"""A record of an organisation, and the parts of it that can be compared."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from jumelage.errors import InputError, InputProblem
from jumelage.language import Bilingual
from jumelage.spreadsheets import Table, read_table
from jumelage.text import clean, domain_sent, fold

__all__ = ["SHARED_DOMAINS", "Record", "read_records", "records_of"]

_LEGAL = (
    "inc incorporee incorporated ste societe ltee ltd limitee limited cie co corp corporation enr enrg senc sencrl srl lp llp sec "
    "ulc llc compagnie company sn"
)
LEGAL = frozenset(_LEGAL.split())
"""Words of legal form."""

_SMALL = "le la les de du des and et of the en au aux un une pour for"
SMALL = frozenset(_SMALL.split())

_OTHER_NAME = re.compile(
    r"[()|]| / | [-\u2013] |\b(?:une )?divisions? (?:de |du |d'|of )?|\bune compagnie (?:de |du |d'|of )|\bsuccursales? |\bbranch\b"
    r"|\bfaisant affaires? (?:sous )?|\bf\.?a\.?s\.?(?:n\.?)?\b|\bo/a\b|\bd\.?b\.?a\b\.?|\bdoing business as\b|\bconnue? sous "
)
"""What stands between the names that one name may hold: trade names, the parent of a division, the place of a branch."""

_ELISION = re.compile(r"\b(?:[ldsnmcLDSNMC]|[Qq]u)['\u2019](?=\w)")
_SPELT_FORM = re.compile(r"\bs[. ]+e[. ]+n[. ]+c\b[. ]*(?:r[. ]+l\b\.?)?", re.IGNORECASE)
_LINK = re.compile(r"(?:(?<=\s)|^)(?:[aà](?=\s)|[ld](?=\s+[aàâeéèêiîoôuûyhAÀÂEÉÈÊIÎOÔUÛYH]))")
_SHARED = """
    gmail.com hotmail.com hotmail.ca outlook.com live.ca live.com yahoo.ca yahoo.com yahoo.fr videotron.ca
    icloud.com me.com msn.com bell.net sympatico.ca globetrotter.net cgocable.ca cogeco.ca telus.net
    rogers.com shaw.ca aol.com orange.fr free.fr wanadoo.fr facebook.com linkedin.com instagram.com
    sites.google.com wixsite.com wordpress.com"""
SHARED_DOMAINS = frozenset(_SHARED.split())
"""Domains that many organisations share: they tell nothing."""

_TOKEN = re.compile(r"[a-z]+|\d+")
_COMPANY_NUMBER = re.compile(r"\b(\d{4})[- ]?(\d{4})\b")
_DOTS = re.compile(r"\b((?:[a-z]\.\s?)+(?:[a-z]\b\.?|[a-z]\.))")
_WWW = re.compile(r"^(?:https?://)?(?:www\.)?([^/\s?#]+)")


_OF_NUMBERED = frozenset({"quebec", "canada"})


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
        name = _ELISION.sub("", self.name if not self.name.isupper() else self.name.lower())
        text = _DOTS.sub(lambda found: found[1].replace(".", "").replace(" ", "") + " ", fold(_without_small(name)))
        found = [t for t in _TOKEN.findall(text) if t not in LEGAL and t not in SMALL]
        return tuple(_singular(t) for t in found) or tuple(_TOKEN.findall(text))

    @cached_property
    def words(self) -> frozenset[str]:
        """Return its tokens, each once."""
        return frozenset(self.tokens)

    @cached_property
    def other_names(self) -> tuple[tuple[str, ...], ...]:
        """Return the words of each name that the name holds, where it holds several; numbers of companies left out."""
        whole = _OTHER_NAME.split(fold(self.name))
        if len(whole) < 2:
            return ()
        parts = [_COMPANY_NUMBER.sub(" ", part) for part in whole]
        found = [tuple(t for t in Record("", part).tokens if t not in _OF_NUMBERED) for part in parts if part.strip()]
        return tuple(dict.fromkeys(tokens for tokens in found if len("".join(tokens)) > 2))

    @cached_property
    def initials(self) -> str:
        """Return the first letters of its words, where it has three or more."""
        return "".join(t[0] for t in self.tokens) if len(self.tokens) > 2 else ""

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
        """Return the site's domain; empty where it says nothing of who they are."""
        found = _WWW.match(fold(domain_sent(self.website)) if not self.website.isascii() else self.website.lower())
        domain = found[1] if found else ""
        return domain if "." in domain and domain not in SHARED_DOMAINS else ""

    @cached_property
    def digits(self) -> str:
        """Return the telephone's last ten digits; empty for a placeholder."""
        return _telling(self.phone, 7)[-10:]

    @cached_property
    def number(self) -> str:
        """Return the enterprise number's digits; empty for a placeholder (0000000000, 1.14E+09, « à venir »)."""
        return _telling(self.enterprise_number, 6)


_LOST_DIGITS = re.compile(r"\d[.,]\d*E\+?\d+", re.IGNORECASE)


def _telling(text: str, least: int) -> str:
    """Return the digits of a number that tells one organisation from another; empty for one that stands for none."""
    digits = re.sub(r"\D", "", text)
    if len(digits) < least or _LOST_DIGITS.search(text):
        return ""
    placeholder = len(set(digits)) == 1 or digits.rstrip("0") in ("", "1") or digits in "01234567890123456789"
    return "" if placeholder or digits[:3] == "000" else digits


def _without_small(name: str) -> str:
    """Drop the letters that only link words (« à », « d », « l »); an initial (« Plan A », « L. Fictive ») names the firm."""
    return _LINK.sub(" ", _SPELT_FORM.sub(" ", name))


def _singular(token: str) -> str:
    return token[:-1] if len(token) > 3 and token[-1] in "sx" else token


COLUMNS = ("id", "name", "town", "postal_code", "website", "phone", "enterprise_number")
ALIASES = {
    "id": ("identifiant", "code", "no"),
    "name": ("nom", "entreprise", "nom de l'entreprise", "raison sociale", "organisation", "company", "company name"),
    "town": ("ville", "municipalité", "city"),
    "postal_code": ("code postal", "zip", "zip code", "postcode"),
    "website": ("site web", "site", "web site", "url"),
    "phone": ("téléphone", "tél", "telephone"),
    "enterprise_number": ("neq", "numéro d'entreprise", "business number"),
}
"""Names of columns as lists have them."""


def read_records(path: Path, *, apart: bool = False) -> list[Record]:
    """Read records: columns ``id, name`` and any of ``town, postal_code, website, phone, enterprise_number``.

    Raises
    ------
    InputError
        When a column is absent, a name or id is empty, or an id comes twice.
    """
    return records_of(read_table(path, ("id", "name"), aliases=ALIASES, apart=apart))


def records_of(table: Table) -> list[Record]:
    """Read the records of a table (see :func:`read_records`)."""
    problems: list[InputProblem] = []
    records: dict[str, Record] = {}
    for row in table:
        record = Record(*(" ".join(clean(row[column], 300).split()) for column in COLUMNS))
        for column in ("id", "name"):
            if not getattr(record, column):
                what, remedy = Bilingual("est vide.", "is empty."), Bilingual("Remplissez-la.", "Fill it in.")
                problems.append(InputProblem(table.place(row.number, column), what, remedy, row.number, column))
        if record.id in records:
            what = Bilingual(f"« {record.id[:40]} » sert deux fois.", f"“{record.id[:40]}” is used twice.")
            remedy = Bilingual("Donnez à chaque ligne son identifiant.", "Give each row its own id.")
            problems.append(InputProblem(table.place(row.number, "id"), what, remedy, row.number, "id"))
        records[record.id] = record
    if problems:
        raise InputError(*problems[:50])
    return list(records.values())
