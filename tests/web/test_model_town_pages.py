"""Model towns: what is shown is what the engine found, with its reason; the embedded panel says that nobody can tell."""

from __future__ import annotations

import json
import re
from pathlib import Path
from runpy import run_path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jumelage.economy import Panel
from jumelage.economy.model_towns import ModelTowns, model_towns
from jumelage.language import Bilingual
from jumelage.web.accounts.models import Agency
from jumelage.web.practices.actions.model_towns import keep_search
from jumelage.web.practices.models import ModelTown, TownSearch


@pytest.fixture
def ontario(agency: Agency) -> TownSearch:
    title = Bilingual(fr="Nord de l'Ontario", en="Northern Ontario")
    return keep_search("ontario", title, model_towns(Panel.demo()), address="demo:ontario")


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_a_search_is_kept_once_and_as_it_was_found(library: None, search: ModelTowns) -> None:
    rows = list(ModelTown.objects.all())
    assert [(row.place, row.verdict) for row in rows] == [(t.place, t.judgement.verdict) for t in search.towns]
    keep_search("invented", Bilingual(fr="Tableau", en="Table"), search)
    assert [row.pk for row in ModelTown.objects.all()] == [row.pk for row in rows]
    assert {row.verdict for row in rows} >= {"did better", "worse", "cannot tell"}


def test_the_chart_stands_beside_its_table_and_its_numbers(officer: Client, library: None) -> None:
    page = text_of(officer, "/model-towns/invented/val-debout/")
    town = ModelTown.objects.get(slug="val-debout")
    assert "a fait mieux" in page and "95\u00a0% des placebos" in page
    years = re.findall(r'<tr><th scope="row" class="num">(\d{4})</th>', page)
    assert [int(year) for year in years] == town.chart["years"]
    assert "Valeur p des placebos" in page


def test_without_a_comparison_there_is_no_number(officer: Client, library: None) -> None:
    page = text_of(officer, "/model-towns/invented/val-tard/")
    assert "on ne peut pas le dire" in page and "aucune comparaison n’a pu être faite" in page
    assert "Valeur p des placebos" not in page and "Sans le choc" not in page


def test_the_embedded_panel_says_that_nobody_can_tell_and_why(officer: Client, ontario: TownSearch) -> None:
    page = text_of(officer, "/model-towns/ontario/")
    assert "17 lieux sur 32 ont perdu leur industrie dominante." in page
    assert page.count("il en faut 8") == 17
    assert "Ce tableau ne permet pas de dire lesquels ont fait mieux" in page
    assert "Les 15 villes touchées se trouvaient, cinq à dix ans après, à −10\u00a0%" in page
    assert page.count("sans bornes") == 15
    town = text_of(officer, "/model-towns/ontario/kapuskasing/")
    assert "laissaient attendre" in town and "meilleur tiers des villes touchées" in town
    assert "travail ancien perdu" in town and "−395" in town and "définition changée" in town


def test_ranking_follows_likeness_to_the_asking_town(officer: Client, ontario: TownSearch) -> None:
    def order(query: str) -> list[str]:
        return re.findall(
            r'href="/model-towns/ontario/([\w-]+)/">[^<]', text_of(officer, f"/model-towns/ontario/{query}")
        )

    alike = [town.name for town in model_towns(Panel.demo(), "Marathon").towns]
    assert order("?like=Marathon")[0] == alike[0].lower()
    assert order("?like=nowhere") == order("")


def test_hostile_names_stay_text(officer: Client, library: None) -> None:
    nasty = '"><script>alert(1)</script>'
    ModelTown.objects.filter(slug="val-debout").update(name=nasty, latitude=49.0, longitude=-85.0)
    TownSearch.objects.update(title_fr=nasty)
    for page in ("/model-towns/", "/model-towns/invented/", "/model-towns/invented/val-debout/"):
        assert "<script>alert" not in text_of(officer, page), page


def test_the_ranking_takes_as_many_queries_with_1_town_as_with_many(officer: Client, ontario: TownSearch) -> None:
    officer.get("/model-towns/ontario/")
    with CaptureQueriesContext(connection) as many:
        text_of(officer, "/model-towns/ontario/")
    ModelTown.objects.exclude(slug="wawa").delete()
    with CaptureQueriesContext(connection) as one:
        text_of(officer, "/model-towns/ontario/")
    assert len(one) == len(many)


def test_the_county_table_is_that_of_the_page_and_claims_no_more(officer: Client, db: None) -> None:
    root = Path(__file__).parents[2]
    made = run_path(str(root / "scripts" / "derive_county_scan.py"))
    derived = made["derive"](made["PAGE"].read_text(encoding="utf-8"))
    assert json.loads(made["MADE"].read_text(encoding="utf-8")) == derived, "run python scripts/derive_county_scan.py"
    page = text_of(officer, "/model-towns/us-counties/")
    assert "Aucun n’a fait mieux en revenu total." in page
    for row in derived["better"]["personal income per person"]:
        assert row["county"] in page and row["q"] > 0.10
    assert "une raison d’aller demander, pas une preuve" in page
    assert "187" in text_of(officer, "/model-towns/")
