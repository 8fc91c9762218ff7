"""What several printed documents show: figures, notes by kind, sources with their addresses, in one language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from jumelage.documents.programme import Figure, Note, Source
from jumelage.documents.words import NOTE_WORDS
from jumelage.language import Language

__all__ = ["figures_of", "link_of", "notes_of", "sources_of"]


def figures_of(figures: Sequence[Figure], language: Language) -> list[dict[str, str]]:
    """Say figures in one language."""
    return [
        {"number": f.number.say(language), "words": f.words.say(language), "note": f.note.say(language)}
        for f in figures
    ]


def notes_of(notes: Sequence[Note], language: Language) -> list[dict[str, Any]]:
    """Group notes by kind, what is to do first."""
    groups = []
    for kind, word in NOTE_WORDS.items():
        texts = [note.text.say(language) for note in notes if note.kind == kind]
        if texts:
            groups.append({"kind": kind, "title": word.say(language), "texts": texts})
    return groups


def sources_of(sources: Sequence[Source], language: Language) -> list[dict[str, Any]]:
    """Say sources in one language, each with its address."""
    return [{"text": source.text.say(language), "link": link_of(source.url)} for source in sources]


def link_of(url: str) -> dict[str, str] | None:
    """Keep an address of the web as a link; anything else is not one."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    site = (parts.hostname or "").removeprefix("www.")
    return {"url": url, "text": url.split("://", 1)[1].rstrip("/"), "site": site}
