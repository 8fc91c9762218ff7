"""Tables of jobs and portraits: what the pages say, what stays as it was, what a bad file meets."""

from __future__ import annotations

import io
import json
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from invented_jobs import JOBS, csv_of_jobs, load, upload
from openpyxl import load_workbook
from pypdf import PdfReader
from stored_before import store

from jumelage.economy.portrait.town import TownFigures
from jumelage.errors import InputError, NoResultError
from jumelage.mission.reporting.files import report_files
from jumelage.serialisation import from_document, to_document
from jumelage.web.accounts.models import Agency, AuditEntry, User
from jumelage.web.missions.models import Mission
from jumelage.web.reports.actions import freeze_mission
from jumelage.web.towns import actions, queries
from jumelage.web.towns.models import Panel, Portrait, Town, UploadedTable

TABLE = "/portraits/lichen-emplois-inventes/"
HERE = f"{TABLE}val-granit/"
PAGES = ("", "closure/", "closure/?industry=62&loss=40", "next/")


@pytest.fixture
def portrait(mission: Mission, people: dict[str, User]) -> Portrait:
    return load(people["officer"], mission.agency, Town.objects.get(slug="val-granit"))


def text_of(client: Client, address: str, **more: str) -> str:
    answer = client.get(address, **more)
    assert answer.status_code == 200, address
    return answer.content.decode()


class TestLoading:
    def test_everything_is_loaded_and_read_back_as_it_was(self, portrait: Portrait) -> None:
        figures = queries.figures_of(Portrait.objects.get(pk=portrait.pk))
        assert from_document(TownFigures, json.loads(json.dumps(to_document(figures), allow_nan=False))) == figures
        assert to_document(queries.table_of(portrait.panel)) == {
            **portrait.panel.table,
            "source": portrait.panel.source,
        }
        assert portrait.panel.portraits.first().name == "Port-Lichen"  # the most dependent first
        assert {p.name for p in portrait.panel.portraits.all()} == set(JOBS) - {"Région"}
        assert (figures.largest.industry, figures.employment, figures.reference) == ("21", 90.0, "Région")
        assert figures.share("21", 2021) == pytest.approx(80 / 110)
        assert portrait.settings["since"] == [2021]
        entry = AuditEntry.objects.get(action="panel.loaded")
        assert (entry.after["totals_left_out"], entry.after["rows"]) == (8, 24)
        assert not UploadedTable.objects.exists()

    def test_rows_of_an_earlier_release_are_read(self, portrait: Portrait) -> None:
        figures = queries.figures_of(Portrait.objects.get(pk=portrait.pk))
        portrait.result = json.loads(json.dumps(store(figures)))
        assert queries.figures_of(portrait) == figures
        panel, before = portrait.panel, queries.table_of(portrait.panel)
        del panel.table["establishments"], panel.table["basins"]
        panel.table["industry_names"] = {c: [n.fr, n.en] for c, n in before.industry_names.items()}
        panel.source = store(before.source)
        assert to_document(queries.table_of(panel)) == to_document(before)

    def test_a_hidden_figure_stays_unknown(self, portrait: Portrait) -> None:
        figures = queries.figures_of(portrait.panel.portraits.get(slug="port-lichen"))
        assert (figures.unknown_cells, figures.employment) == (1, 75.0)
        assert next(line for line in figures.lines if line.industry == "21").employment is None

    def test_only_an_officer_loads(self, mission: Mission, people: dict[str, User]) -> None:
        for role in ("outsider", "reader", "operator"):
            with pytest.raises(PermissionDenied):
                upload(people[role], mission.agency)
        assert not UploadedTable.objects.exists()

    def test_a_table_without_a_portrait_leaves_nothing(self, mission: Mission, people: dict[str, User]) -> None:
        content = b"lieu,industrie,annee,emplois\nA,21,2021,x\nA,62,2021,x\n"
        kept = upload(people["officer"], mission.agency, content)
        reading = actions_reading(kept)
        with pytest.raises(NoResultError):
            actions.load_table(people["officer"], kept, reading, actions.Given(name="A", title="B"))
        assert not Panel.objects.exists()
        assert UploadedTable.objects.count() == 1

    def test_a_table_is_removed_by_its_officer_and_the_trace_stays(
        self, officer: Client, portrait: Portrait, people: dict[str, User]
    ) -> None:
        for role in ("outsider", "reader", "operator"):
            with pytest.raises(PermissionDenied):
                actions.remove_table(people[role], portrait.panel)
        assert officer.post(f"{TABLE}remove/").status_code == 302
        assert not Portrait.objects.exists()
        assert AuditEntry.objects.get(action="panel.removed").before == {"name": "Emplois inventés", "portraits": 3}
        with pytest.raises(PermissionDenied):
            actions.remove_table(people["officer"], Panel(agency=None))

    def test_the_town_cannot_be_what_contains_it(self, mission: Mission, people: dict[str, User]) -> None:
        with pytest.raises(NoResultError):
            load(people["officer"], mission.agency, focus="Région")
        assert not Panel.objects.exists()

    def test_one_industry_is_a_table_too(self, officer: Client, mission: Mission, people: dict[str, User]) -> None:
        kept = upload(people["officer"], mission.agency, b"lieu,industrie,annee,emplois\n=A,21,2021,5\n")
        made = actions.load_table(people["officer"], kept, actions_reading(kept), actions.Given(name="A", title="=B"))
        for page in (
            "",
            "closure/?table=us-sectors",
            "next/",
            f"portrait-{made.slug}-fr.pdf",
            f"portrait-{made.slug}-fr.xlsx",
        ):
            assert officer.get(f"/portraits/{made.panel.slug}/{made.slug}/{page}").status_code == 200

    def test_two_tables_of_one_name_have_two_addresses(self, portrait: Portrait, people: dict[str, User]) -> None:
        again = load(people["officer"], portrait.panel.agency)
        assert again.panel.slug == f"{portrait.panel.slug}-2"

    def test_any_name_of_a_place_has_an_address(self, mission: Mission, people: dict[str, User]) -> None:
        names = ("compare", "Compare!", "remove", "2-2", "!!!", "???", "É" * 150)
        rows = "".join(f"{name},21,2021,5\n" for name in names)
        kept = upload(people["officer"], mission.agency, f"lieu,industrie,annee,emplois\n{rows}".encode())
        actions.load_table(people["officer"], kept, actions_reading(kept), actions.Given(name="A", title="B"))
        slugs = set(Portrait.objects.values_list("slug", flat=True))
        assert len(slugs) == len(names)
        assert not slugs & {"compare", "remove"}


