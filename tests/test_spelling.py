"""Words of the guides are spelled as a dictionary of their language spells them, or stand in the project's own list."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from spellchecker import SpellChecker

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
OWN = {word.lower() for word in (ROOT / "tests" / "words.txt").read_text(encoding="utf-8").split()}
FRENCH = [DOCS / "index.md", ROOT / "README.md", *sorted((DOCS / "fr").rglob("*.md"))]
MADE = {"commands.md", "python.md"}
ENGLISH = [ROOT / "README.en.md", ROOT / "CONTRIBUTING.md"]
ENGLISH += [
    page for page in sorted(DOCS.rglob("*.md")) if page not in FRENCH and page.name not in {*MADE, "glossary.md"}
]


def words(text: str) -> set[str]:
    """Return the words of a page's prose: no code, no address, no name (a capital), nothing with a figure."""
    text = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"`[^`]*`|^## jumelage .*$|\]\([^)]*\)|<[^>]*>|https?://\S+", " ", text, flags=re.MULTILINE)
    return {
        word for word in re.findall(r"(?<![\w’'.-])[^\W\d_]+(?:-[^\W\d_]+)*(?![\w.])", text) if word == word.lower()
    }


def known(dictionaries: list[SpellChecker], word: str) -> bool:
    if word in OWN or any(not dictionary.unknown([word]) for dictionary in dictionaries):
        return True
    return "-" in word and all(known(dictionaries, part) for part in word.split("-"))


@pytest.mark.parametrize(("language", "pages"), [("fr", FRENCH), ("en", ENGLISH)])
def test_every_word_is_one_of_the_language_or_of_the_project(language: str, pages: list[Path]) -> None:
    # Pages in English quote French words of the application; pages in French quote no English outside code.
    dictionaries = [SpellChecker(language=name) for name in ({language, "fr"} if language == "en" else {language})]
    glossary = {word.lower() for word in re.findall(r"[^\W\d_]+", (DOCS / "glossary.md").read_text(encoding="utf-8"))}
    wrong: dict[str, str] = {}
    for page in pages:
        text = page.read_text(encoding="utf-8").replace("’", "'")
        if language == "fr":
            text = re.sub(r"\b(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu)'(?=\w)", " ", text, flags=re.IGNORECASE)
        for word in words(text) - glossary:
            if len(word) > 2 and not known(dictionaries, word):
                wrong[word] = page.relative_to(ROOT).as_posix()
    assert wrong == {}, f"correct them, or add what is right to tests/words.txt: {sorted(wrong)}"
