"""A record of the directory as plain values, what a row makes of it, and what differs.

A record is a dictionary of plain values (JSON), so that it can be kept before and after an import and put back::

    {"name": "…", "town": "…", …,                       # one text a field of ``TEXTS``
     "offers": [["en français", "in English"], …],      # statements, each in both languages
     "needs": […], "tags": ["…"],
     "contacts": [{"id": 12, "name": "…", "role": "…", "email": "…", "phone": "…", "language": "fr",
                   "consent": "…", "consent_on": "2024-03-05"}]}
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from jumelage.directory.resolution import Record
from jumelage.text import fold

__all__ = ["CONTACT", "EMPTY", "PARTS", "TEXTS", "Change", "changes", "completed", "taken_back"]

TEXTS = (
    "name", "town", "kind", "naics", "website", "address", "postal_code", "phone", "enterprise_number", "languages",
    "source_url",
)  # fmt: skip
CONTACT = ("name", "role", "email", "phone", "language", "consent", "consent_on")
PARTS = (*TEXTS, "offers", "needs", "tags", "contacts")
"""Everything a record is made of, in the order in which a person reads it."""

EMPTY: dict[str, Any] = dict.fromkeys(TEXTS, "") | {"offers": [], "needs": [], "tags": [], "contacts": []}
"""A record that says nothing."""

_CONTACT_OF = {
    "contact_name": "name", "contact_role": "role", "email": "email", "contact_phone": "phone",
    "contact_language": "language", "consent": "consent", "consent_on": "consent_on",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One part of a record that an import changes: as a person reads it, before and after."""

    part: str
    before: str
    after: str


def completed(record: Mapping[str, Any], values: Mapping[str, str], *, erase: bool = False) -> dict[str, Any]:
    """Return what a row makes of a record: each value of the row stands; what the row leaves blank stays.

    Parameters
    ----------
    record
        As it is; ``EMPTY`` for a new one. It is not changed.
    values
        Of the row, by field.
    erase
        Whether a blank cell empties what the record says (never its name, tags or contacts).

    Notes
    -----
    A value that only writes the same thing otherwise (capitals, accents, legal form of a name, form of a telephone
    or address of a site) leaves the record's own. Tags are added, never taken away. The row's contact completes the
    contact of the same address or name, or is added.
    """
    made = {
        part: (copy.deepcopy(value) if value else []) if isinstance(value, list) else value
        for part, value in record.items()
    }
    for part in TEXTS:
        given = values.get(part)
        if given is None or (not given and (part == "name" or not erase)):
            continue
        if not _same(part, str(made[part]), given):
            made[part] = given
    for part in ("offers", "needs"):
        made[part] = _statements(made[part], values, part, erase)
    known = {fold(tag) for tag in made["tags"]}
    made["tags"] += [tag for tag in values.get("tags", "").split("; ") if tag and fold(tag) not in known]
    _meet(made["contacts"], {own: values.get(field, "") for field, own in _CONTACT_OF.items()})
    return made


def _same(part: str, mine: str, theirs: str) -> bool:
    if mine == theirs or not mine or not theirs:
        return mine == theirs
    bare = _BARE.get(part, _letters)
    return bool(bare(mine) == bare(theirs))


def _letters(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))


def _bare(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", url.lower()).rstrip("/")


_BARE: dict[str, Callable[[str], Any]] = {
    "name": lambda text: Record("", text).core,
    "phone": lambda text: re.sub(r"\D", "", text),
    "website": _bare,
    "source_url": _bare,
    "languages": lambda text: set(re.findall(r"\w+", text)),
}
"""What a text comes to when only its form differs."""


def _statements(mine: list[list[str]], values: Mapping[str, str], part: str, erase: bool) -> list[list[str]]:
    """Replace the statements in each language that the row has; those in the other language stay, paired line by line."""
    columns = []
    changed = False
    for place, language in enumerate(("fr", "en")):
        own = [pair[place] for pair in mine]
        given = values.get(f"{part}_{language}")
        lines = given.split("\n") if given else []
        if given is None or (not given and not erase) or [fold(x) for x in lines] == [fold(x) for x in own if x]:
            columns.append(own)
        else:
            columns.append(lines)
            changed = True
    if not changed:
        return mine
    return [list(pair) for pair in zip_longest(*columns, fillvalue="") if any(pair)]


def _meet(contacts: list[dict[str, Any]], given: Mapping[str, str]) -> None:
    """Complete the contact that the row names, or add it."""
    said = {key: value for key, value in given.items() if value}
    if not {"name", "email", "phone"} & set(said):
        return
    found = next((c for c in contacts if said.get("email") and fold(c["email"]) == fold(said["email"])), None)
    if found is None and said.get("name"):
        same = (c for c in contacts if fold(c["name"]) == fold(said["name"]))
        found = next((c for c in same if not (c["email"] and said.get("email"))), None)
    if found is None and not said.get("name"):
        # A bare telephone or address beside the very person who has it adds nobody.
        found = next((c for c in contacts if "email" not in said and _same("phone", c["phone"], said["phone"])), None)
    if found is None:
        contacts.append({"id": 0} | dict.fromkeys(CONTACT, "") | {"language": "fr"} | said)
        return
    for key, value in said.items():
        if not _same(key, found[key], value):
            found[key] = value


def taken_back(
    before: Mapping[str, Any], after: Mapping[str, Any], now: Mapping[str, Any]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Undo what led from ``before`` to ``after`` on a record that somebody may have changed since.

    Returns
    -------
    record, kept
        The record with every part that nobody changed since as it was before; the parts that were changed since and so
        stay as they are now.
    """
    made = copy.deepcopy(dict(now))
    kept = []
    for part in PARTS:
        if before[part] == after[part]:
            continue
        if part == "tags":
            added = {fold(tag) for tag in after["tags"]} - {fold(tag) for tag in before["tags"]}
            made["tags"] = [tag for tag in now["tags"] if fold(tag) not in added]
        elif part == "contacts":
            made["contacts"], whole = _contacts_back(before["contacts"], after["contacts"], now["contacts"])
            kept += [] if whole else [part]
        elif now[part] == after[part]:
            made[part] = copy.deepcopy(before[part])
        else:
            kept.append(part)
    return made, tuple(kept)


def _contacts_back(
    before: list[dict[str, Any]], after: list[dict[str, Any]], now: list[dict[str, Any]]
) -> tuple[list[dict[str, Any]], bool]:
    was, became = ({c["id"]: c for c in contacts} for contacts in (before, after))
    made, whole = [], True
    for contact in now:
        id = contact["id"]
        if id not in became or became[id] == was.get(id):
            made.append(dict(contact))  # the import did not touch this person
        elif contact != became[id]:
            made.append(dict(contact))
            whole = False
        elif id in was:
            made.append(dict(was[id]))
    gone = [
        id
        for id, contact in became.items()
        if contact != was.get(id) and id in was and id not in {c["id"] for c in now}
    ]
    return made, whole and not gone


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """Return what differs between two states of a record, part by part, in the order of ``PARTS``."""
    return tuple(
        Change(part, _as_text(part, before[part]), _as_text(part, after[part]))
        for part in PARTS
        if before[part] != after[part]
    )


def _as_text(part: str, value: Any) -> str:
    if part in ("offers", "needs"):
        return "\n".join(" / ".join(text for text in pair if text) for pair in value)
    if part == "tags":
        return ", ".join(value)
    if part == "contacts":
        return "\n".join(", ".join(c[key] for key in ("name", "role", "email", "phone") if c[key]) for c in value)
    return str(value)