def actions_reading(kept: UploadedTable) -> object:
    from jumelage.economy.readers.uploads import guess_columns, preview, read_table

    return read_table(kept.name, kept.content, guess_columns(preview(kept.name, kept.content).columns), {})


class TestGuidedLoad:
    def send(self, officer: Client, agency: Agency, name: str, content: bytes) -> str:
        file = SimpleUploadedFile(name, content)
        answer = officer.post("/portraits/load/?town=val-granit", {"agency": agency.pk, "file": file})
        assert answer.status_code == 302, answer.content.decode()
        return str(answer["Location"])

    def test_from_a_file_to_a_portrait(self, officer: Client, mission: Mission) -> None:
        address = self.send(officer, mission.agency, "emplois.csv", csv_of_jobs())
        page = text_of(officer, address)
        assert "4 lieux, 3 industries, 2 années (2021, 2031)." in re.sub(r"\s+", " ", page.replace("\u00a0", " "))
        assert "1 chiffre n’est pas publié" in page
        assert "8 lignes de totaux sont laissées de côté" in page
        mapping = {
            "place": "Lieu", "industry": "SCIAN", "year": "Année", "employment": "Emplois", "people": "people",
            "survey": "census", "name": "Emplois", "title": "Invention", "focus": "Val-Granit", "whole": "Région", "load": "1",
        }  # fmt: skip
        answer = officer.post(address, mapping, follow=True)
        assert answer.redirect_chain == [("/portraits/lichen-emplois/val-granit/", 302)]
        assert "Le tableau est chargé" in answer.content.decode()
        assert officer.get(address).status_code == 404
        assert "Portrait de 2031" in text_of(officer, "/towns/val-granit/")

    def test_two_columns_are_enough_for_one_town_and_year(self, officer: Client, mission: Mission) -> None:
        address = self.send(officer, mission.agency, "un.csv", b"industrie,total\n21 Mines,120\n31-33 Fabrication,x\n")
        mapping = {
            "place_text": "Val-Granit", "year_text": "2031", "industry": "industrie", "employment": "total",
            "people": "jobs", "survey": "unknown", "name": "Un", "title": "Invention", "load": "1",
        }  # fmt: skip
        page = officer.post(address, mapping, follow=True).content.decode()
        assert "100\u00a0%" in page
        assert "non publié" in page
        assert "au moins" in page
        assert "Le tableau contient cette ville seule" in page
        assert "Quotient</th>" not in page

    def test_a_census_table_as_downloaded_is_recognised(self, officer: Client, mission: Mission) -> None:
        rows = (
            '"PÉRIODE DE RÉFÉRENCE","GÉO","IDUGD","Industrie - SCIAN 2017","VALEUR","STATUT"\n'
            '"2021","Ville-Inventée","X1","Total - Industrie","900",""\n'
            '"2021","Ville-Inventée","X1","21 Extraction minière","450",""\n'
            '"2021","Ville-Inventée","X1","  212 Extraction de minerais","450",""\n'
            '"2021","Ville-Inventée","X1","31-33 Fabrication","","x"\n'
            '"2021","Ville-Inventée","X1","Construction [23]","30",""\n'
        )
        address = self.send(officer, mission.agency, "98100456.csv", rows.encode("cp1252"))
        page = text_of(officer, address)
        assert "Reconnu : Statistique Canada, recensement (statcan)." in re.sub(r"\s+", " ", page)
        sent = {
            "place": "GÉO", "industry": "Industrie - SCIAN 2017", "year": "PÉRIODE DE RÉFÉRENCE", "employment": "VALEUR",
            "people": "people", "survey": "census", "name": "Recensement", "title": "Invention", "load": "1",
        }  # fmt: skip
        refused = officer.post(address, sent)
        assert refused.status_code == 422
        assert "plusieurs niveaux" in refused.content.decode()
        made = officer.post(address, sent | {"level": "2"}, follow=True)
        assert made.redirect_chain
        figures = queries.figures_of(Portrait.objects.get())
        assert [(line.industry, line.employment) for line in figures.lines] == [
            ("21", 450.0),
            ("23", 30.0),
            ("31-33", None),
        ]

    def test_each_bad_row_is_named_and_nothing_is_loaded(self, officer: Client, mission: Mission) -> None:
        rows = b"lieu,industrie,annee,emplois\nA,Total,2021,9\nA,21,2021,-3\nA,22,20x1,4\nA,23,2021,beaucoup\n"
        address = self.send(officer, mission.agency, "mauvais.csv", rows)
        page = text_of(officer, address)
        for row, words in ((3, "emploi négatif"), (4, "année qui n’est pas"), (5, "emploi qui n’est pas un nombre")):
            assert re.search(rf"mauvais\.csv, ligne {row}</th><td>[^<]*{words}", page), words
        answer = officer.post(address, {"place": "lieu", "industry": "industrie", "year": "annee", "employment": "emplois",
                                        "people": "people", "survey": "census", "name": "X", "title": "Y", "load": "1"})  # fmt: skip
        assert answer.status_code == 422
        assert not Panel.objects.exists()

    def test_a_file_that_is_no_table(self, officer: Client, mission: Mission) -> None:
        for name, content, words in (
            ("a.pdf", b"%PDF-", "Cette sorte de fichier"),
            ("a.csv", b"lieu\n", "le tableau est vide"),
            ("a.xlsx", b"PK nonsense", "lisible"),
            ("a.csv", b"", "vide"),
            ("a.csv", b"a,b\n" + b"1,2\n" * 1_400_000, "5\u00a0Mo"),
        ):
            sent = {"agency": mission.agency.pk, "file": SimpleUploadedFile(name, content)}
            answer = officer.post("/portraits/load/", sent)
            assert answer.status_code == 422
            assert words in answer.content.decode(), words
        assert not UploadedTable.objects.exists()

    def test_a_hostile_header_stays_text(self, officer: Client, mission: Mission) -> None:
        nasty = '"x\'; drop table given; --<script>alert(1)</script>"'
        address = self.send(officer, mission.agency, "a.csv", f"{nasty},n\n21,5\n".encode())
        assert "<script>alert" not in text_of(officer, address)

    def test_an_upload_is_its_sender_s(self, officer: Client, mission: Mission, people: dict[str, User]) -> None:
        address = self.send(officer, mission.agency, "emplois.csv", csv_of_jobs())
        other = Client()
        other.force_login(people["outsider"])
        assert other.get(address).status_code == 404
        assert other.post(f"{address}forget/").status_code == 404
        assert officer.post(f"{address}forget/").status_code == 302
        assert not UploadedTable.objects.exists()


