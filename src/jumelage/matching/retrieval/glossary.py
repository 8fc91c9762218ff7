"""A glossary of support services: the concepts that a line names, in either language or in everyday words."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from importlib import resources

from jumelage.language import Bilingual
from jumelage.text import words

__all__ = ["MARK", "concept_name", "concepts"]

MARK = "§"
"""Starts the token of a concept: no word has it."""


@cache
def _glossary() -> tuple[tuple[Bilingual, ...], dict[str, list[tuple[frozenset[str], int]]]]:
    """Return the names of the concepts, and under the longest stem of each term the stems of the term."""
    names: list[Bilingual] = []
    terms: dict[str, list[tuple[frozenset[str], int]]] = defaultdict(list)
    with resources.files(__package__).joinpath("glossary.csv").open(encoding="utf-8") as stream:
        for number, row in enumerate(csv.DictReader(stream)):
            names.append(Bilingual(row["fr"], row["en"]))
            for term in f"{row['fr']}|{row['terms_fr']}|{row['en']}|{row['terms_en']}".split("|"):
                if stems := frozenset(words(term)):
                    terms[max(stems, key=len)].append((stems, number))
    return tuple(names), dict(terms)


def concepts(stems: Iterable[str]) -> list[str]:
    """Return the tokens of the concepts that a line's stems name, each once."""
    there, terms = set(stems), _glossary()[1]
    found = {number for stem in there for term, number in terms.get(stem, ()) if term <= there}
    return [f"{MARK}{number}" for number in sorted(found)]


def concept_name(token: str) -> Bilingual | None:
    """Return what a concept is called; None for a plain word."""
    return _glossary()[0][int(token[1:])] if token.startswith(MARK) else None
