"""The case, whole: counts, both languages everywhere, codes with labels, sources, no address that says too much."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from jumelage.language import Bilingual
from jumelage.reference import case
from jumelage.reference.case import Source, events, links, missions, organisations, practices, towns
from jumelage.reference.case import labels as words

TABLES = {"events": (events, 18), "links": (links, 6), "missions": (missions, 41), "practices": (practices, 60)}
FOLDER = Path(case.__file__).parent


def records() -> Iterator[object]:
    for read in (organisations, events, links, missions, practices, towns):
        yield from read()
    for organisation in organisations():
        yield from organisation.statements


def fields(record: object) -> Iterator[object]:
    for name in type(record).__dataclass_fields__:  # type: ignore[attr-defined]
        yield getattr(record, name)


@pytest.mark.parametrize("name", TABLES)
def test_every_row_is_there_once(name: str) -> None:
    read, count = TABLES[name]
    ids = [row.id for row in read()]
    assert len(ids) == len(set(ids)) == count


def test_thirty_towns_and_all_but_one_are_on_the_map() -> None:
    assert len(towns()) == 30
    assert [town.name.fr for town in towns() if town.place is None] == ["New Richmond"]
    sept_iles = towns()[0]
    assert [(p.value, p.year, p.scope) for p in sept_iles.populations] == [
        (28487, 2011, "agglomeration"),
        (24569, 2021, "municipality"),
    ]


def test_every_text_is_in_both_languages_and_no_sentence_is_left_in_english() -> None:
    english = re.compile(r"\b(the|and|with|from|firms?|towns?|of)\b")
    for record in records():
        for value in fields(record):
            if isinstance(value, Bilingual):
                assert bool(value.fr) == bool(value.en), record
                assert not english.search(value.fr.replace("Iron and", "")), value.fr


def test_french_has_its_no_break_spaces() -> None:
    loose = re.compile(r"\w [:;?!%»](\s|$)|« |\d [MG]?[$€]|\d \d{3}\b|[a-zé]:\s")
    for record in records():
        for value in fields(record):
            if isinstance(value, Bilingual):
                assert not loose.search(value.fr), value.fr


def test_every_fact_has_a_source_and_a_town_without_one_has_no_figures() -> None:
    for record in records():
        for value in fields(record):
            if isinstance(value, Source) and not value.url:
                assert isinstance(record, case.Town)
                assert (record.jobs_peak, record.jobs_later, record.populations) == (None, None, ())
            elif isinstance(value, Source):
                assert re.match(r"https?://[\w.-]+\.[a-z]+/", value.url), value.url


def test_addresses_that_named_persons_are_cut_and_say_so() -> None:
    cut = {
        source.url
        for record in records()
        for source in fields(record)
        if isinstance(source, Source)
        and not source.exact
        and re.search(r"/20\d\d(/\d\d){1,2}/$|/20\d{4}/\d\d/$", source.url)
    }
    assert len(cut) >= 7
    assert all(url.endswith("/") for url in cut)


def test_every_code_has_its_label() -> None:
    assert {o.kind for o in organisations()} <= words.ORGANISATION_KINDS.keys()
    assert {s.dating for o in organisations() for s in o.statements} == words.DATINGS.keys()
    assert {e.form for e in events()} == words.EVENT_FORMS.keys()
    assert {link.relation for link in links()} <= words.RELATIONS.keys()
    assert {link.status for link in links()} == words.LINK_STATUSES.keys()
    assert {link.attribution for link in links()} <= words.ATTRIBUTIONS.keys()
    assert {p.verdict for p in practices()} == words.VERDICTS.keys()
    assert {p.qualifier for p in practices()} - {""} == words.VERDICT_QUALIFIERS.keys()
    assert {r.reliability for read in (missions, practices, towns) for r in read()} == words.RELIABILITIES.keys()


def test_links_point_to_organisations_and_no_money_is_counted_twice() -> None:
    known = {o.id for o in organisations()}
    by_id = {link.id: link for link in links()}
    for link in links():
        assert {link.a, link.b} - {""} <= known
    assert by_id["LK02"].same_money_as == "LK01"
    assert by_id["LK01"].attribution == "existing_talks"
    delivered = sum(k.value_cad or 0 for k in links() if k.status == "delivered" and not k.same_money_as)
    assert delivered == 15_000_000


def test_missions_of_the_case_come_first_and_ratios_are_computed() -> None:
    there, back = missions()[:2]
    assert (there.delegates, there.companies, back.companies) == (12, 5, 8)
    assert str(there.start) == "2017-02"
    ratios = {m.id: m.meetings_per_company for m in missions()}
    assert round(ratios["MS08"] or 0, 1) == 10.2
    assert ratios["MS01"] is None


def test_practices_keep_failures_and_say_what_is_unknown() -> None:
    by_id = {p.id: p for p in practices()}
    assert by_id["PR01"].verdict == "negative"
    assert by_id["PR15"].qualifier == "one_case"
    assert sum(p.verdict == "unknown" for p in practices()) == 10
    assert all(p.problem and p.method and p.actors and p.evidence for p in practices())
    assert not by_id["PR45"].town


def test_tables_are_tidy() -> None:
    for path in FOLDER.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                assert None not in row.values(), path
                assert all(value == value.strip() for value in row.values()), (path, row)
