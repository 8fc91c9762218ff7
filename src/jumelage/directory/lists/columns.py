"""Say which column is which field: by its name, by what the others are, by what its cells hold. Doubt is asked about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jumelage.directory.lists.fields import BY_NAME, fields_called, plain
from jumelage.directory.lists.kinds import kind_called
from jumelage.errors import InputError
from jumelage.language import Bilingual
from jumelage.spreadsheets import text_of

__all__ = ["IGNORED", "Column", "samples_of", "suggest_columns"]

SAMPLED = 40
"""Rows looked at to tell what a column holds."""

_TELLING = frozenset({"extension", "contact_role", "kind", "address", "website", "source_url"})
_EXTENSION = re.compile(r"(?:poste|ext\.?|x)?\s*\d{1,8}", re.IGNORECASE)
_NO_STREET = re.compile(r"https?:|www\.|[^\s@]+@")

IGNORED = "ignore"
"""What a mapping says of a column that is left out."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file.

    Parameters
    ----------
    index
        Its place, from 0.
    label
        What the file calls it.
    field
        The field that it is taken for; empty: left out.
    candidates
        The fields among which a person has to choose; empty where there is no doubt.
    samples
        A few of its values, shortened.
    """

    index: int
    label: str
    field: str = ""
    candidates: tuple[str, ...] = ()
    samples: tuple[str, ...] = ()


def samples_of(width: int, below: Sequence[Sequence[Any]]) -> list[list[str]]:
    """Return, of each column, what its first cells hold."""
    samples: list[list[str]] = [[] for _ in range(width)]
    for row in below[:SAMPLED]:
        for index, cell in enumerate(row[: len(samples)]):
            if text := text_of(cell)[:200].strip():
                samples[index].append(text)
    return samples


def suggest_columns(
    file: str,
    labels: Sequence[str],
    samples: Sequence[Sequence[str]],
    mapping: Mapping[str, str] | None = None,
) -> tuple[Column, ...]:
    """Say which column is which field.

    Parameters
    ----------
    file
        What errors call the file.
    labels
        Name of each column; empty ones are left out.
    samples
        Values of each column, as text.
    mapping
        What a person says: name of a column (or its letter) to name of a field, or to ``ignore``. It wins over names.

    Raises
    ------
    InputError
        When the mapping names a column or field that is not there, or gives one field to two columns.
    """
    said = _stated_columns(file, labels, mapping or {})
    languages: Counter[str] = Counter()
    possible: dict[int, dict[str, str]] = {}
    for index, label in enumerate(labels):
        if label and index not in said:
            found = {f: language for f, language in fields_called(_bare(label)).items() if f not in said.values()}
            possible[index] = {f: language for f, language in found.items() if _fits(f, samples[index], found)}
            languages.update({language for language in possible[index].values() if language})
    french = languages["fr"] >= languages["en"]
    chosen, doubts = _choose({i: _in_language(found, french) for i, found in possible.items()}, set(said.values()))
    fields = {**chosen, **said}
    return tuple(
        Column(
            index,
            label,
            "" if fields.get(index) == IGNORED else fields.get(index, ""),
            doubts.get(index, ()),
            tuple(text[:60] for text in samples[index][:3]),
        )
        for index, label in enumerate(labels)
        if label
    )


def _bare(label: str) -> str:
    return re.sub(r" \([A-Z]{1,3}\)$", "", label)


def _stated_columns(file: str, labels: Sequence[str], mapping: Mapping[str, str]) -> dict[int, str]:
    found: dict[int, str] = {}
    by_name = {plain(label) or label: index for index, label in reversed(list(enumerate(labels))) if label}
    by_name |= {label: index for index, label in enumerate(labels) if label}
    for name, field in mapping.items():
        index = by_name.get(name, by_name.get(plain(name)))
        if index is None:
            shown = ", ".join(label for label in labels if label)[:300]
            raise _wrong(file, f"il n'y a pas de colonne « {name[:60]} ».", f"there is no column “{name[:60]}”.",
                         f"Colonnes lues : {shown}.", f"Columns read: {shown}.")  # fmt: skip
        if field not in BY_NAME and field not in (IGNORED, ""):
            shown = ", ".join(BY_NAME)
            raise _wrong(file, f"« {field[:60]} » n'est pas un champ.", f"“{field[:60]}” is not a field.",
                         f"Champs : {shown}, {IGNORED}.", f"Fields: {shown}, {IGNORED}.")  # fmt: skip
        found[index] = field or IGNORED
    twice = [f for f, count in Counter(found.values()).items() if count > 1 and f != IGNORED]
    if twice:
        raise _wrong(file, f"deux colonnes sont données pour « {twice[0]} ».", f"two columns are given for “{twice[0]}”.",
                     "Gardez-en une seule.", "Keep one only.")  # fmt: skip
    return found


def _wrong(file: str, fr: str, en: str, remedy_fr: str, remedy_en: str) -> InputError:
    return InputError.at(file, Bilingual(fr, en), Bilingual(remedy_fr, remedy_en))


def _fits(field: str, samples: Sequence[str], found: Mapping[str, str]) -> bool:
    """Check an ambiguous name against the cells: « poste » is a job or an extension, « type » many things."""
    numbered = all(_EXTENSION.fullmatch(text) for text in samples)
    if not samples or field not in _TELLING:
        return True
    if "extension" in found and field in ("extension", "contact_role"):
        return numbered == (field == "extension")
    if field == "kind":
        return 2 * sum(bool(kind_called(text)) for text in samples) >= len(samples)
    if field == "address":
        return not all(_NO_STREET.match(text) for text in samples)
    return field == "contact_role" or any("." in text for text in samples)


def _in_language(found: Mapping[str, str], french: bool) -> tuple[str, ...]:
    """Keep, of « services » or "description", the field of the language that the other columns speak."""
    if {"offers_fr", "offers_en"} <= set(found):
        return ("offers_fr" if french else "offers_en",)
    return tuple(found)


def _choose(
    possible: Mapping[int, tuple[str, ...]], taken: set[str]
) -> tuple[dict[int, str], dict[int, tuple[str, ...]]]:
    """Give each field to one column: those that can be only one thing first; what stays in doubt is left to a person."""
    chosen: dict[int, str] = {}
    doubts: dict[int, tuple[str, ...]] = {}
    certain = {index: fields[0] for index, fields in possible.items() if len(fields) == 1}
    for index, field in certain.items():
        if field in taken:
            doubts[index] = (field,)
        else:
            chosen[index] = field
            taken.add(field)
    for index, fields in possible.items():
        if len(fields) < 2:
            continue
        left = _which_name(fields, taken, possible) if set(fields) == {"name", "contact_name"} else fields
        if len(left) == 1 and left[0] not in taken:
            chosen[index] = left[0]
            taken.add(left[0])
        else:
            doubts[index] = fields
    return chosen, doubts


def _which_name(fields: tuple[str, ...], taken: set[str], possible: Mapping[int, tuple[str, ...]]) -> tuple[str, ...]:
    """« Nom » is a person's beside « Entreprise » and « Prénom », the organisation's when alone; otherwise it is asked."""
    persons = "contact_first_name" in taken
    if "name" in taken:
        return ("contact_name",) if persons and "contact_name" not in taken else fields
    alone = sum(set(others) == set(fields) for others in possible.values()) == 1
    return ("name",) if alone and not persons else fields
