"""Find a place by what a person types: its code or its name, with or without accents."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Mapping, Sequence

from jumelage.errors import NoResultError
from jumelage.language import Bilingual

__all__ = ["find_place", "fold"]


def fold(text: str) -> str:
    """Strip accents, capitals, dashes and doubled spaces: ``Sept-Îles`` and ``sept iles`` are one."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(" " if c in "-\u2010\u2011\u2013\u2019'." else c for c in plain if not unicodedata.combining(c))
    return " ".join(kept.split())


def find_place(text: str, places: Sequence[str], names: Mapping[str, str]) -> str:
    """Return the code of the place called ``text``.

    Raises
    ------
    NoResultError
        No place is called so, or several are.
    """
    if text in places:
        return text
    wanted = fold(text)
    found = sorted({place for place in places if wanted in (fold(place), fold(names.get(place, "")))})
    if len(found) == 1:
        return found[0]
    if found:
        several = ", ".join(f"{names.get(place, place)} ({place})" for place in found)
        raise NoResultError(
            Bilingual(
                fr=f"Plusieurs lieux portent le nom «\u00a0{text}\u00a0»\u00a0: {several}. Donnez le code.",
                en=f"Several places are called “{text}”: {several}. Give the code.",
            )
        )
    raise NoResultError(_absent(text, wanted, places, names))


def _absent(text: str, wanted: str, places: Sequence[str], names: Mapping[str, str]) -> Bilingual:
    labels = {fold(names.get(place, place)): names.get(place, place) for place in places}
    near = [labels[key] for key in difflib.get_close_matches(wanted, labels, n=3, cutoff=0.5)]
    near = near or sorted(label for key, label in labels.items() if wanted and wanted in key)[:3]
    some = near or sorted(labels.values())[:5]
    lead = ("Voulez-vous dire", "Did you mean") if near else ("Par exemple", "For instance")
    return Bilingual(
        fr=f"Le tableau n'a pas de lieu «\u00a0{text}\u00a0». {lead[0]}\u00a0: {', '.join(some)}\u00a0?"
        if near
        else f"Le tableau n'a pas de lieu «\u00a0{text}\u00a0». {lead[0]}\u00a0: {', '.join(some)}.",
        en=f"The table has no place “{text}”. {lead[1]}: {', '.join(some)}{'?' if near else '.'}",
    )