class TestPages:
    def test_the_portrait_answers_in_words(self, officer: Client, portrait: Portrait) -> None:
        page = text_of(officer, HERE)
        assert "À Val-Granit, en 2031, 44\u00a0% des personnes occupées" in page
        assert "40 sur 90" in page
        assert "perte d’ancien travail" in page
        assert "Invention, 2031. Unité\u00a0: personnes, selon le lieu de résidence. 2021 à 2031." in page
        assert "aucun tableau d’entrées-sorties" in text_of(officer, f"{HERE}closure/")

    @pytest.mark.parametrize("language", ["fr", "en"])
    def test_no_page_is_missing_a_text(self, officer: Client, portrait: Portrait, language: str) -> None:
        officer.cookies["django_language"] = language
        compare = f"{TABLE}compare/?a=port-lichen&b=val-granit"
        pages = [
            TABLE,
            compare,
            "/portraits/load/",
            *(f"{TABLE}{p.slug}/{page}" for p in portrait.panel.portraits.all() for page in PAGES),
        ]
        for page in pages:
            text = text_of(officer, page)
            assert "None" not in re.sub(r"<[^>]*>", "", text), page
            assert "nan" not in re.sub(r"<[^>]*>", " ", text).split(), page
            assert not re.search(r'\sstyle="|<script(?!\s+src=)|\son\w+="', text), page
            ids = re.findall(r'\sid="([^"]+)"', text)
            assert len(ids) == len(set(ids)), page
            for chart in re.findall(r"<svg[^>]*role=\"img\".*?</svg>", text, re.S):
                assert "<title" in chart and "<desc" in chart

    def test_every_chart_stands_beside_its_data(self, officer: Client, portrait: Portrait) -> None:
        page = text_of(officer, HERE)
        assert page.count('<figure class="chart">') == 2
        assert page.count('class="rows"') == 2
        assert page.count("<b>Source</b>") >= 4

    def test_the_closure_is_in_the_address(self, officer: Client, portrait: Portrait) -> None:
        for query, said in {
            "industry=21&loss=50": "perd directement 20",
            "industry=21&loss=0": "perd directement 0",
            "industry=62&loss=100": "perd directement 30",
            "industry=nonsense&loss=-4": "perd directement 0",
            "loss=<script>": "perd directement 40",
            "loss=1000": "perd directement 40",
        }.items():
            page = text_of(officer, f"{HERE}closure/?{query}")
            assert said in page, query
            assert "<script>" not in page
        part = text_of(officer, f"{HERE}closure/?industry=21&loss=50", HTTP_HX_REQUEST="true")
        assert "<html" not in part
        assert "perd directement 20" in part

    def test_two_different_towns_are_compared_whatever_is_asked(self, officer: Client, portrait: Portrait) -> None:
        for query in ("", "a=val-granit&b=val-granit", "a=nobody", "a=%00&b=<b>", "b=val-granit"):
            heading = re.search(r"<h1>(.*?) et (.*?)</h1>", text_of(officer, f"{TABLE}compare/?{query}"))
            assert heading, query
            assert heading[1] != heading[2]

    def test_what_could_come_is_not_made_up_for_a_small_table(self, officer: Client, portrait: Portrait) -> None:
        assert "il y a trop peu pour apprendre" in text_of(officer, f"{HERE}next/")

    def test_another_agency_sees_nothing(self, client: Client, portrait: Portrait, people: dict[str, User]) -> None:
        client.force_login(people["outsider"])
        for page in (TABLE, f"{TABLE}compare/", *(HERE + page for page in PAGES), f"{HERE}portrait-val-granit-fr.pdf"):
            assert client.get(page).status_code == 404, page
        assert "Emplois inventés" not in text_of(client, "/towns/")
        assert "Portrait de" not in text_of(client, "/towns/val-granit/")

    def test_papers(self, officer: Client, portrait: Portrait) -> None:
        page = text_of(officer, HERE)
        files = re.findall(rf'href="{HERE}(portrait-[^"]+)"', page)
        assert len(files) == 4
        for file in files:
            answer = officer.get(HERE + file)
            assert answer["Content-Disposition"] == f'attachment; filename="{file}"'
            if file.endswith("pdf"):
                assert len(PdfReader(io.BytesIO(answer.content)).pages) == 1
            else:
                book = load_workbook(io.BytesIO(answer.content))
                assert book.sheetnames[-1] == "Source"
                assert "Invention, 2031" in [row[1].value for row in book["Source"].iter_rows()]
        hidden = load_workbook(io.BytesIO(officer.get(f"{TABLE}port-lichen/portrait-port-lichen-fr.xlsx").content))
        assert "non publié" in [row[2].value for row in hidden["Industries"].iter_rows()]
        assert officer.get(f"{HERE}portrait-x.pdf").status_code == 404

    def test_the_report_of_a_mission_carries_the_portrait_of_its_town(
        self, officer: Client, portrait: Portrait, mission: Mission
    ) -> None:
        def report() -> str:
            made = report_files(freeze_mission(mission, timezone.now()), "fr")["rapport.pdf"]()
            pages = PdfReader(io.BytesIO(made)).pages
            return " ".join(page.extract_text() for page in pages)

        said = report()
        assert "De quoi vit Val-Granit" in said
        assert "Invention, 2031" in said
        Panel.objects.update(agency=Agency.objects.get(slug="ailleurs"))
        assert "De quoi vit" not in report()

    def test_the_list_takes_as_many_queries_with_3_towns_as_with_30(self, officer: Client, portrait: Portrait) -> None:
        with CaptureQueriesContext(connection) as few:
            text_of(officer, TABLE)
        for n in range(30):
            portrait.pk, portrait.slug, portrait.name = None, f"t{n}", f"Ville {n}"
            portrait.save()
        with CaptureQueriesContext(connection) as many:
            text_of(officer, TABLE)
        assert len(many) == len(few)
        with CaptureQueriesContext(connection) as one:
            text_of(officer, HERE)
        assert len(one) <= 10

    def test_hostile_names_stay_text(self, officer: Client, portrait: Portrait) -> None:
        nasty = "<script>alert(1)</script>"
        portrait.panel.portraits.update(name=nasty, largest_fr=nasty)
        Panel.objects.update(name_fr=nasty)
        for page in (TABLE, f"{TABLE}compare/", *(HERE + page for page in PAGES), "/towns/", "/towns/val-granit/"):
            assert nasty not in text_of(officer, page), page


