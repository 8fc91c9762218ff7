"""What is kept of a person is exported and erased, whole; what was agreed to keeps its words."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection, models
from django.test import Client
from django.utils import timezone

import jumelage.web
from jumelage.errors import NoResultError
from jumelage.language import Bilingual
from jumelage.web.accounts import anonymise, consent, data_registry
from jumelage.web.accounts.actions import know_person, record_change
from jumelage.web.accounts.data_export import erase, everything_about, export_person_data
from jumelage.web.accounts.models import Agency, AuditEntry, Connection, Consent, DataRequest, Membership, User
from jumelage.web.accounts.rules import Role
from jumelage.web.jobs.models import Job
from jumelage.web.missions.core.models import PERSONAL
from jumelage.web.outbox.actions import enqueue
from jumelage.web.outbox.models import Message, Suppression

HER, NAME = "elle@lichen.invalid", "Élise Boréale"
WORDS = Bilingual(fr="J’accepte qu’on m’appelle.", en="I agree to be called.")

# Models that hold what a person could be known by and that no room answers for, each with the reason.
NOT_OF_A_PERSON = {
    "directory.Organisation": "an organisation's own telephone",
    "towns.UploadedTable": "a table of jobs on its way in: it goes with the account",
}


def test_every_table_that_may_hold_a_person_has_a_room_that_answers_for_it() -> None:
    """A new model with an address, a telephone, or rows that go with a person fails until a room registers it."""
    suspects = set()
    for model in apps.get_models():
        if model.__module__.startswith("jumelage."):
            for field in model._meta.concrete_fields:
                address = isinstance(field, models.EmailField) or field.name in ("phone", "mobile", "contact", "person")
                owned = field.related_model is User and field.remote_field.on_delete is models.CASCADE
                if address or owned:
                    suspects.add(f"{model._meta.app_label}.{model.__name__}")
    assert suspects - data_registry.tables_covered() - set(NOT_OF_A_PERSON) == set()


@pytest.fixture
def person(agency: Agency) -> User:
    """A reader of the agency who left traces everywhere."""
    user = know_person(HER, NAME, "fr")
    Membership.objects.create(user=user, agency=agency, role=Role.READER)
    consent.give(user, "mission.telephone", WORDS, language="fr", version="2026-11", about="mission:1", agency=agency)
    record_change(agency, user, "thing.changed", "thing:1", before={"who": f"{NAME} <{HER}>"}, after={HER: [NAME, 3]})
    Job.objects.create(agency=agency, kind="x", subject="y", asked_by=user, result={"words": {"fr": f"Pour {NAME}"}})
    enqueue(agency, "mission.reminder", HER, language="fr", name=NAME, person=NAME)
    enqueue(agency, "mission.reminder", "autre@lichen.invalid", language="fr", person=f"Avec {NAME.upper()} demain")
    Client().force_login(user)
    return user


def test_the_copy_holds_everything_in_a_page_and_for_a_machine(person: User) -> None:
    with zipfile.ZipFile(io.BytesIO(export_person_data(person, person))) as archive:
        kept = json.loads(archive.read("donnees.json"))
        page = archive.read("donnees.html").decode()
    assert kept["accounts"]["person"]["email"] == HER
    assert kept["accounts"]["consents"][0]["text"] == WORDS.fr
    assert kept["accounts"]["roles"] == [{"agency": "Agence Lichen", "role": "reader"}]
    assert len(kept["accounts"]["connections"]) == len(kept["jobs"]["jobs"]) == len(kept["outbox"]["messages"]) == 1
    assert {"thing.changed", "consent.given"} <= {row["action"] for row in kept["accounts"]["actions"]}
    assert WORDS.fr.replace("’", "’") in page
    assert f"{NAME} &lt;{HER}&gt;" in page
    assert set(kept) == {keeper.name for keeper in data_registry.keepers()}


def test_erasing_leaves_no_trace_of_the_person_in_the_whole_database(person: User, agency: Agency) -> None:
    number = person.pk
    export_person_data(person, person)
    counts = erase(person, person)
    assert counts["outbox.messages"] == 1
    assert not User.objects.filter(pk=number).exists()
    assert not Consent.objects.exists()
    assert not Connection.objects.exists()
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = repr(cursor.fetchall()).lower()
        for trace in (HER, NAME.lower(), json.dumps(NAME)[1:-1].lower(), WORDS.fr.lower()):
            assert trace not in rows, table
    assert Message.objects.get().text.count("[effacé / erased]") == 1
    assert AuditEntry.objects.get(action="thing.changed").after == {"[effacé / erased]": ["[effacé / erased]", 3]}
    logged = AuditEntry.objects.get(action="person.erased")
    assert (logged.subject, logged.actor) == (f"person:{number}", None)
    assert [(row.kind, row.person) for row in DataRequest.objects.order_by("pk")] == [
        ("export", number),
        ("erasure", number),
    ]
    assert Suppression.objects.get().reason == "erased"
    assert enqueue(agency, "mission.reminder", HER, language="fr").state == "suppressed"  # nobody writes to her again


def test_a_copy_comes_first_and_an_agency_keeps_an_officer(person: User, people: dict[str, User]) -> None:
    with pytest.raises(NoResultError, match="Download a copy"):
        erase(person, person)
    officer = people["officer"]
    export_person_data(officer, officer)
    with pytest.raises(NoResultError, match="only officer of Agence Lichen"):
        erase(officer, officer)
    assert User.objects.filter(pk__in=[person.pk, officer.pk]).count() == 2


def test_an_officer_answers_only_for_whom_no_other_agency_knows(person: User, people: dict[str, User]) -> None:
    officer, outsider = people["officer"], people["outsider"]
    with pytest.raises(PermissionDenied):
        export_person_data(person, outsider)
    with pytest.raises(PermissionDenied):
        export_person_data(person, people["reader"])
    export_person_data(person, officer)
    assert DataRequest.objects.get().by_the_person is False
    elsewhere = Agency.objects.get(slug="ailleurs")
    Membership.objects.create(user=person, agency=elsewhere, role=Role.READER)
    for act in (export_person_data, erase):
        with pytest.raises(PermissionDenied):
            act(person, officer)
    client = Client()
    client.force_login(officer)
    assert "Ce compte sert aussi ailleurs" in client.get(f"/people/{person.pk}/").content.decode()
    assert client.post(f"/people/{person.pk}/export/").status_code == 403
    assert client.post(f"/people/{person.pk}/erase/", {"understood": "on"}).status_code == 403
    export_person_data(person, people["operator"])


def test_a_failure_half_way_erases_nothing(person: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(user: Any) -> dict[str, int]:
        raise RuntimeError("boom")

    export_person_data(person, person)
    monkeypatch.setattr(data_registry.keepers()[-1].data, "erase_person", fail)
    with pytest.raises(RuntimeError):
        erase(person, person)
    assert User.objects.filter(email=HER).exists()
    assert Message.objects.filter(to=HER).exists()


class TestPages:
    def test_the_person_takes_a_copy_then_erases_and_is_out(self, person: User) -> None:
        client = Client()
        client.force_login(person)
        page = client.get("/account/data/").content.decode()
        assert WORDS.fr in page
        assert "Courriels" in page
        assert client.get("/account/data/erase/").status_code == 200
        assert client.post("/account/data/erase/", {"understood": "on"}).status_code == 422
        assert client.get("/account/data/export/").status_code == 405  # a link hands nothing over
        copy = client.post("/account/data/export/")
        assert copy["Content-Type"] == "application/zip"
        assert client.post("/account/data/erase/", {}).status_code == 422
        assert User.objects.filter(email=HER).exists()
        assert "C’est effacé" in client.post("/account/data/erase/", {"understood": "on"}).content.decode()
        assert client.get("/account/").status_code == 302

    def test_an_officer_finds_the_person_and_erases_on_request(self, officer: Client, person: User) -> None:
        assert NAME in officer.get("/people/?q=boréale").content.decode()
        assert "Personne ne correspond" in officer.get("/people/?q=personne").content.decode()
        officer.post(f"/people/{person.pk}/export/")
        assert officer.post(f"/people/{person.pk}/erase/", {"understood": "on"})["Location"] == "/people/"
        assert not User.objects.filter(email=HER).exists()

    def test_the_list_asks_the_database_as_often_for_one_as_for_thirty(self, officer: Client, agency: Agency) -> None:
        from django.test.utils import CaptureQueriesContext

        counts = []
        for n in (1, 29):
            for number in range(n):
                user = know_person(f"m{n}-{number}@x.invalid")
                Membership.objects.create(user=user, agency=agency, role=Role.READER)
            with CaptureQueriesContext(connection) as asked:
                officer.get("/people/")
            counts.append(len(asked))
        assert counts[0] == counts[1]


class TestConsent:
    def test_it_keeps_the_words_in_the_language_read_and_ends_in_time(self, person: User, agency: Agency) -> None:
        given = {"version": "2", "about": "mission:1", "agency": agency}
        first = Consent.objects.get()
        second = consent.give(
            person, "mission.telephone", WORDS, language="en", lasts=dt.timedelta(days=30), **given
        )  # fmt: skip
        first.refresh_from_db()
        assert first.withdrawn_at is not None  # one stands at a time; the former is kept as a trace
        assert (second.text, second.language, second.version) == (WORDS.en, "en", "2")
        assert consent.standing(person, "mission.telephone", "mission:1").exists()
        assert not consent.standing(person, "mission.telephone", "mission:2").exists()
        Consent.objects.filter(pk=second.pk).update(expires_at=timezone.now())
        assert not consent.standing(person, "mission.telephone", "mission:1").exists()

    def test_whoever_gave_it_takes_it_back_and_nobody_else(self, person: User, officer: Client) -> None:
        given = Consent.objects.get()
        assert officer.post(f"/account/consents/{given.pk}/withdraw/").status_code == 404
        assert consent.standing(person, "mission.telephone", "mission:1").exists()
        client = Client()
        client.force_login(person)
        client.post(f"/account/consents/{given.pk}/withdraw/")
        client.post(f"/account/consents/{given.pk}/withdraw/")
        assert not consent.standing(person, "mission.telephone", "mission:1").exists()
        assert AuditEntry.objects.filter(action="consent.withdrawn").count() == 1


def test_the_copy_of_a_person_with_a_hostile_name_is_still_a_page(agency: Agency) -> None:
    user = know_person("x@lichen.invalid", "<script>alert(1)</script>")
    page = zipfile.ZipFile(io.BytesIO(export_person_data(user, user))).read("donnees.html").decode()
    assert "<script>alert" not in page
    assert json.dumps(everything_about(user), default=str)


# Text of personal tables that says nothing of the person, or nothing that is not said elsewhere in the copy.
IMPERSONAL = {
    "accounts.Connection.session_key": "opens the session: a secret of the service",
    "accounts.User.password": "a print, of no use to the person",
    "api.AccessKey.digest": "a print, of no use to the person",
    "directory.ImportBatch.kept_after_undo": "which rows an undo left",
    "directory.ImportBatch.sheet": "which sheet of the file was read",
    "directory.ImportBatch.tags_made": "numbers of tags, for the undo",
    "directory.ImportBatch.towns_made": "numbers of towns, for the undo",
    "jobs.Job.problem": "why it failed",
    "jobs.Job.progress": "how far it was, while it ran",
    "jobs.Job.worker": "which process ran it",
    "links.Link.caveat_url": "where a caveat was read",
    "links.Link.code": "the link's code",
    "missions.CheckIn.starts": "an hour of the agenda",
    "missions.Disruption.begins": "an hour of the agenda",
    "missions.Disruption.ends": "an hour of the agenda",
    "missions.Participant.attendee": "the seat's code in the agenda",
    "missions.Request.relation": "supplier, client, partner or complement",
    "outbox.Message.calendar": "the meetings, which the missions export",
    "outbox.Message.key": "keeps a message from being written twice",
    "outbox.Message.problem": "what a mail server answered",
    "outbox.Message.to": "the person's address, by which the messages are found",
    "outbox.Message.to_name": "the person's name, said of the account",
}

ABOUT_ORGANISATIONS = ("links.Link", "links.LinkStep", "links.PaymentRisk")
"""Tables whose texts speak of business between organisations: of the person they hold who follows or wrote."""


def _texts_of_personal_tables() -> dict[str, set[str]]:
    """Return the columns of text, by model, of every table that a room answers for."""
    found: dict[str, set[str]] = {}
    for label in data_registry.tables_covered():
        for field in apps.get_model(label)._meta.concrete_fields:
            if isinstance(field, (models.TextField, models.CharField, models.JSONField)) and not field.choices:
                found.setdefault(label, set()).add(field.name)
    return found


def test_every_text_of_a_personal_table_is_handed_over_or_said_to_be_impersonal() -> None:
    """A column added to a personal table fails until its room hands it over, or says here why it does not."""
    rooms = "\n".join(
        path.read_text(encoding="utf-8")
        for path in Path(jumelage.web.__file__).parent.rglob("*.py")
        if path.stem == "personal_data"
    )
    named = set(re.findall(r'"(\w+)"', rooms)) | set(re.findall(r"\.(\w+)", rooms)) | set(PERSONAL)
    missing = {
        f"{label}.{name}"
        for label, names in _texts_of_personal_tables().items()
        for name in names
        if name not in named and f"{label}.{name}" not in IMPERSONAL and label not in ABOUT_ORGANISATIONS
    }
    assert missing == set()


def test_every_text_of_a_personal_table_is_reached_by_the_erasure() -> None:
    """What others wrote of a person is found in every column of text, except those that name other things uniquely."""
    reached = {model._meta.label: set(anonymise._texts(model)) for model in apps.get_models()}
    own = {"accounts.User", "accounts.Connection"}  # their rows go with the person
    for label, names in _texts_of_personal_tables().items():
        model = apps.get_model(label)
        unique = {field.name for field in model._meta.concrete_fields if field.unique}
        if label not in own:
            assert names - reached[label] - unique == set(), label


def test_an_invitation_gives_no_authority_over_an_account_before_its_person_says_yes(
    client: Client, agency: Agency, people: dict[str, User]
) -> None:
    """A host whom another agency listed, and who agreed to nothing yet: one more agency's word changes nothing."""
    host = User.objects.create_user("hote@ailleurs.invalid", name="Nom de l'hôte")
    client.force_login(people["officer"])
    given = {"name": "X", "email": host.email, "role": "officer"}
    said = client.post("/people/invite/", given, follow=True).content.decode()
    assert host.email in said and host.name not in said and "Nom de l" not in said
    assert host.name not in Message.objects.get(to=host.email).text
    for address in ("", "export/", "erase/", "end-sessions/"):
        asks = client.get if address in ("", "erase/") else client.post
        assert asks(f"/people/{host.pk}/{address}").status_code == 404
    row = host.memberships.get()
    assert client.post(f"/account/roles/{row.pk}/", {"yes": "1"}).status_code == 404  # nobody says yes for another
    client.force_login(host)
    assert "Confirmer ce rôle" in client.get("/account/").content.decode()
    assert client.post(f"/account/roles/{row.pk}/", {"yes": "1"}).status_code == 302
    client.force_login(people["officer"])
    assert client.get(f"/people/{host.pk}/").status_code == 200


def test_a_role_that_an_officer_gave_is_refused_and_hinders_nobody(
    client: Client, agency: Agency, people: dict[str, User]
) -> None:
    other = Agency.objects.create(name="Autre", slug="autre-agence")
    Membership.objects.create(user=people["reader"], agency=other, role="officer", claimed=True)
    client.force_login(people["officer"])
    ended = client.post(f"/people/{people['reader'].pk}/end-sessions/")
    assert ended.status_code == 302  # another agency's word blocks nothing
    people["reader"].refresh_from_db()
    client.force_login(people["reader"])
    pk = people["reader"].memberships.get(claimed=True).pk
    assert client.post(f"/account/roles/{pk}/", {"no": "1"}).status_code == 302
    assert not people["reader"].memberships.filter(agency=other).exists()
    assert client.post(f"/account/roles/{pk}/", {"yes": "1"}).status_code == 404
