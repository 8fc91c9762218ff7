"""The guides of ``docs/``, as the application shows them: in the reader's language, without a network.

Each page is one Markdown file a language: ``docs/how-to/run-the-day.md`` in English, ``docs/fr/how-to/run-the-day.md`` in
French. A page that stands in one language only is shown in it. HTML in a page is shown as text and never let through.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from django.urls import reverse
from markdown_it import MarkdownIt
from markdown_it.token import Token

from jumelage.language import Language

__all__ = ["HOME", "Guide", "guide", "guide_names", "guide_picture"]

_PACKAGED = Path(__file__).parent / "docs"  # put there by the wheel
DOCS = _PACKAGED if _PACKAGED.is_dir() else Path(__file__).parents[3] / "docs"
HOME = "index"
PICTURES = {".svg": "image/svg+xml", ".png": "image/png"}

_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_OTHER_LANGUAGE = re.compile(r"^\[(?:English|Français)\]\([^)\s]+\)\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Guide:
    """A page ready to be shown: its name (``how-to/run-the-day``), its language, its title, and the rest as HTML."""

    name: str
    language: Language
    title: str
    html: str


@lru_cache(maxsize=256)
def guide(name: str, language: Language) -> Guide | None:
    """Return a page in a language, else in the other; None where there is no such page."""
    found = guide_names().get(name)
    if found is None:
        return None
    chosen: Language = language if language in found else next(iter(found))
    path = found[chosen]
    tokens = _reader().parse(_OTHER_LANGUAGE.sub("", (DOCS / path).read_text(encoding="utf-8"), count=1))
    title = _APOSTROPHE.sub("’", tokens[1].content) if tokens and tokens[0].type == "heading_open" else name
    body = tokens[3:] if tokens and tokens[0].type == "heading_open" else tokens
    _address(body, posixpath.dirname(path))
    reader = _reader()
    return Guide(name, chosen, title, reader.renderer.render(body, reader.options, {}))


@cache
def guide_names() -> dict[str, dict[Language, str]]:
    """Return every page: its name, and in each language it stands in the file under ``docs/``."""
    pages: dict[str, dict[Language, str]] = {}
    for file in sorted(DOCS.rglob("*.md")):
        path = file.relative_to(DOCS).as_posix()
        name, language = _name_of(path)
        pages.setdefault(name, {})[language] = path
    return pages


def guide_picture(path: str) -> tuple[bytes, str] | None:
    """Return the bytes and the type of a picture of the guides; None where there is no such picture."""
    kind = PICTURES.get(posixpath.splitext(path)[1])
    return ((DOCS / path).read_bytes(), kind) if kind and path in _pictures() else None


@cache
def _pictures() -> frozenset[str]:
    return frozenset(f.relative_to(DOCS).as_posix() for f in DOCS.rglob("*") if f.suffix in PICTURES)


def _name_of(path: str) -> tuple[str, Language]:
    """Tell the page and the language of a file: the home is ``index.md`` in French, ``index.en.md`` in English."""
    if path in ("index.md", "index.en.md"):
        return HOME, "fr" if path == "index.md" else "en"
    name = path.removesuffix(".md")
    return (name.removeprefix("fr/"), "fr") if name.startswith("fr/") else (name, "en")


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.add_render_rule("table_open", lambda *_: '<div class="wide" tabindex="0"><table>\n')
    reader.add_render_rule("table_close", lambda *_: "</table></div>\n")
    return reader


def _address(tokens: Sequence[Token], folder: str) -> None:
    """Give headings an address, set apostrophes, and turn links between files into those between pages."""
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        token.attrs.pop("style", None)
        if token.type == "heading_open" and following is not None:
            token.attrSet("id", _address_of(following.content))
        for part in token.children or ():
            if part.type == "text":
                part.content = _APOSTROPHE.sub("’", part.content)
            elif part.type == "link_open":
                _lead(part, folder)
            elif part.type == "image":
                target = posixpath.normpath(posixpath.join(folder, str(part.attrs["src"])))
                part.attrSet("src", reverse("guide-picture", args=[target]))


def _address_of(heading: str) -> str:
    """Write the address of a heading as the site of the documentation does: without accents, words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode()
    return re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def _lead(link: Token, folder: str) -> None:
    target, _, place = str(link.attrs["href"]).partition("#")
    if ":" in target:
        link.attrSet("rel", "noopener noreferrer")
    elif target:
        name, _ = _name_of(posixpath.normpath(posixpath.join(folder, target)))
        if name in guide_names():
            link.attrSet("href", reverse("guide", args=[name]) + (f"#{place}" if place else ""))
        else:  # a file of the repository that the application does not carry
            link.attrs.pop("href")
