"""What a practice needs, as a checklist: what must be true here before it can work."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from jumelage.language import Bilingual
from jumelage.practices.practice import PracticeRecord

__all__ = ["Requirement", "checklist", "missing"]

_CUT = re.compile(r"\s*[,;]\s*(?![^(]*\))")


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that must be true here.

    Parameters
    ----------
    number
        Position in the checklist, from 1.
    text
        What is needed.
    met
        True, False, or None while nobody has looked.
    note
        How it was found out; empty while nobody has looked.
    """

    number: int
    text: Bilingual
    met: bool | None = None
    note: str = ""


def checklist(practice: PracticeRecord, answers: Mapping[int, tuple[bool, str]] | None = None) -> list[Requirement]:
    """Return what the practice needs, one line each, with the answers known so far.

    Parameters
    ----------
    practice
        The record; needs are separated by commas or semicolons. Where the two languages do not have as many, the
        whole text is one line, so that no line mixes two needs.
    answers
        By number of the line: whether it is met, and how that was found out.
    """
    french, english = _parts(practice.prerequisites.fr), _parts(practice.prerequisites.en)
    if len(french) != len(english):
        french, english = [practice.prerequisites.fr.strip()], [practice.prerequisites.en.strip()]
    lines = [
        Requirement(number, Bilingual(fr=_capital(fr), en=_capital(en)))
        for number, (fr, en) in enumerate(zip(french, english, strict=True), start=1)
        if fr or en
    ]
    known = answers or {}
    return [replace(r, met=known[r.number][0], note=known[r.number][1]) if r.number in known else r for r in lines]


def missing(requirements: list[Requirement]) -> list[Requirement]:
    """Return what is not met, then what nobody has looked at."""
    return [r for r in requirements if r.met is False] + [r for r in requirements if r.met is None]


def _parts(text: str) -> list[str]:
    return [part for part in _CUT.split(text.strip().rstrip(".")) if part]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
