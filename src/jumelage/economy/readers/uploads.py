"""A file that an officer sends, read as a panel: columns recognised, codes cut from labels, totals left out and counted."""

from __future__ import annotations

import contextlib
import re
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from jumelage.economy.readers.assembly import assemble
from jumelage.economy.readers.files import open_table
from jumelage.economy.table.classification import is_naics
from jumelage.economy.table.crosswalk import roll_up
from jumelage.economy.table.long_table import LongTable
from jumelage.economy.table.source import PanelSource
from jumelage.errors import InputError
from jumelage.language import NO_TEXT, Bilingual
from jumelage.reference.classification import closest

__all__ = ["KINDS", "Preview", "Reading", "guess_columns", "preview", "read_table"]

KINDS = (".csv", ".tsv", ".txt", ".xlsx")
SHOWN_ROWS = 6
MOST_UNPACKED = 60 * 1024 * 1024
MOST_COLUMNS = 100
UTF_16 = (b"\xff\xfe", b"\xfe\xff")

_NAMES = {
    "place": (
        "place",
        "lieu",
        "geo",
        "geography",
        "geographie",
        "municipalite",
        "ville",
        "town",
        "region",
        "territoire",
    ),
    "industry": ("industry", "industrie", "naics", "scian", "secteur", "sector", "code scian", "naics code"),
    "year": ("year", "annee", "ref_date", "an", "census year", "periode", "periode de reference", "reference period"),
    "employment": (
        "employment",
        "emploi",
        "emplois",
        "value",
        "valeur",
        "jobs",
        "personnes",
        "total",
        "nombre",
        "count",
    ),
    "industry_name": ("industry_name", "industry name", "nom de l'industrie", "titre", "libelle", "description"),
}
"""Names of columns as tables have them, plain: without capitals or accents."""

_TOTALS = r"^\s*(total|toutes|tous|ensemble|all |industry - not|industrie - sans|sans objet|not applicable|total,)"
_LABEL = r"^\s*(\d{2}-\d{2}|\d{2,6})\s*[-–—:.]?\s+(\S.*)$"
_TRAILING = r"^\s*(\S.*?)\s*\[(\d{2}-\d{2}|\d{2,6})\]\s*$"
_INDUSTRY = re.compile("scian|naics|industr")
_ROOM, _TOTAL = "__jumelage_", "__total_"


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows of a file as it is."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    count: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file becomes: the panel, and how many rows were left out as totals."""

    panel: LongTable
    totals: int

    @property
    def unknown(self) -> int:
        """Count the figures that are not published."""
        return int(np.isnan(self.panel.employment).sum())


def preview(name: str, content: bytes) -> Preview:
    """Read the columns and first rows of a file.

    Raises
    ------
    InputError
        The file cannot be read as a table.
    """
    with _opened(name, content) as connection:
        relation = connection.execute(f"select * from given limit {SHOWN_ROWS}")
        columns = tuple(column[0] for column in relation.description)
        rows = tuple(tuple("" if v is None else str(v)[:60] for v in row) for row in relation.fetchall())
        count = connection.execute("select count(*) from given").fetchone()[0]
    if not columns or not rows:
        raise InputError.at(
            name,
            Bilingual(fr="le tableau est vide.", en="the table is empty."),
            Bilingual(
                fr="Enregistrez-le avec une ligne d'en-tête et au moins une ligne de chiffres.",
                en="Save it with one header line and at least one line of figures.",
            ),
        )
    if len(columns) > MOST_COLUMNS:
        raise InputError.at(
            name,
            Bilingual(fr=f"{len(columns)} colonnes : c'est trop.", en=f"{len(columns)} columns: too many."),
            Bilingual(
                fr="Gardez une ligne par lieu, industrie et année : quatre colonnes suffisent.",
                en="Keep one line for each place, industry and year: four columns are enough.",
            ),
        )
    return Preview(columns, rows, count)


def guess_columns(columns: tuple[str, ...]) -> dict[str, str]:
    """Recognise columns by their names; what is not recognised is left for a person to say."""
    plain = {_plain(column): column for column in reversed(columns)}
    found: dict[str, str] = {}
    for key, names in _NAMES.items():
        match = next((plain[name] for name in names if name in plain), None)
        if match is not None and match not in found.values():
            found[key] = match
    if "industry" not in found:
        # « Industrie - SCIAN 2017 » and the like: census tables name the classification in the header.
        named = [column for column in columns if _INDUSTRY.search(_plain(column)) and column not in found.values()]
        found |= {"industry": named[0]} if named else {}
    return found


def read_table(
    name: str, content: bytes, columns: Mapping[str, str], fixed: Mapping[str, str], *, level: int | None = None
) -> Reading:
    """Read a file as a panel.

    Parameters
    ----------
    name, content
        The file.
    columns
        Column for ``place``, ``industry``, ``year``, ``employment`` and, where there is one, ``industry_name``.
    fixed
        One value for the whole table where it has no such column: ``place``, ``year``.
    level
        Digits of the industries to keep; as they are if None.

    Raises
    ------
    InputError
        Each bad row, with what is wrong and what to do.
    """
    with _opened(name, content) as connection:
        mapping = {key: _ROOM + key for key in ("place", "industry", "year", "employment", "industry_name")}
        try:
            _prepare(connection, columns, fixed)
            panel = assemble(connection, name, mapping, PanelSource.of_file(name))
        except duckdb.Error as error:
            raise _unreadable(name) from error
    reading = _without_totals(panel)
    kept = reading.panel if level is None else roll_up(reading.panel, level)
    return replace(reading, panel=_named(kept))


