"""The guides stand in French and in English, and the two stay in step."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"
PAIRS = [(DOCS / "index.md", DOCS / "index.en.md")]
PAIRS += [(page, DOCS / page.relative_to(DOCS / "fr")) for page in sorted((DOCS / "fr").rglob("*.md"))]
NAMES = [french.relative_to(DOCS).as_posix() for french, _ in PAIRS]
READ_BY_USERS = {
    *(path.relative_to(DOCS).as_posix() for path in (DOCS / "how-to").glob("*.md") if path.stem != "contribute"),
    "tutorial.md",
    *(f"explanation/{name}.md" for name in (
        "agenda", "matching", "economy", "people-and-consent", "practices", "was-it-us", "security", "service",
    )),
}  # fmt: skip
SPACE = "\u00a0"


def prose(page: Path) -> str:
    """Return a page without its blocks of code, its spans of code and its addresses."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"`[^`]*`|\]\([^)]*\)|<[^>\s]*>", " ", text)


def figures(page: Path) -> Counter[str]:
    """Count the figures of a page, written one way: 1 000, 1,000 and 1000 are one, and so are 0,5 and 0.5."""
    french = "fr" in page.relative_to(DOCS).parts
    text = re.sub(rf"(?<=\d)[{SPACE if french else ','}](?=\d{{3}}(?!\d))", "", prose(page))
    return Counter(number.replace(",", ".") for number in re.findall(r"[.,]?\d+(?:[.,]\d+)*", text))


def test_every_page_that_users_read_is_in_french() -> None:
    there = {page.relative_to(DOCS / "fr").as_posix() for page in (DOCS / "fr").rglob("*.md")}
    assert READ_BY_USERS - there == set()
    assert [str(english) for _, english in PAIRS if not english.is_file()] == []


@pytest.mark.parametrize(("french", "english"), PAIRS, ids=NAMES)
def test_both_languages_have_the_same_headings_code_and_figures(french: Path, english: Path) -> None:
    one, other = (page.read_text(encoding="utf-8") for page in (french, english))

    def levels(text: str) -> list[str]:
        return re.findall(r"^(#+) ", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL), re.MULTILINE)

    def blocks(text: str) -> list[str]:
        return re.findall(r"^```.*?^```", text, flags=re.MULTILINE | re.DOTALL)

    def lines_of_tables(text: str) -> int:
        return len(re.findall(r"^\|", text, re.MULTILINE))

    assert levels(one) == levels(other)
    assert blocks(one) == blocks(other)
    assert lines_of_tables(one) == lines_of_tables(other)
    assert figures(french) == figures(english)


@pytest.mark.parametrize("french", [french for french, _ in PAIRS], ids=NAMES)
def test_french_keeps_its_no_break_spaces(french: Path) -> None:
    bare = re.findall(r"\S+ [:;?!%»](?=\s|$)|« \S+", prose(french))
    assert bare == []


@pytest.mark.parametrize(("french", "english"), PAIRS, ids=NAMES)
def test_each_page_leads_to_the_other_language(french: Path, english: Path) -> None:
    for page, other in ((french, english), (english, french)):
        line = page.read_text(encoding="utf-8").splitlines()[2]
        target = re.fullmatch(r"\[(?:English|Français)\]\((\S+)\)", line)
        assert target is not None
        assert (page.parent / target[1]).resolve() == other.resolve()


def test_every_page_is_reached_from_the_home_of_its_language():
    for home in ("index.md", "index.en.md"):
        seen, waiting = set(), [DOCS / home]
        while waiting:
            page = waiting.pop()
            if page in seen:
                continue
            seen.add(page)
            links = re.findall(r"\]\((?!https?:)([^)#\s]+\.md)", page.read_text(encoding="utf-8"))
            waiting += [target for link in links if DOCS in (target := (page.parent / link).resolve()).parents]
        assert {page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")} - {
            page.relative_to(DOCS).as_posix() for page in seen
        } == set()
