"""Read a list of organisations: validated once, here, with every problem named by file, row and column."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from itertools import zip_longest
from pathlib import Path

from jumelage.errors import InputError, InputProblem
from jumelage.language import Bilingual
from jumelage.matching.profile import Profile
from jumelage.spreadsheets import Row, Table, read_table
from jumelage.spreadsheets.codes import SpoiledCodeError, industry_code
from jumelage.text import clean

__all__ = ["ALIASES", "NO_LINE", "profiles_of", "read_profiles"]

NO_LINE = "—"
"""A line that has no text in this language: it keeps the lines of both languages paired."""

MOST_LINES = 2_000
"""Offers or needs kept of one organisation: the last ones, since lists of past work grow at their end."""

MOST_PROBLEMS = 50
_CODE = re.compile(r"^[A-Za-z0-9_.-]+:.+$")


ALIASES = {
    "name": ("nom", "entreprise", "organisation", "nom de l'entreprise", "raison sociale", "company"),
    "id": ("identifiant", "code", "no"),
    "town": ("ville", "municipalité", "city"),
    "kind": ("genre", "type"),
    "naics": ("scian", "code scian", "naics code"),
    "region": ("région",),
    "languages": ("langues", "langue"),
    "offers_fr": ("offres", "offre", "produits et services", "services", "offres fr"),
    "needs_fr": ("besoins", "besoin", "cherche", "besoins fr"),
    "offers_en": ("offers", "offer", "products and services"),
    "needs_en": ("needs", "need", "looking for"),
}
"""Names of columns as lists have them."""


def read_profiles(path: Path | str, *, apart: bool = False) -> list[Profile]:
    """Read organisations (or needs, which have the same columns).

    Parameters
    ----------
    path
        ``.csv``, ``.csv.gz``, ``.parquet`` or ``.xlsx`` with columns ``id, name`` and any others of
        ``docs/reference/organisations-format.md``; unknown columns are ignored.

    apart
        See :func:`jumelage.spreadsheets.open_file`.

    Returns
    -------
    list of Profile
        In the order of the file.

    Raises
    ------
    InputError
        With up to 50 problems, each naming file, row, column and remedy.
    """
    return profiles_of(read_table(path, ("id", "name"), aliases=ALIASES, apart=apart))


def profiles_of(table: Table) -> list[Profile]:
    """Read the organisations of a table (see :func:`read_profiles`)."""
    problems: list[InputProblem] = []
    profiles = [_profile(table, row, problems) for row in table]
    problems += _repeated(table, profiles)
    if problems:
        raise InputError(*problems[:MOST_PROBLEMS])
    return profiles


def _profile(table: Table, row: Row, problems: list[InputProblem]) -> Profile:
    def short(column: str) -> str:
        return " ".join(clean(row[column], 500).split())

    for column in ("id", "name"):
        if not short(column):
            problems.append(_problem(table, row, column, "est vide.", "is empty.", "Remplissez-la.", "Fill it in."))
    return Profile(
        id=short("id"),
        name=short("name"),
        town=short("town"),
        kind=short("kind").lower(),
        naics=_naics(table, row, problems),
        codes=_codes(table, row, problems),
        region=short("region"),
        offers=_lines(row, "offers"),
        needs=_lines(row, "needs"),
        languages=tuple(part.lower() for part in re.split(r"[;,\s]+", short("languages")) if part),
        size_band=short("size_band"),
        past_bids=_count(table, row, problems),
        last_active=_date(table, row, "last_active", problems),
        date=_date(table, row, "date", problems),
        naics_confidence=short("naics_confidence").lower(),
        source_url=short("source_url"),
    )


def _lines(row: Row, what: str) -> tuple[Bilingual, ...]:
    """Pair the lines of both languages one by one where they count the same; else keep them apart."""
    fr, en = (
        [line.strip() for line in clean(row[f"{what}_{language}"], 1_000_000).split("\n") if line.strip()]
        for language in ("fr", "en")
    )
    fr, en = ([clean(line) for line in lines[-MOST_LINES:]] for lines in (fr, en))
    if fr and en and len(fr) != len(en):
        return tuple([Bilingual(line, "") for line in fr] + [Bilingual("", line) for line in en])
    fr, en = (["" if line == NO_LINE else line for line in lines] for lines in (fr, en))
    return tuple(Bilingual(*pair) for pair in zip_longest(fr, en, fillvalue="") if any(pair))


def _problem(table: Table, row: Row, column: str, *words: str) -> InputProblem:
    fr, en, remedy_fr, remedy_en = words
    return InputProblem(table.place(row.number, column), Bilingual(fr, en), Bilingual(remedy_fr, remedy_en))


def _naics(table: Table, row: Row, problems: list[InputProblem]) -> str:
    value = clean(row["naics"], 200)
    if not value:
        return ""
    try:
        if found := industry_code(value):
            return found.code
        fr, en = f"« {value[:30]} » n'est pas un code SCIAN.", f"“{value[:30]}” is not a NAICS code."
    except SpoiledCodeError:
        fr = f"« {value[:30]} » : le tableur a fait du code une date."
        en = f"“{value[:30]}”: the spreadsheet made a date of the code."
    remedy = ("Mettez de 2 à 6 chiffres, ou laissez la cellule vide.", "Give 2 to 6 digits, or leave the cell empty.")
    problems.append(_problem(table, row, "naics", fr, en, *remedy))
    return ""


def _codes(table: Table, row: Row, problems: list[InputProblem]) -> tuple[str, ...]:
    parts = tuple(part.strip() for part in clean(row["codes"], 100_000).split(";") if part.strip())
    for part in parts:
        if not _CODE.match(part):
            problems.append(
                _problem(
                    table,
                    row,
                    "codes",
                    f"« {part[:30]} » n'a pas la forme classification:code.",
                    f"“{part[:30]}” is not of the form scheme:code.",
                    "Exemple : unspsc:30131500;naics:332710.",
                    "Example: unspsc:30131500;naics:332710.",
                )
            )
            break
    return parts


def _count(table: Table, row: Row, problems: list[InputProblem]) -> int | None:
    value = clean(row["past_bids"], 40)
    if not value:
        return None
    if value.isdigit() and len(value) < 10:
        return int(value)
    fr, en = f"« {value[:30]} » n'est pas un nombre entier.", f"“{value[:30]}” is not a whole number."
    problems.append(_problem(table, row, "past_bids", fr, en, "Exemple : 12.", "Example: 12."))
    return None


def _date(table: Table, row: Row, column: str, problems: list[InputProblem]) -> dt.date | None:
    value = clean(row[column], 40)
    if not value:
        return None
    try:
        return dt.date.fromisoformat(value[:10])
    except ValueError:
        fr, en = f"« {value[:30]} » n'est pas une date.", f"“{value[:30]}” is not a date."
        problems.append(_problem(table, row, column, fr, en, "Exemple : 2017-02-15.", "Example: 2017-02-15."))
        return None


def _repeated(table: Table, profiles: list[Profile]) -> list[InputProblem]:
    counts = Counter(profile.id for profile in profiles)
    return [
        InputProblem(
            f"{table.name}, id",
            Bilingual(
                f"l'identifiant « {id[:40]} » sert {count} fois.", f"the identifier “{id[:40]}” is used {count} times."
            ),
            Bilingual("Donnez à chaque organisation le sien.", "Give each organisation its own."),
        )
        for id, count in counts.items()
        if count > 1 and id
    ]
