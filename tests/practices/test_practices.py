"""Practices of the case: found, told with or without evidence, their lineage walked, brought home step by step."""

from __future__ import annotations

import datetime as dt

import pytest

from jumelage.errors import InputError
from jumelage.language import Bilingual
from jumelage.practices import (
    QUALIFIERS,
    VERDICTS,
    Lineage,
    LineageEdge,
    LineageNode,
    TownContext,
    case_lineage,
    checklist,
    close_transfer,
    context_distance,
    count_verdicts,
    evidence_of,
    find_practices,
    has_evidence,
    missing,
    plan_transfer,
    verdict_of,
)
from jumelage.reference.case import practices

ALL = practices()
BY_ID = {practice.id: practice for practice in ALL}
HERE = Bilingual(fr="Sept-Îles", en="Sept-Îles")


def test_the_sixty_practices_can_be_filtered_and_failures_are_there() -> None:
    counts = count_verdicts(ALL)
    assert sum(counts.values()) == len(ALL) == 60
    assert counts["negative"] == 5
    assert {p.id for p in find_practices(ALL, verdicts=["negative"])} == {"PR01", "PR09", "PR14", "PR37", "PR43"}
    assert find_practices(ALL) == list(ALL)
    with pytest.raises(ValueError, match="splendid"):
        find_practices(ALL, verdicts=["splendid"])


def test_words_are_found_whatever_their_accents_and_language() -> None:
    assert [p.id for p in find_practices(ALL, text="caisse populaire GUICHETS")] == ["PR04"]
    assert "PR31" in {p.id for p in find_practices(ALL, text="ECO-PARC industriel")}
    assert {p.town.en for p in find_practices(ALL, town="thetford mines")} == {"Thetford Mines"}
    assert find_practices(ALL, text="xylophone") == []


def test_every_practice_says_its_verdict_and_its_evidence_or_that_there_is_none() -> None:
    for practice in ALL:
        assert practice.verdict in VERDICTS
        assert practice.qualifier in QUALIFIERS or practice.qualifier == ""
        for language in ("fr", "en"):
            assert verdict_of(practice).say(language)
            told = evidence_of(practice).say(language)
            none = {"fr": "Aucune preuve", "en": "No evidence"}[language]
            assert told.startswith(none) is not has_evidence(practice)
    assert evidence_of(BY_ID["PR04"]).en.startswith("No evidence of a result so far.")


def test_every_lineage_told_is_an_edge_and_every_edge_is_told() -> None:
    lineage = case_lineage(ALL)
    told = {practice.id for practice in ALL if practice.lineage}
    touched = {key for edge in lineage.edges for key in (edge.origin, edge.target)}
    assert told <= touched
    assert {edge.told_by for edge in lineage.edges} <= told
    assert {node.practice for node in lineage.nodes if node.practice} == set(BY_ID)


def test_the_lineage_can_be_walked() -> None:
    lineage = case_lineage(ALL)
    assert lineage.ancestors("PR04") == ("boston",)
    assert lineage.descendants("boston") == ("PR04", "sept-iles")
    assert [(e.origin, e.when) for e in lineage.came_from("PR31")] == [("french-eco-parks", "2011, 2012")]
    assert lineage.ancestors("PR56") == ("PR57",)
    # Nothing links E2RT to the later centre: the edge is drawn and said to claim nothing; no walk passes through it.
    assert "PR16" not in lineage.descendants("PR04")
    assert [e.relation for e in lineage.came_from("PR16")] == ["not_shown"]
    assert "sept-iles" in lineage.families()[0]


def test_columns_run_from_origins_to_what_they_gave_and_loops_end() -> None:
    columns = case_lineage(ALL).layers()
    assert columns["boston"] < columns["PR04"] < columns["sept-iles"]
    a, b = (LineageNode(key, Bilingual(key, key)) for key in "ab")
    loop = Lineage((a, b), (LineageEdge("a", "b", "visited", "", "x"), LineageEdge("b", "a", "visited", "", "x")))
    assert set(loop.layers()) == {"a", "b"}
    assert loop.ancestors("a") == ("b",)
    with pytest.raises(ValueError, match="not there: c"):
        Lineage((a, b), (LineageEdge("a", "c", "visited", "", "x"),))


def test_prerequisites_become_one_line_a_need_in_both_languages() -> None:
    lines = checklist(BY_ID["PR04"])
    assert [line.text.en for line in lines] == ["Building in the centre", "Several services willing to move in"]
    assert [line.text.fr for line in lines] == ["Un immeuble au centre", "Plusieurs services prêts à y emménager"]
    for practice in ALL:
        for line in checklist(practice):
            assert line.text.fr and line.text.en
    answered = checklist(BY_ID["PR04"], {1: (True, "the old post office"), 2: (False, "two said no")})
    assert [r.met for r in answered] == [True, False]
    assert [r.number for r in missing(answered)] == [2]
    assert checklist(BY_ID["PR55"]) == []


def test_context_is_compared_on_what_is_known_only() -> None:
    canada = Bilingual("Canada", "Canada")
    here = TownContext(HERE, 25_000, Bilingual("fer", "iron ore"), country=canada, languages=("fr",))
    there = TownContext(BY_ID["PR04"].town, 26_000, Bilingual("amiante", "asbestos"), country=canada, languages=("fr",))
    apart = context_distance(here, there)
    by_part = {difference.part: difference for difference in apart.differences}
    assert by_part["size"].apart == pytest.approx(0.017, abs=0.001)
    assert by_part["industry"].apart == 1
    assert by_part["dependence"].apart is None
    assert "To find out" in by_part["dependence"].to_check.en
    assert apart.known == 4
    assert context_distance(here, here).total == pytest.approx(0.5 / 4)  # same country, region unknown
    assert context_distance(TownContext(HERE), TownContext(HERE)).total is None


def test_a_plan_names_what_is_missing_and_reports_back() -> None:
    practice = BY_ID["PR04"]
    needs = checklist(practice, {1: (True, "")})
    plan = plan_transfer(practice, HERE, owner="Development office", start=dt.date(2017, 3, 1), requirements=needs)
    assert [step.step for step in plan.steps] == ["understand", "adapt", "re-use"]
    assert plan.origin.fr == "Thetford Mines"
    assert any("Several services" in action.en for action in plan.steps[1].to_do)
    assert not any("Building in the centre" in action.en for action in plan.steps[1].to_do)
    assert plan.caution.en.startswith("No evidence")
    assert plan.review > plan.steps[-1].due
    with pytest.raises(InputError, match="understand"):
        plan.with_done("adapt", dt.date(2017, 4, 1))
    plan = plan.with_done("understand", dt.date(2017, 4, 1))
    assert plan.next_step is not None and plan.next_step.step == "adapt"
    assert plan.late(dt.date(2018, 1, 1))
    with pytest.raises(InputError, match="reason"):
        close_transfer(plan, "rejected", reason=" ", on=dt.date(2018, 1, 1))
    closed = close_transfer(plan, "adapted", reason="Smaller premises.", on=dt.date(2018, 1, 1))
    assert closed.next_step is None and closed.late(dt.date(2030, 1, 1)) == ()
    assert "adapted (2018-01-01). Smaller premises." in closed.report_back().en


def test_a_failure_can_be_studied_and_says_so() -> None:
    plan = plan_transfer(BY_ID["PR01"], HERE, owner="Office", start=dt.date(2020, 1, 1))
    assert plan.caution.fr.startswith("Cela a échoué")
