"""The printed programme: tagged, complete, private, and proof against what people write."""

import datetime as dt
import io
import re
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PageObject, PdfReader

from jumelage.documents import focused, programme_pdf
from jumelage.documents.programme import Organisation, Programme, Source
from jumelage.language import LANGUAGES, Bilingual, Language

HOSTILE = (
    '#panic("x") $x^2$ *gras* _it_ `code` @ref <label> \\u{1F600} // /* ]]> "q" ~ = - + http://a.b',
    "\u202eabc\u2066 مرحبا שלום 😀 \U0001d518 日本 \x00\x07",
    "x" * 5_000,
    "mot " * 300,
)


def _reader(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def _text(pdf: bytes) -> str:
    """Read a PDF's text; spaces and line ends do not matter."""
    return re.sub(r"[\s\u200b]+", "", "".join(page.extract_text() for page in _reader(pdf).pages)).replace("’", "'")


def _tags(node: Any, found: list[str]) -> list[str]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, dict):
        if "/S" in node:
            found.append(node["/S"])
        _tags(node.get("/K", []), found)
    elif isinstance(node, list):
        for item in node:
            _tags(item, found)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_tagged_titled_and_in_its_language(programme: Programme, language: Language) -> None:
    reader = _reader(programme_pdf(programme, language))
    root = reader.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith(language)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title.startswith("Ville-Exemple → Bourg-Modèle, ")  # type: ignore[union-attr]
    tags = _tags(root["/StructTreeRoot"], [])
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/L", "/LI", "/Link"} <= set(tags)
    assert tags.count("/H1") == 1
    assert b"pdfuaid:part" in bytes(root["/Metadata"].get_object().get_data())
    assert {tuple(map(round, page.mediabox[2:])) for page in reader.pages} == {(612, 792), (792, 612)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_says_everything_that_the_programme_holds(programme: Programme, language: Language) -> None:
    text = _text(programme_pdf(programme, language))
    held = [reason for a in programme.activities for reason in a.reasons]
    held += [a.title for a in programme.activities if a.kind != "travel"] + [note.text for note in programme.notes]
    for piece in held:
        assert re.sub(r"\s+", "", piece.say(language)) in text
    assert all(re.sub(r"\s+", "", o.name) in text for o in programme.organisations)


def test_one_organisation_reads_nothing_of_another(programme: Programme) -> None:
    text = _text(programme_pdf(focused(programme, "montage"), "fr"))
    assert "charpenteslégères" in text
    for other in ("piècesdepetitesérie", "Optique", "Bateaux", "PieuxSpécimen"):
        assert other not in text


def test_people_of_one_organisation_who_part_are_named(programme: Programme) -> None:
    parted = tuple(
        replace(a, participants=("montage-2",)) if a.id == "visit:montage:acier" else a for a in programme.activities
    )
    for version in (replace(programme, activities=parted), focused(replace(programme, activities=parted), "montage")):
        assert "·MontageBoréalinventé,personne2–" in _text(programme_pdf(version, "fr"))


def test_nothing_is_left_out_for_its_hour(programme: Programme) -> None:
    odd = programme.activities[1]
    late, back = odd.start + dt.timedelta(days=40), odd.start - dt.timedelta(hours=1)
    title = Bilingual("Loin après", "Long after")
    moved = (replace(odd, start=late, end=late + dt.timedelta(hours=20), title=title), replace(odd, id="b", end=back))
    text = _text(programme_pdf(replace(programme, activities=moved), "fr"))
    assert text.count("Loinaprès") == 1 + 1 + len(programme.delegations())
    assert "30mars" in text


def test_an_unknown_activity_is_a_thing_to_do(programme: Programme) -> None:
    text = _text(programme_pdf(focused(programme, "bateau"), "fr"))
    assert "Àfaire:compléterleprofil" in text
    assert text.count("Visiteexploratoire") == 2


def test_the_same_input_gives_the_same_bytes(programme: Programme) -> None:
    assert programme_pdf(programme, "fr") == programme_pdf(programme, "fr")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_shown_and_break_nothing(programme: Programme, name: str) -> None:
    both = Bilingual(name, name)

    def spoiled(organisation: Organisation) -> Organisation:
        return replace(organisation, name=name, activity=both, kind=both, source_url="javascript:alert(1)")

    hostile = replace(
        programme,
        title=both,
        goal=both,
        organisations=tuple(map(spoiled, programme.organisations)),
        activities=tuple(replace(a, title=both, note=both, place=both) for a in programme.activities[:6]),
        notes=tuple(replace(note, text=both) for note in programme.notes),
        sources=(Source(both, "javascript:alert(1)"), Source(both, "https://[bad"), Source(both, "https://a.invalid/" + "b" * 900)),
        participants=tuple(replace(p, label=both) for p in programme.participants),
    )  # fmt: skip
    pdf = programme_pdf(hostile, "fr")
    assert b"javascript:" not in pdf
    if name.startswith("#"):
        assert re.sub(r"\s+", "", name) in _text(pdf)
    assert not [
        place for page in _reader(pdf).pages[:9] for place in _starts(page) if not 0 <= place <= page.mediabox.right
    ]


def _starts(page: PageObject) -> list[float]:
    """List where the pieces of text of a page start, from its left edge."""
    found: list[float] = []

    def visit(text: str, matrix: list[float], place: list[float], *_: object) -> None:
        if text.strip():
            found.append(place[4] * matrix[0] + matrix[4])

    page.extract_text(visitor_text=visit)
    return found


def test_an_empty_programme_still_prints(programme: Programme) -> None:
    bare = replace(
        programme, organisations=(), participants=(), activities=(), figures=(), notes=(), sources=(), days=()
    )
    assert len(_reader(programme_pdf(bare, "en")).pages) == 1