def test_the_public_table_is_loaded_once_and_says_how_weak_its_forecast_is(
    officer: Client, people: dict[str, User]
) -> None:
    assert officer.post("/portraits/ontario/load/")["Location"] == "/portraits/ontario/"
    before = Portrait.objects.count()
    officer.post("/portraits/ontario/load/")
    assert Portrait.objects.count() == before == 32
    page = text_of(officer, "/portraits/ontario/")
    assert "Dans 3 villes sur 32" in page
    assert "Sans coordonnées connues" in page
    page = text_of(officer, "/portraits/ontario/dubreuilville/next/")
    assert "11 arrivées ont eu lieu sur 220 possibles" in page
    assert "fait aussi bien ou mieux" in page
    page = text_of(officer, "/portraits/ontario/dubreuilville/")
    assert "définition changée entre les deux" in page
    assert "84\u00a0% de ce qui l’a fait baisser est une perte d’ancien travail" in page


def test_a_file_too_large_in_places_is_refused(mission: Mission, people: dict[str, User]) -> None:
    rows = "".join(f"V{n},21,2021,5\n" for n in range(201))
    kept = upload(people["officer"], mission.agency, f"lieu,industrie,annee,emplois\n{rows}".encode())
    with pytest.raises(InputError, match="too many"):
        actions.load_table(people["officer"], kept, actions_reading(kept), actions.Given(name="A", title="B"))
    assert not Panel.objects.exists()
