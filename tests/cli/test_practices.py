"""``jumelage practices``: both languages, both outputs, failures shown, unknown codes refused."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from jumelage.cli.main import main


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["practices", *arguments])
    return result.exit_code, result.stdout, result.stderr


def test_the_list_is_filtered_by_verdict() -> None:
    code, out, _ = run("list", "--verdict", "negative", "--json")
    document = json.loads(out)
    assert code == 0
    assert {p["verdict"] for p in document["practices"]} == {"negative"}
    assert all(p["source"]["url"].startswith("http") for p in document["practices"])
    assert "60" in run("list", "--lang", "en")[1]


@pytest.mark.parametrize(("language", "words"), [("fr", "Aucune preuve"), ("en", "No evidence")])
def test_one_practice_says_when_it_has_no_evidence(language: str, words: str) -> None:
    code, out, _ = run("show", "pr04", "--lang", language)
    assert code == 0 and words in out and "Boston" in out


def test_the_whole_lineage_is_given_for_drawing() -> None:
    document = json.loads(run("lineage", "--json", "--lang", "en")[1])
    keys = {node["key"] for node in document["nodes"]}
    assert len(document["edges"]) == 28
    assert all({edge["from"], edge["to"]} <= keys for edge in document["edges"])
    assert "French eco-parks → inspired → Eco-industrial park" in run("lineage", "PR31", "--lang", "en")[1]


def test_a_plan_has_its_three_steps_and_dates() -> None:
    asked = ("plan", "PR04", "--here", "Sept-Îles", "--owner", "Bureau", "--start", "2017-03-01")
    document = json.loads(run(*asked, "--json")[1])
    assert [step["step"] for step in document["steps"]] == ["understand", "adapt", "re-use"]
    assert document["context"]["known"] >= 2
    code, out, _ = run(*asked, "--lang", "fr")
    assert code == 0 and "1. Comprendre (Bureau, avant le 30 avril 2017)" in out.replace("\u00a0", " ")


def test_an_unknown_practice_is_refused() -> None:
    code, out, said = run("show", "PR99", "--lang", "en")
    assert (code, out) == (1, "") and "PR99" in said
