"""The library of practices: whole, searched in both languages, failures shown, lineage walked edge by edge."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jumelage.practices import CASE_EDGES, case_lineage
from jumelage.reference import case
from jumelage.web.practices.actions.library import load_lineage, load_practices
from jumelage.web.practices.models import Evidence, Lineage, LineageNode, Practice
from jumelage.web.practices.queries import library as queries
from jumelage.web.practices.rules import KIND_OF, KINDS


def text_of(client: Client, address: str, **more: str) -> str:
    answer = client.get(address, **more)
    assert answer.status_code == 200, address
    return answer.content.decode()


def codes(page: str) -> list[str]:
    return re.findall(r'<h3><a href="/practices/(PR\d\d)/">', page)


def test_all_sixty_rows_are_there_with_their_sources_and_loading_again_changes_nothing(library: None) -> None:
    def rows() -> list[list[tuple[object, ...]]]:
        return [
            list(model.objects.order_by("pk").values_list()) for model in (Practice, Evidence, Lineage, LineageNode)
        ]

    before = rows()
    assert Practice.objects.count() == 60
    assert not Practice.objects.filter(source_url="").exists()
    given = {one.id: one for one in case.practices()}
    for row in Practice.objects.all():
        assert (row.name, row.method, row.verdict) == (
            given[row.code].name,
            given[row.code].method,
            given[row.code].verdict,
        )
    load_practices(case.practices())
    load_lineage(case_lineage(case.practices()))
    assert rows() == before


def test_every_practice_has_a_kind_and_every_kind_a_practice() -> None:
    assert set(KIND_OF) == {one.id for one in case.practices()}
    assert set(KIND_OF.values()) == set(KINDS)


def test_words_are_found_in_both_languages_whatever_the_accents_and_plurals(officer: Client, library: None) -> None:
    for words in ("incubateur boston", "INCUBATORS Boston", "incubâteurs  bostón"):
        assert "PR04" in codes(text_of(officer, f"/practices/?text={words}")), words
    assert codes(text_of(officer, "/practices/?text=incubateur+zzzz")) == []
    assert "Aucune pratique ne contient tous ces mots." in text_of(officer, "/practices/?text=zzzz")
    hostile = text_of(officer, "/practices/", **{"QUERY_STRING": "text=<script>alert(1)</script>%00&kind=x&town=%27"})
    assert "<script>alert" not in hostile


def test_failures_stand_beside_successes_and_can_be_listed_alone(officer: Client, library: None) -> None:
    page = text_of(officer, "/practices/")
    assert len(codes(page)) == 60
    assert "<b>6 ont échoué ou ont divisé les gens</b>" in page
    failed = codes(text_of(officer, "/practices/?verdict=negative"))
    assert failed == [one.id for one in case.practices() if one.verdict == "negative"]
    assert codes(text_of(officer, "/practices/?verdict=negative&town=chandler")) == ["PR37"]
    assert set(codes(text_of(officer, "/practices/?kind=fund"))) == {"PR08", "PR09", "PR32"}


def test_a_practice_without_evidence_says_so_first(officer: Client, library: None) -> None:
    page = text_of(officer, "/practices/PR04/")
    assert "Aucune preuve de résultat à ce jour." in page
    assert "courrierfrontenac.qc.ca" in page
    assert page.index("Est-ce que cela a marché") < page.index("Ce qui a été fait")
    without = [row for row in Practice.objects.all() if not row.has_evidence]
    assert {row.verdict for row in without} <= {"unknown", "too_early"}
    for row in without[:5]:
        assert "Aucune preuve de résultat à ce jour." in text_of(officer, f"/practices/{row.code}/")


def test_every_edge_of_the_case_is_drawn_and_listed(officer: Client, library: None) -> None:
    page = text_of(officer, "/practices/lineage/")
    assert page.count('class="passes"') == len(CASE_EDGES) == 28
    heads = re.findall(r'<path d="M[\d.]+ [\d.]+l-9 -4.6v9.2z"', page)
    assert len(heads) == 28
    assert page.count('stroke-dasharray="5 5"') == sum(not edge.shown for edge in CASE_EDGES)
    assert "<svg" in page and 'role="img" aria-labelledby="t' not in page


def test_the_lineage_is_walked_from_box_to_box(officer: Client, library: None) -> None:
    page = text_of(officer, "/practices/lineage/?around=french-eco-parks")
    assert "Écoparcs français" in page and "Écoparc industriel" in page
    assert 'href="/practices/lineage/?around=PR31"' in page
    near = text_of(officer, "/practices/PR04/")
    assert 'href="/practices/lineage/?around=boston"' in near and 'href="/practices/PR16/"' in near
    assert text_of(officer, "/practices/lineage/?around=%00").count('class="passes"') == 28
    assert text_of(officer, "/practices/lineage/?around=nowhere").count('class="passes"') == 28


def test_what_lies_around_a_point_follows_shown_steps_only(officer: Client, library: None, people: dict) -> None:  # type: ignore[type-arg]
    steps = queries.edges(people["officer"])
    ends = {(s.row.origin.key, s.row.target.key) for s in queries.around(steps, "boston")}
    assert ends == {("boston", "PR04"), ("PR04", "sept-iles")}  # and not PR04 ··· PR16: no source shows it


def test_what_is_no_practice_is_not_found(officer: Client, library: None) -> None:
    for address in ("/practices/PR99/", "/practices/PR99/transfer/"):
        assert officer.get(address).status_code == 404


@pytest.mark.parametrize("page", ["/practices/", "/practices/PR04/", "/practices/lineage/"])
def test_a_page_takes_as_many_queries_with_few_practices_as_with_all(officer: Client, library: None, page: str) -> None:
    officer.get(page)
    with CaptureQueriesContext(connection) as whole:
        text_of(officer, page)
    kept = ("PR02", "PR04", "PR16")
    Lineage.objects.exclude(told_by__code__in=kept).delete()
    Practice.objects.exclude(code__in=kept).delete()
    with CaptureQueriesContext(connection) as few:
        text_of(officer, page)
    assert len(few) == len(whole)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_page_lacks_a_text_or_carries_an_inline_style(officer: Client, library: None, language: str) -> None:
    officer.cookies["django_language"] = language
    pages = ("/practices/", "/practices/PR04/", "/practices/PR45/", "/practices/lineage/", "/transfers/", "/model-towns/",
             "/practices/PR01/transfer/", "/model-towns/invented/", "/model-towns/invented/val-debout/",
             "/model-towns/invented/val-tard/")  # fmt: skip
    for page in pages:
        text = text_of(officer, page)
        assert not re.search(r"\bNone\b(?! of about)", re.sub(r"<[^>]*>", "", text)), page
        assert not re.search(r'\sstyle="|<script(?!\s+src=)|\son\w+="', text), page
        ids = re.findall(r'\sid="([^"]+)"', text)
        assert len(ids) == len(set(ids)), (page, sorted(i for i in ids if ids.count(i) > 1))
