"""The directory: found without accents, edited without loss, archived and brought back, its people and notes kept apart."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jumelage.web.accounts import data_registry
from jumelage.web.accounts.models import Agency, AuditEntry, User
from jumelage.web.directory import actions, queries
from jumelage.web.directory.models import Contact, Note, Organisation
from jumelage.web.missions.models import Mission

LIST = "/directory/"


@pytest.fixture
def forge(mission: Mission) -> Organisation:
    return Organisation.objects.get(code="H3")


def form_of(organisation: Organisation, **more: str) -> dict[str, str]:
    from jumelage.web.directory.forms import OrganisationForm

    record = queries.record_of(organisation)
    return OrganisationForm.of(record) | {"seen": queries.fingerprint(record)} | more


def names(client: Client, query: str) -> list[str]:
    return [row.name for row in client.get(f"{LIST}?{query}").context["page"]]


def test_the_list_is_searched_without_accents_and_filtered(officer: Client, forge: Organisation) -> None:
    assert names(officer, "q=CABLES") == ["Câbles du Val"]
    assert names(officer, "q=granit+moulage") == ["Moulage Granit"]
    assert "Forge du Val" in names(officer, f"town={forge.town_id}&kind=company")
    assert "Mystère inc." in names(officer, "show=to-complete")
    actions.correct(
        officer_user(), forge, queries.record_of(forge) | {"tags": ["Éolien"], "offers": [["Ancres d'acier", ""]]}
    )
    assert names(officer, "q=eolien+ancre") == ["Forge du Val"]
    tag = forge.tags.get()
    assert names(officer, f"tag={tag.pk}") == ["Forge du Val"]
    assert len(names(officer, "town=nonsense&tag=999999999999999999&kind=x&page=zz")) == 17


def officer_user() -> User:
    return User.objects.get(email="officer@lichen.invalid")


@pytest.mark.parametrize("address", ["/directory/", "/directory/imports/", "/directory/duplicates/"])
def test_one_row_or_thirty_cost_the_same_queries(officer: Client, agency: Agency, address: str) -> None:
    def fill(count: int) -> int:
        for n in range(count):
            row = Organisation.objects.create(
                agency=agency, code=f"x{count}-{n}", name=f"Atelier {count} {'abcdefghij'[n % 10] * (n + 1)}"
            )
            row.offers.create(position=0, text_fr="Soudure")
            row.contacts.create(email=f"a{n}@b.invalid")
            row.tags.create(agency=agency, name=f"t{count}{n}", folded=f"t{count}{n}")
            agency.import_batches.create(file_name="l.csv", state="done", made_by=officer_user())
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert officer.get(address).status_code == 200
        return len(seen)

    officer.get(address)
    assert fill(1) == fill(29)


def test_an_edit_is_kept_with_what_it_was_and_nothing_typed_is_lost(officer: Client, forge: Organisation) -> None:
    page = officer.post(f"{LIST}{forge.pk}/edit/", form_of(forge, website="pas un site", offers_fr="Soudure\nUsinage"))
    html = page.content.decode()
    assert page.status_code == 422
    assert "n’est pas une adresse de site" in html.replace("n'est", "n’est").replace("n&#x27;est", "n’est")
    assert "pas un site" in html
    assert "Usinage" in html
    good = form_of(
        forge, website="forge.invalid", phone="4185550100", offers_fr="Soudure\nUsinage", tags="Acier, acier, Port"
    )
    page = officer.post(f"{LIST}{forge.pk}/edit/", good, follow=True)
    forge.refresh_from_db()
    assert (forge.website, forge.phone) == ("https://forge.invalid", "418 555-0100")
    assert [tag.name for tag in forge.tags.all()] == ["acier", "Port"]
    assert [(o.text_fr, o.text_en) for o in forge.offers.all()][1] == ("Usinage", "")
    entry = AuditEntry.objects.get(action="organisation.changed")
    assert (entry.before["phone"], entry.after["phone"]) == ("", "418 555-0100")
    assert "418 555-0100" in page.content.decode()[page.content.decode().index("Ce qui s’est passé") :]


def test_the_second_of_two_who_edit_is_told_and_keeps_the_words(officer: Client, forge: Organisation) -> None:
    opened = form_of(forge, address="2, rue du Quai")
    actions.correct(officer_user(), forge, {"phone": "418 555-0100"})
    page = officer.post(f"{LIST}{forge.pk}/edit/", opened)
    assert page.status_code == 422
    assert "2, rue du Quai" in page.content.decode()
    again = opened | {"seen": page.context["form"]["seen"].value(), "phone": "418 555-0100"}
    assert officer.post(f"{LIST}{forge.pk}/edit/", again).status_code == 302
    forge.refresh_from_db()
    assert (forge.address, forge.phone) == ("2, rue du Quai", "418 555-0100")


def test_a_new_one_gets_a_code_of_its_own(officer: Client, mission: Mission) -> None:
    for _ in range(2):
        officer.post(f"{LIST}new/", {"name": "Atelier Lune", "town": "Gaspé", "kind": "company", "needs_fr": "Acier"})
    assert sorted(Organisation.objects.filter(name="Atelier Lune").values_list("code", flat=True)) == [
        "atelier-lune",
        "atelier-lune-2",
    ]
    assert officer.post(f"{LIST}new/", {"name": ""}).status_code == 422


def test_archived_is_out_of_lists_and_choices_and_undone(officer: Client, forge: Organisation) -> None:
    forge.contacts.create(email="a@b.invalid")
    for _ in range(2):
        officer.post(f"{LIST}{forge.pk}/archive/")
    assert forge.name not in names(officer, "")
    assert names(officer, "show=archived") == [forge.name]
    assert not queries.contacts_of(forge.agency).exists()
    assert officer.get(f"{LIST}{forge.pk}/").status_code == 200
    officer.post(f"{LIST}{forge.pk}/restore/")
    assert forge.name in names(officer, "")
    assert queries.contacts_of(forge.agency).get().organisation == forge
    assert AuditEntry.objects.filter(subject=f"organisation:{forge.pk}").count() == 2


def test_codes_are_suggested_and_only_a_person_gives_one(officer: Client, forge: Organisation) -> None:
    actions.correct(officer_user(), forge, {"offers": [["Soudure et fabrication de structures métalliques", ""]]})
    page = officer.get(f"{LIST}{forge.pk}/?codes=1")
    suggested = [one.code for one in page.context["suggestions"]]
    assert len(suggested) == 5
    forge.refresh_from_db()
    assert forge.naics == ""
    officer.post(f"{LIST}{forge.pk}/code/", {"code": suggested[0]})
    officer.post(f"{LIST}{forge.pk}/code/", {"code": "999999"})
    forge.refresh_from_db()
    assert forge.naics == suggested[0]


def test_contacts_and_notes(officer: Client, forge: Organisation) -> None:
    bad = officer.post(f"{LIST}{forge.pk}/contacts/new/", {"email": "a@", "language": "fr"})
    assert bad.status_code == 422
    assert officer.post(f"{LIST}{forge.pk}/contacts/new/", {"role": "Direction", "language": "fr"}).status_code == 422
    said = {
        "name": "Ada Lune",
        "email": "ada@LUNE.invalid",
        "language": "en",
        "consent": "au salon",
        "consent_on": "5 mars 2031",
    }
    officer.post(f"{LIST}{forge.pk}/contacts/new/", said)
    contact = forge.contacts.get()
    assert (contact.email, str(contact.consent_on)) == ("ada@lune.invalid", "2031-03-05")
    officer.post(f"{LIST}contacts/{contact.pk}/", said | {"role": "Direction"})
    officer.post(f"{LIST}{forge.pk}/notes/", {"text": "Rappeler <b>Ada Lune</b> en mars"})
    page = officer.get(f"{LIST}{forge.pk}/").content.decode()
    assert "&lt;b&gt;" in page
    assert "Direction" in page
    officer.post(f"{LIST}contacts/{contact.pk}/remove/")
    assert not forge.contacts.exists()
    assert "Lune" not in repr(list(AuditEntry.objects.filter(action__startswith="contact").values("before", "after")))
    officer.post(f"{LIST}notes/{Note.objects.get().pk}/remove/")
    assert not Note.objects.exists()


def test_a_person_is_handed_over_and_erased(forge: Organisation, people: dict[str, Any]) -> None:
    person = User.objects.create_user("ada@lune.invalid", name="Ada Lune")
    keep = actions.save_contact(officer_user(), forge, {"name": "Bo Quai", "email": "bo@quai.invalid"})
    actions.save_contact(
        officer_user(), forge, {"name": "Ada Lune", "email": "Ada@lune.invalid", "phone": "418 555-0199"}
    )
    actions.add_note(officer_user(), forge, "Vu Ada Lune au port")
    keeper = next(k for k in data_registry.keepers() if k.name == "directory")
    assert keeper.data.export_person(person)["contacts"][0]["phone"] == "418 555-0199"
    assert keeper.data.erase_person(person)["contacts"] == 1
    assert list(Contact.objects.all()) == [keep]
    kept = repr([*AuditEntry.objects.values("before", "after"), *Note.objects.values("text")])
    assert "Ada" not in kept and "0199" not in kept
    assert "Bo Quai" in kept


def test_what_is_anothers_is_not_seen(client: Client, forge: Organisation, people: dict[str, User]) -> None:
    client.force_login(people["outsider"])
    assert names(client, "") == []
    assert not queries.towns_seen_by(people["outsider"])
    for where in (f"{forge.pk}/", f"{forge.pk}/edit/", "9999999/"):
        assert client.get(LIST + where).status_code == 404


def test_missions_and_imports_are_in_the_story(officer: Client, forge: Organisation, mission: Mission) -> None:
    page = officer.get(f"{LIST}{forge.pk}/")
    assert page.context["missions"] == [mission]
