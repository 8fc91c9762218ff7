"""Imports through the pages: seen before anything is kept, all or nothing, undone whole; nothing of others' work lost."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jumelage.web.accounts.models import Agency, AuditEntry, User
from jumelage.web.directory import actions
from jumelage.web.directory.actions.imports import import_file
from jumelage.web.directory.models import ColumnMapping, ImportBatch, ImportRow, Organisation
from jumelage.web.directory.queries.records import known_in
from jumelage.web.directory.rules import BatchState
from jumelage.web.jobs.models import Job
from jumelage.web.jobs.tasks import perform
from jumelage.web.missions.models import Mission
from jumelage.web.towns.models import Town

sys.path.insert(0, str(Path(__file__).parents[1] / "directory" / "lists"))  # the messy lists are imported by name

from messy import groups, saved, very_long

PAGE = "/directory/imports/"
HEADER = "Entreprise;Ville;Courriel;Téléphone\n"
ROWS = (
    "Convoyeurs Granit inc.;Val-Granit;info@granit.invalid;4185550100,0\n"
    "Câblerie Lune;Gaspé;lune@lune.invalid;418 555-0101\n"
    "Convoyeurs Granit Québec;Val-Granit;;\n"
)
BAD = "Mauvaise ligne;Gaspé;pas une adresse;\n"


def everything() -> dict[str, list[Any]]:
    """Every row of the directory and the towns, but the traces of imports; statements without their keys."""
    found = {}
    for room in ("directory", "towns"):
        for model in apps.get_app_config(room).get_models(include_auto_created=True):
            if model not in (ImportBatch, ImportRow, ColumnMapping):
                names = [f.attname for f in model._meta.concrete_fields]
                names = [n for n in names if not (n == "id" and model.__name__ in ("Offer", "Need"))]
                found[model._meta.label] = sorted(map(repr, model._base_manager.values_list(*names)))
    return found


def send(client: Client, content: bytes, name: str = "liste.csv") -> Any:
    return client.post(PAGE, {"file": SimpleUploadedFile(name, content)}, follow=True)


def decide(client: Client, batch: ImportBatch, **more: str) -> Any:
    form = client.get(f"{PAGE}{batch.pk}/").context["form"]
    given = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False, "")}
    batch.refresh_from_db()
    page = client.post(f"{PAGE}{batch.pk}/", given | more, follow=True)
    batch.refresh_from_db()
    return page


def test_a_list_is_seen_decided_imported_and_undone(officer: Client, mission: Mission) -> None:
    before = everything()
    page = send(officer, (HEADER + ROWS + BAD).encode("cp1252"))
    batch = ImportBatch.objects.get()
    counts = {k: v for k, v in batch.preview["counts"].items() if v}
    assert counts == {"rows": 4, "created": 1, "updated": 1, "to_confirm": 1, "rejected": 1}
    assert everything() == before
    assert "n’est pas une adresse de courriel" in page.content.decode().replace("&#x27;", "’")
    assert decide(officer, batch, start="1").status_code == 422  # all or nothing
    assert (batch.state, everything()) == (BatchState.PREVIEW, before)
    page = decide(officer, batch, start="1", good_rows="on", **{"answer-4": "other"})
    assert (batch.state, bytes(batch.content)) == (BatchState.DONE, b"")
    assert {k: v for k, v in batch.counts.items() if v} == {"rows": 4, "created": 2, "updated": 1, "rejected": 1}
    granit = Organisation.objects.get(code="H1")
    assert (granit.name, granit.phone, granit.contacts.get().email) == (
        "Convoyeurs Granit",
        "418 555-0100",
        "info@granit.invalid",
    )
    assert Organisation.objects.get(name="Câblerie Lune").kind == "company"
    back = officer.get(f"{PAGE}{batch.pk}/to-mend.xlsx")
    assert "pas une adresse" in openpyxl.load_workbook(io.BytesIO(back.content)).active["E5"].value
    story = officer.get(f"/directory/{granit.pk}/").content.decode()
    assert "liste.csv" in story
    for _ in range(2):
        officer.post(f"{PAGE}{batch.pk}/undo/")
    batch.refresh_from_db()
    assert (batch.state, batch.kept_after_undo) == (BatchState.UNDONE, [])
    assert everything() == before
    assert list(AuditEntry.objects.filter(subject=f"import:{batch.pk}").values_list("action", flat=True)) == [
        "import.undone",
        "import.made",
    ]


def test_undo_leaves_and_names_what_somebody_changed_or_used_since(
    officer: Client, mission: Mission, people: dict[str, User]
) -> None:
    rows = "Convoyeurs Granit;Val-Granit;info@granit.invalid;4185550100\nCâblerie Lune;Gaspé;;\nAtelier Quai;Gaspé;;\nForge du Val;Val-Granit;;418 555-0109\n"
    send(officer, (HEADER + rows).encode())
    batch = ImportBatch.objects.get()
    decide(officer, batch, start="1")
    lune, quai, granit = (
        Organisation.objects.get(name=name) for name in ("Câblerie Lune", "Atelier Quai", "Convoyeurs Granit")
    )
    actions.correct(people["officer"], lune, {"address": "1, rue de l'Anse"})
    actions.add_note(people["officer"], quai, "Vu au port")
    actions.correct(people["officer"], granit, {"phone": "418 555-0177", "address": "3, rue du Roc"})
    page = officer.post(f"{PAGE}{batch.pk}/undo/", follow=True).content.decode()
    batch.refresh_from_db()
    kept = {one["name"]: (one["why"], one["parts"]) for one in batch.kept_after_undo}
    assert kept == {
        "Câblerie Lune": ("changed", []),
        "Atelier Quai": ("used", []),
        "Convoyeurs Granit": ("changed", ["phone"]),
    }
    assert all(name in page for name in kept)
    granit.refresh_from_db()
    assert (granit.phone, granit.address, granit.contacts.count()) == ("418 555-0177", "3, rue du Roc", 0)
    assert Organisation.objects.get(name="Forge du Val").phone == ""
    assert Town.objects.filter(name="Gaspé").exists()


def test_columns_in_doubt_are_asked_and_remembered(officer: Client, agency: Agency) -> None:
    content = "Prénom;Nom;Courriel;Service\nAda;Lune;a@lune.invalid;Soudure\n".encode()
    page = send(officer, content, "liste.csv")
    batch = ImportBatch.objects.get()
    assert "quelle colonne contient le nom des organisations" in page.content.decode()
    assert decide(officer, batch, **{"column-1": "name", "column-3": "name"}).status_code == 422
    decide(officer, batch, start="1", **{"column-0": "ignore", "column-1": "name", "column-3": "offers_fr"})
    assert batch.state == BatchState.DONE
    assert Organisation.objects.get().offers.get().text_fr == "Soudure"
    page = send(officer, content.replace(b"Lune", b"Quai"), "autre.csv")
    again = ImportBatch.objects.first()
    assert again is not None
    assert again.choices["mapping"]["Nom"] == "name"
    assert "même en-tête" in page.content.decode()


def test_only_create_only_complete_and_blanks_that_erase(officer: Client, mission: Mission) -> None:
    Organisation.objects.filter(code="H1").update(phone="418 555-0155")
    rows = HEADER + "Convoyeurs Granit;Val-Granit;a@b.invalid;\nCâblerie Lune;Gaspé;;\n"
    for mode, counts in (("create", (1, 0, 1)), ("update", (0, 1, 1))):
        send(officer, rows.encode())
        batch = ImportBatch.objects.latest("pk")
        decide(officer, batch, mode=mode)
        seen = batch.preview["counts"]
        assert (seen["created"], seen["updated"], seen["left_out"]) == counts
    decide(officer, batch, erase="on", start="1")
    assert Organisation.objects.get(code="H1").phone == ""


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("liste.xlsx", b"%PDF-1.7 un papier", "c’est un PDF"),
        ("liste.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
        ("liste.csv", b"", "est vide"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused_and_nothing_kept(
    officer: Client, agency: Agency, name: str, content: bytes, words: str
) -> None:
    page = send(officer, content, name)
    assert page.status_code == 422
    assert words in page.content.decode().replace("&#x27;", "’")
    assert not ImportBatch.objects.exists()


def test_two_header_rows_and_merged_cells_through_the_page(officer: Client, agency: Agency) -> None:
    page = send(officer, saved(groups()), "membres.xlsx").content.decode()
    assert "L’en-tête est sur deux lignes, 3 et 4" in page.replace("&#x27;", "’")
    batch = ImportBatch.objects.get()
    decide(officer, batch, start="1")
    assert Organisation.objects.get(name="Soudure Nordet").contacts.get().name == "Aline Tremblant"
    assert Organisation.objects.filter(town__name="Sept-Îles").count() == 2


def test_a_long_list_is_compared_and_imported_by_jobs(
    officer: Client, agency: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jumelage.web.directory.actions import imports

    monkeypatch.setattr(imports, "COMPARED_AT_ONCE", 20)
    page = send(officer, very_long(400), "long.xlsx")
    batch = ImportBatch.objects.get()
    assert "job-progress" in page.content.decode() or f"/jobs/{Job.objects.get().pk}/progress/" in page.content.decode()
    perform.call(Job.objects.get(kind="directory.compare").pk)
    batch.refresh_from_db()
    assert batch.preview["counts"]["created"] == 400
    officer.post(f"{PAGE}{batch.pk}/start/")
    assert Organisation.objects.count() == 0
    job = Job.objects.get(kind="directory.import")
    assert officer.get(f"{PAGE}{batch.pk}/").status_code == 200
    perform.call(job.pk)
    job.refresh_from_db()
    assert (job.state, Organisation.objects.count()) == ("done", 400)
    officer.post(f"{PAGE}{batch.pk}/undo/")
    assert (Organisation.objects.count(), Town.objects.count()) == (0, 0)


def test_an_import_that_fails_midway_keeps_nothing(
    officer: Client, mission: Mission, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jumelage.web.directory.actions import imports

    before = everything()
    send(officer, (HEADER + ROWS).encode())
    batch = ImportBatch.objects.get()
    monkeypatch.setattr(imports, "record_change", lambda *args, **more: 1 / 0)
    officer.raise_request_exception = False
    assert officer.post(f"{PAGE}{batch.pk}/start/").status_code == 500
    batch.refresh_from_db()
    assert (batch.state, everything()) == (BatchState.PREVIEW, before)


def test_a_file_is_given_up(officer: Client, agency: Agency) -> None:
    send(officer, (HEADER + ROWS).encode())
    batch = ImportBatch.objects.get()
    officer.post(f"{PAGE}{batch.pk}/forget/")
    assert not ImportBatch.objects.exists()


NAMES = st.sampled_from(
    ["Forge Lune", "FORGE LUNE inc.", "Câbles Quai", "Atelier Nordet", "Convoyeurs Granit", "Moulage Granit"]
)
CELLS = st.sampled_from(["", "Gaspé", "GASPE", "Val-Granit", "Baie"])
LISTS = st.lists(
    st.tuples(NAMES, CELLS, st.sampled_from(["", "a@b.invalid", "c@d.invalid"]), st.sampled_from(["", "418 555-0100"]),
              st.sampled_from(["", "Soudure", "Soudure / Usinage"]), st.sampled_from(["", "éolien", "bois, Eolien"])),
    min_size=1, max_size=5,
)  # fmt: skip


@pytest.mark.django_db
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LISTS, LISTS, st.sampled_from(["same", "other"]), st.booleans())
def test_whatever_is_imported_and_undone_the_directory_reads_as_before(
    mission: Mission, people: dict[str, User], first: Any, second: Any, doubts: str, erase: bool
) -> None:
    def bring(rows: Any) -> ImportBatch:
        text = "Entreprise;Ville;Courriel;Téléphone;Offres;Étiquettes\n" + "\n".join(";".join(row) for row in rows)
        return import_file(
            mission.agency, "l.csv", text.encode(), {"doubts": doubts, "erase": erase, "kind": "company"}
        )

    start = everything()
    older = bring(first)
    before, known = everything(), known_in(mission.agency)
    newer = bring(second)
    assert not actions.undo_import(people["officer"], newer).kept_after_undo
    assert known_in(mission.agency) == known
    assert everything() == before
    assert not actions.undo_import(people["officer"], older).kept_after_undo
    assert everything() == start
