"""Look through practices: by verdict, by words, by town; failures stand beside successes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import TypeVar

from jumelage.practices.practice import VERDICTS, PracticeRecord, has_evidence
from jumelage.text import words

__all__ = ["count_verdicts", "find_practices"]

P = TypeVar("P", bound=PracticeRecord)


def find_practices(
    practices: Iterable[P],
    *,
    verdicts: Collection[str] = (),
    text: str = "",
    town: str = "",
    with_evidence: bool | None = None,
) -> list[P]:
    """Return the practices that meet every condition, in the order given.

    Parameters
    ----------
    practices
        Any records.
    verdicts
        Keep these verdicts only; all when empty, the negative ones too.
    text
        Every word must be in the name, problem, method, actors or evidence, in either language; accents and capitals
        do not count.
    town
        Name of the town, in either language.
    with_evidence
        True: only those with known results; False: only those without; None: both.

    Raises
    ------
    ValueError
        A verdict that does not exist.
    """
    strange = set(verdicts) - set(VERDICTS)
    if strange:
        raise ValueError(f"no such verdict: {', '.join(sorted(strange))}")
    asked, home = set(words(text)), words(town)
    return [
        practice
        for practice in practices
        if (not verdicts or practice.verdict in verdicts)
        and (with_evidence is None or has_evidence(practice) is with_evidence)
        and (not home or home in (words(practice.town.fr), words(practice.town.en)))
        and asked <= _words_of(practice)
    ]


def count_verdicts(practices: Sequence[PracticeRecord]) -> dict[str, int]:
    """Count the practices of each verdict, those with none included, in the usual order."""
    counts = Counter(practice.verdict for practice in practices)
    return {verdict: counts.get(verdict, 0) for verdict in VERDICTS}


def _words_of(practice: PracticeRecord) -> set[str]:
    fields = (practice.name, practice.town, practice.problem, practice.method, practice.actors, practice.evidence)
    return {word for field in fields for text in (field.fr, field.en) for word in words(text)}
