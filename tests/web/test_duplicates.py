"""Duplicates confirmed or refused: nothing lost, everything undone as it was, and never asked again."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.test import Client

from jumelage.mission import Plan
from jumelage.web.accounts.models import Agency, AuditEntry, User
from jumelage.web.directory import actions, queries
from jumelage.web.directory.actions.records import refold
from jumelage.web.directory.models import DuplicateDecision, Merge, Organisation
from jumelage.web.missions.agenda.actions.plans import load_plan
from jumelage.web.missions.matching.actions import decisions as mission_actions
from jumelage.web.missions.matching.actions.shortlists import save_shortlist
from jumelage.web.missions.matching.queries.shortlists import Limits
from jumelage.web.missions.matching.rules import Verdict
from jumelage.web.missions.models import Mission

PAGE = "/directory/duplicates/"


@pytest.fixture
def twins(mission: Mission) -> tuple[Organisation, Organisation]:
    """A host and its other record, which knows a telephone and says one thing more."""
    first = Organisation.objects.get(code="H1")
    other = Organisation.objects.create(
        agency=mission.agency, code="H1b", name="CONVOYEURS GRANIT INC.", town=first.town, phone="418 555-0100"
    )
    other.needs.create(position=0, text_fr="Un relais en Abitibi")
    other.needs.create(position=1, text_fr="De nouveaux clients", text_en="New clients")
    first.needs.create(position=0, text_fr="De nouveaux clients", text_en="New clients")
    refold([first.pk, other.pk])
    return first, other


def everything() -> dict[str, list[Any]]:
    """Every row of the two rooms, but the traces of merges themselves."""
    return {
        model._meta.label: sorted(map(repr, model._base_manager.values_list()))
        for room in ("directory", "missions")
        for model in apps.get_app_config(room).get_models(include_auto_created=True)
        if model not in (Merge, DuplicateDecision)
    }


def post(client: Client, where: str, kept: Organisation, other: Organisation, **more: Any) -> str:
    given = {"a": kept.pk, "b": other.pk, "keep": kept.pk} | more
    return client.post(f"{PAGE}{where}/", given, follow=True).content.decode()


def test_a_probable_pair_is_shown_with_its_reasons(officer: Client, twins: tuple[Organisation, ...]) -> None:
    page = officer.get(PAGE).content.decode()
    assert "1 paire à confirmer" in page
    assert "même nom, aux formes juridiques près" in page.lower()
    assert "418 555-0100" in page
    assert "Un relais en Abitibi" in page


def test_branches_of_one_enterprise_are_a_group_to_show_and_not_a_pair_to_merge(
    officer: Client, mission: Mission, twins: tuple[Organisation, Organisation]
) -> None:
    first, other = twins
    other.town = mission.origin
    other.save()
    page = officer.get(PAGE).content.decode()
    assert "paire à confirmer" not in page and 'name="keep"' not in page
    section = page.split('id="enterprises"')[1].split("</section>")[0]
    assert first.name in section and other.name in section and mission.origin.name in section


def test_a_merge_completes_the_kept_record_and_takes_over_what_pointed_at_the_other(
    officer: Client, mission: Mission, twins: tuple[Organisation, Organisation]
) -> None:
    kept, other = twins
    matched = mission.suggestions.filter(host=kept).count()
    page = post(officer, "merge", other, kept, keep=other.pk)
    assert "rien n’est perdu" in page
    other.refresh_from_db()
    kept.refresh_from_db()
    assert kept.merged_into == other
    assert (other.kind, other.phone) == ("company", "418 555-0100")
    assert mission.suggestions.filter(host=other).count() == matched
    assert other.meetings_hosted.exists()
    assert [need.text_fr for need in other.needs.all()] == ["Un relais en Abitibi", "De nouveaux clients"]
    assert other.offers.count() == 1
    made = Merge.objects.get()
    assert ("name", "Convoyeurs Granit") in made.unshown
    assert "Convoyeurs Granit" in page[page.index("Ce que la fiche gardée ne montre pas") :]
    assert "Aucun doublon probable" in page
    assert AuditEntry.objects.filter(action="organisation.merged").count() == 1


def test_undone_everything_reads_as_before(
    officer: Client, mission: Mission, twins: tuple[Organisation, Organisation], people: dict[str, User]
) -> None:
    kept, other = twins
    mission_actions.decide(
        people["officer"], mission, Organisation.objects.get(code="F1"), other, verdict=Verdict.ACCEPTED
    )
    mission_actions.decide(
        people["officer"], mission, Organisation.objects.get(code="F1"), kept, verdict=Verdict.ACCEPTED
    )
    save_shortlist(people["officer"], mission, Limits())
    before = everything()
    for first, second in (twins, twins[::-1]):
        post(officer, "merge", first, second)
        assert everything() != before
        made = Merge.objects.get(undone_at=None)
        for _ in range(2):
            page = officer.post(f"{PAGE}merges/{made.pk}/undo/", follow=True).content.decode()
        assert "1 paire à confirmer" in page
        assert everything() == before


def test_what_was_written_since_the_merge_stays_when_it_is_undone(
    mission: Mission, twins: tuple[Organisation, Organisation], people: dict[str, User]
) -> None:
    kept, other = twins
    made = actions.merge(people["officer"], kept, other)
    Organisation.objects.filter(pk=kept.pk).update(phone="418 555-0199")
    texts = {"offers_fr": "Des convoyeurs", "needs_fr": "", "offers_en": "", "needs_en": ""}
    actions.state_offers_and_needs(people["officer"], kept, texts)
    actions.undo_merge(people["officer"], made)
    kept.refresh_from_db()
    assert kept.phone == "418 555-0199"
    assert [offer.text_fr for offer in kept.offers.all()] == ["Des convoyeurs"]
    assert other.needs.count() == 2


def test_a_list_loaded_again_does_not_undo_a_merge(
    mission: Mission, twins: tuple[Organisation, Organisation], people: dict[str, User], plan: Plan
) -> None:
    kept, other = Organisation.objects.get(code="H2"), twins[0]
    actions.merge(people["officer"], kept, other)
    load_plan(mission.agency, plan)
    assert not mission.suggestions.filter(host=other).exists()
    assert mission.suggestions.filter(host=kept).exists()
    assert Organisation.objects.get(pk=other.pk).merged_into == kept


def test_a_chain_of_merges_is_undone_from_its_end(
    officer: Client, twins: tuple[Organisation, Organisation], people: dict[str, User]
) -> None:
    third = Organisation.objects.create(agency=twins[0].agency, code="H1c", name="Convoyeurs Granit ltée")
    first = actions.merge(people["officer"], twins[1], third)
    actions.merge(people["officer"], *twins)
    page = officer.post(f"{PAGE}merges/{first.pk}/undo/", follow=True).content.decode()
    assert "Annulez d’abord la fusion plus récente" in page
    assert Merge.objects.filter(undone_at=None).count() == 2


def test_not_the_same_is_remembered_until_undone(officer: Client, twins: tuple[Organisation, Organisation]) -> None:
    for pair in (twins, twins[::-1]):
        page = post(officer, "apart", *pair)
        assert "Aucun doublon probable" in page
        assert "ne sont pas la même organisation" in page
    made = DuplicateDecision.objects.get()
    assert "1 paire à confirmer" in officer.post(f"{PAGE}apart/{made.pk}/undo/", follow=True).content.decode()


def test_the_second_to_answer_is_told(officer: Client, twins: tuple[Organisation, Organisation]) -> None:
    post(officer, "merge", *twins)
    assert "Rien n’a changé" in post(officer, "merge", *twins)
    assert Merge.objects.count() == 1


@pytest.mark.parametrize("given", [{}, {"a": "x", "b": "1"}, {"a": "9" * 30, "b": "1"}, {"a": "²", "b": "1"}])
def test_what_is_no_pair_changes_nothing(officer: Client, mission: Mission, given: dict[str, str]) -> None:
    for where in ("merge", "apart"):
        answer = officer.post(f"{PAGE}{where}/", given, follow=True)
        assert "Rien n’a changé" in answer.content.decode()


def test_only_officers_of_the_agency_answer(
    client: Client, twins: tuple[Organisation, Organisation], people: dict[str, User]
) -> None:
    made = actions.merge(people["officer"], *twins)
    actions.undo_merge(people["officer"], made)
    apart = actions.keep_apart(people["officer"], *twins)
    for role in ("outsider", "reader", "operator"):
        for write in (
            lambda who: actions.merge(who, *twins),
            lambda who: actions.undo_merge(who, made),
            lambda who: actions.keep_apart(who, *twins),
            lambda who: actions.rejoin(who, apart),
        ):
            with pytest.raises(PermissionDenied):
                write(people[role])
    client.force_login(people["reader"])
    assert client.post(f"{PAGE}merge/", {"a": twins[0].pk, "b": twins[1].pk}).status_code == 403
    client.force_login(people["outsider"])
    page = client.get(PAGE).content.decode()
    assert "Granit" not in page
    assert "Le répertoire de votre organisme est vide" in page
    assert "Rien n’a changé" in post(client, "merge", *twins)
    assert client.post(f"{PAGE}merges/{made.pk}/undo/").status_code == 404


def test_records_of_two_agencies_are_never_joined(
    twins: tuple[Organisation, Organisation], people: dict[str, User]
) -> None:
    foreign = Organisation.objects.create(
        agency=Agency.objects.get(slug="ailleurs"), code="H1", name="Convoyeurs Granit"
    )
    assert queries.pair_of(people["officer"], str(twins[0].pk), str(foreign.pk)) is None
    with pytest.raises(PermissionDenied):
        actions.merge(people["officer"], twins[0], foreign)