def _prepare(connection: Any, columns: Mapping[str, str], fixed: Mapping[str, str]) -> None:
    """Replace ``given`` by the wanted columns, codes cut from labels, totals marked."""

    def column(key: str) -> str:
        if key in fixed:
            return "'" + fixed[key].replace("'", "''") + "'"
        return (
            'cast("' + columns[key].replace('"', '""') + '" as varchar)' if key in columns else "cast(null as varchar)"
        )

    industry, label = column("industry"), column("industry_name")
    cut = f"(regexp_extract({industry}, '{_LABEL}', 1) || regexp_extract({industry}, '{_TRAILING}', 2))"
    name = f"(regexp_extract({industry}, '{_LABEL}', 2) || regexp_extract({industry}, '{_TRAILING}', 1))"
    total = " or ".join(f"regexp_matches(lower(coalesce({text}, '')), '{_TOTALS}')" for text in (industry, label))
    # A total keeps its row, under a name of its own, so that errors name the rows as the file has them.
    connection.execute(f"""
        create temp table cut as select {column("place")} as {_ROOM}place,
            case when {total} then '{_TOTAL}' || row_number() over () when {cut} <> '' then {cut} else trim({industry}) end
                as {_ROOM}industry,
            {column("year")} as {_ROOM}year, {column("employment")} as {_ROOM}employment,
            coalesce({label}, nullif({name}, '')) as {_ROOM}industry_name
        from given""")
    connection.execute("create or replace temp view given as select * from cut")


def _without_totals(panel: LongTable) -> Reading:
    kept = [code for code in panel.industries if not code.startswith(_TOTAL)]
    rows = np.array([not panel.industries[i].startswith(_TOTAL) for i in panel.industry])
    if not rows.any():
        raise InputError.at(
            "industry",
            Bilingual(fr="toutes les lignes sont des totaux.", en="every row is a total."),
            Bilingual(
                fr="Choisissez la colonne qui nomme chaque industrie.", en="Choose the column that names each industry."
            ),
        )
    place_of = {code: number for number, code in enumerate(kept)}
    industry = np.array([place_of[panel.industries[i]] for i in panel.industry[rows]], dtype=np.int32)
    pruned = replace(
        panel.take(rows),
        industries=tuple(kept),
        industry=industry,
        industry_names={code: name for code, name in panel.industry_names.items() if not code.startswith(_TOTAL)},
    )
    return Reading(pruned, int((~rows).sum()))


@contextlib.contextmanager
def _opened(name: str, content: bytes) -> Iterator[Any]:
    """Open a file sent from outside as the table ``given`` of a connection of its own."""
    suffix = Path(name).suffix.lower()
    if suffix not in KINDS:
        raise InputError.at(
            name,
            Bilingual(fr="cette sorte de fichier n'est pas lue ici.", en="this kind of file is not read here."),
            Bilingual(
                fr="Dans Excel : Enregistrer sous, CSV UTF-8, puis envoyez ce fichier.",
                en="In Excel: Save as, CSV UTF-8, then send that file.",
            ),
        )
    if suffix != ".xlsx" and b"\0" in content and content[:2] not in UTF_16:
        raise _unreadable(name)  # a file of bytes, not of text
    with contextlib.closing(duckdb.connect(config={"memory_limit": "512MB", "threads": 1})) as connection:
        try:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / f"table{suffix}"
                path.write_bytes(content)
                if suffix == ".xlsx":
                    _refuse_bomb(name, path)
                open_table(connection, path)
                connection.execute("create temp table kept as select * from given")
        except duckdb.Error as error:
            raise _unreadable(name) from error
        except InputError as error:
            named = (replace(p, place=p.place.replace(path.name, name)) for p in error.problems)
            raise InputError(*named) from error
        if suffix == ".xlsx":
            connection.unregister("given")
        else:
            connection.execute("drop view given")
        connection.execute("create temp view given as select * from kept")
        yield connection


def _refuse_bomb(name: str, path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        raise _unreadable(name) from error
    if size > MOST_UNPACKED:
        raise _unreadable(name)


def _unreadable(name: str) -> InputError:
    return InputError.at(
        name,
        Bilingual(fr="ce fichier n'est pas un tableau lisible.", en="this file is not a table that can be read."),
        Bilingual(
            fr="Ouvrez-le dans Excel, gardez une ligne d'en-tête, et enregistrez en CSV UTF-8.",
            en="Open it in Excel, keep one header line, and save as CSV UTF-8.",
        ),
    )


def _named(panel: LongTable) -> LongTable:
    """Name NAICS codes in both languages where the reference knows them."""
    if not is_naics(panel.industries):
        return panel
    names = dict(panel.industry_names)
    for code in panel.industries:
        known = closest(code)
        if known is not None and known.code == code:
            given = names.get(code, NO_TEXT)
            names[code] = Bilingual(fr=known.text.fr or given.fr, en=known.text.en or given.en)
    return replace(panel, industry_names=names)


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.strip().lower())
    return "".join(c for c in letters if not unicodedata.combining(c))
