"""Many organisations, searched in a few milliseconds in either language, and kept up to date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from jumelage.language import Bilingual, Language
from jumelage.matching.profile import Profile, guess_language, single_lines, spoken
from jumelage.matching.retrieval.lines import LineIndex
from jumelage.matching.retrieval.vectors import Embedder, default_embedder

__all__ = ["Found", "Index"]


@dataclass(frozen=True, slots=True)
class Found:
    """An organisation that answers a search, with its line that does."""

    id: str
    score: float
    line: Bilingual
    shared: tuple[str, ...]


class Index:
    """The offers (or needs) of many organisations, ready to be searched.

    Parameters
    ----------
    profiles
        The first ones; more can be added, replaced and removed.
    side
        Which lines are indexed.
    embedder
        Sentence vectors; by default those of the extra ``matching`` where installed. None: words alone.

    Examples
    --------
    >>> index = Index([Profile("1", "Soudure Exemple", offers=(Bilingual("Soudure d'acier", ""),))], embedder=None)
    >>> [found.id for found in index.search("acier soudé", "fr")]
    ['1']
    """

    def __init__(
        self,
        profiles: Iterable[Profile] = (),
        *,
        side: Literal["offers", "needs"] = "offers",
        embedder: Embedder | Literal["default"] | None = "default",
    ) -> None:
        self._side = side
        self._lines = LineIndex(default_embedder() if embedder == "default" else embedder)
        self._owner: list[str] = []
        self._text: list[str] = []
        self._of: dict[str, list[int]] = {}
        self.add(profiles)

    def __len__(self) -> int:
        """Count the organisations."""
        return len(self._of)

    def __contains__(self, id: str) -> bool:
        """Tell whether an organisation is in the index."""
        return id in self._of

    def add(self, profiles: Iterable[Profile]) -> None:
        """Add organisations; one that is there already is replaced."""
        texts: list[str] = []
        languages: list[Language] = []
        owners: list[str] = []
        for profile in profiles:
            self.remove([profile.id])
            self._of[profile.id] = []
            for line in single_lines(profile.offers if self._side == "offers" else profile.needs):
                for language, text in spoken(line):
                    texts.append(text)
                    languages.append(language)
                    owners.append(profile.id)
        for number, owner in zip(self._lines.add(texts, languages), owners, strict=True):
            self._of[owner].append(number)
        self._owner += owners
        self._text += texts

    def remove(self, ids: Iterable[str]) -> None:
        """Take organisations out; ids that are not there are passed over."""
        for id in ids:
            self._lines.remove(self._of.pop(id, ()))

    def search(self, text: str, language: Language | None = None, top: int = 10) -> list[Found]:
        """Find the organisations that answer a text, best first; each once, by its best line.

        Parameters
        ----------
        text
            A few words, in French or English; ``language`` is guessed when None.
        top
            Organisations returned at most.
        """
        spoken = language or guess_language(text)
        found: dict[str, Found] = {}
        for hit in self._lines.search(text, spoken, 8 * top):
            id = self._owner[hit.line]
            if id not in found:
                own = self._lines.languages[hit.line] == "fr"
                line = Bilingual(self._text[hit.line], "") if own else Bilingual("", self._text[hit.line])
                found[id] = Found(id, hit.score, line, hit.shared)
        return list(found.values())[:top]
