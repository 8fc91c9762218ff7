"""Links over the years: ends, ladder, next step and its reminder, payment risks, notes, and who sees them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jumelage.language import Bilingual
from jumelage.outcomes import Attribution, Grade, Stage, figures_of
from jumelage.web import documented
from jumelage.web.accounts.models import Agency, AuditEntry, User
from jumelage.web.directory.actions import merge
from jumelage.web.directory.models import Organisation
from jumelage.web.links import actions, queries
from jumelage.web.links.models import Link
from jumelage.web.links.rules import NoteVisibility
from jumelage.web.missions.models import Mission
from jumelage.web.outbox.models import Message

pytestmark = pytest.mark.django_db
TODAY = dt.date(2031, 6, 2)


def both(text: str) -> Bilingual:
    return Bilingual(fr=text, en=text)


@pytest.fixture
def officer(people: dict[str, User]) -> User:
    """An officer of the agency; the client is nobody until a test says so."""
    return people["officer"]


@pytest.fixture
def ends(agency: Agency) -> tuple[Organisation, Organisation]:
    """Two organisations that do not exist."""
    made = [
        Organisation.objects.create(agency=agency, code=c, name=n)
        for c, n in (("X1", "Acier Néant"), ("X2", "Quai Zéro"))
    ]
    return made[0], made[1]


@pytest.fixture
def link(agency: Agency, officer: User, ends: tuple[Organisation, Organisation]) -> Link:
    draft = actions.Draft(*ends, "supplier", both("Rampes"), Attribution.INTRODUCED, grade=Grade.ONE_SIDE)
    return actions.open_link(officer, agency, draft, TODAY)


def test_a_link_climbs_and_each_step_is_dated_and_traced(officer: User, link: Link) -> None:
    actions.take_step(officer, link, actions.Step(Stage.TALKS, "2031-05"), TODAY)
    actions.take_step(officer, link, actions.Step(Stage.FIRST_ORDER, "2031-06-02", both("Une rampe d'essai")), TODAY)
    link.refresh_from_db()
    assert link.stage == Stage.FIRST_ORDER
    assert [(s.stage, s.dated, s.by) for s in link.steps.all()] == [
        ("talks", "2031-05", officer), ("idea", "2031-06-02", officer), ("first_order", "2031-06-02", officer),
    ]  # fmt: skip
    assert AuditEntry.objects.filter(action="link.step", subject=f"link:{link.pk}").count() == 2


def test_a_month_noted_after_one_of_its_days_is_the_later_step(officer: User, link: Link) -> None:
    actions.take_step(officer, link, actions.Step(Stage.TALKS, "2031-06"), TODAY)
    link.refresh_from_db()
    assert link.stage == Stage.TALKS
    actions.take_step(officer, link, actions.Step(Stage.QUOTATION, "2031-05"), TODAY)
    link.refresh_from_db()
    assert link.stage == Stage.TALKS


@pytest.mark.parametrize(
    ("step", "why"),
    [
        (actions.Step(Stage.TALKS, "2031-06-03"), ""),
        (actions.Step(Stage.TALKS, "bientôt"), ""),
        (actions.Step(Stage.LOST, "2031-06-01"), " "),
    ],
)
def test_a_step_to_come_unreadable_or_lost_without_a_reason_is_refused(
    officer: User, link: Link, step: Any, why: str
) -> None:
    with pytest.raises(actions.InvalidStepError):
        actions.take_step(officer, link, step, TODAY, lost_why=why)
    assert link.steps.count() == 1


def test_the_owner_is_reminded_once_of_each_step(officer: User, link: Link) -> None:
    due = timezone.localdate() + dt.timedelta(days=1)
    actions.plan_next_step(officer, link, "Envoyer le dessin", due, officer)
    assert [actions.remind_owners(), actions.remind_owners()] == [1, 0]
    sent = Message.objects.get(about=f"link:{link.pk}")
    assert "Envoyer le dessin" in sent.subject
    assert reverse("link", args=[link.pk]) in sent.text
    actions.plan_next_step(officer, link, "Appeler", due, officer)
    assert actions.remind_owners() == 1
    actions.plan_next_step(officer, link, "", None, officer)
    assert actions.remind_owners() == 0


def test_merged_organisations_take_their_links_along(officer: User, ends: Any, link: Link, agency: Agency) -> None:
    kept = Organisation.objects.create(agency=agency, code="X3", name="Acier Néant inc.")
    merge(officer, kept, ends[0])
    found = queries.portfolio(officer, TODAY, organisation=kept.pk)
    assert [one for _, _, links in found.columns for one in links] == [link]


def test_strangers_neither_see_nor_change_a_link(client: Client, link: Link) -> None:
    stranger = User.objects.create_user("personne@ailleurs.example", name="Personne")
    client.force_login(stranger)
    assert client.get(reverse("link", args=[link.pk])).status_code == 404
    assert client.post(reverse("link-note", args=[link.pk]), {"text": "x", "visibility": "agency"}).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.plan_next_step(stranger, link, "x", TODAY, stranger)


def test_a_note_for_oneself_is_read_by_nobody_else(officer: User, agency: Agency, link: Link) -> None:
    other = User.objects.create_user("autre@agence.example", name="Autre")
    agency.memberships.create(user=other, role="officer")
    actions.write_note(officer, link, "Pour moi", NoteVisibility.AUTHOR)
    actions.write_note(officer, link, "Pour nous", NoteVisibility.AGENCY)
    assert [note.text for note in queries.notes_of(other, link)] == ["Pour nous"]
    assert queries.notes_of(officer, link).count() == 2


def test_a_payment_risk_is_opened_and_closed(officer: User, link: Link) -> None:
    risk = actions.flag_payment_risk(officer, link, both("Facture impayée"), TODAY)
    assert Link.objects.get(pk=link.pk).payment_at_risk
    actions.close_payment_risk(officer, risk, TODAY)
    actions.close_payment_risk(officer, risk, TODAY)
    assert not Link.objects.get(pk=link.pk).payment_at_risk
    assert AuditEntry.objects.filter(action="link.risk_closed").count() == 1


def test_pages_in_both_languages(client: Client, officer: User, link: Link) -> None:
    client.force_login(officer)
    for language, words in (("fr", "Prochaine étape"), ("en", "Next step")):
        client.post(reverse("set_language"), {"language": language, "next": "/"})
        page = client.get(reverse("link", args=[link.pk])).content.decode()
        assert words in page
        assert "Acier Néant" in client.get(reverse("portfolio"), {"q": "néant rampes"}).content.decode()
    answer = client.post(reverse("link-step", args=[link.pk]), {"stage": "lost", "dated": "2031-01", "grade": "none"})
    assert answer.status_code == 422
    assert "Say why it was lost" in answer.content.decode()


def test_a_link_is_opened_by_hand_with_an_outsider(client: Client, officer: User, ends: Any) -> None:
    client.force_login(officer)
    sent = {
        "a": "Acier Néant",
        "b": "Mine Lointaine",
        "relation": "client",
        "what": "Essai",
        "attribution": "existing_talks",
        "grade": "one_side",
    }
    answer = client.post(reverse("link-new"), sent)
    made = Link.objects.get(b_name="Mine Lointaine")
    assert answer.url == reverse("link", args=[made.pk])
    assert (made.a, made.b) == (ends[0], None)


def test_the_case_lives_here_with_its_money_counted_once(mission: Mission, officer: User) -> None:
    actions.record_links(mission, documented.links_between(), officer)
    actions.record_links(mission, documented.links_between(), officer)
    conveyor = Link.objects.get(code="LK01")
    assert [(s.stage, s.dated) for s in conveyor.steps.all()] == [
        ("signed", "2017-07-20"), ("delivered", "2018-03"), ("disputed", "2019-02-28"),
    ]  # fmt: skip
    figures = {f.figure: f.value for f in figures_of(queries.facts_of(queries.of_mission(mission)), [])}
    assert figures["value.project.existing_talks"] == Decimal(15_000_000)
    assert "value.project.live_tender" not in figures
    assert figures["links.introduced"] == 0


def test_a_link_opened_from_a_request_knows_its_ends_and_its_mission(
    client: Client, officer: User, mission: Mission
) -> None:
    client.force_login(officer)
    names = [mission.agency.organisations.get(code=code).name for code in ("F1", "H1")]
    where = f"{reverse('link-new')}?mission={mission.slug}&a={names[0]}&b={names[1]}&relation=client"
    page = client.get(where).content.decode()
    assert f'value="{names[0]}"' in page
    sent = {
        "a": names[0],
        "b": names[1],
        "relation": "client",
        "what": "Essai",
        "attribution": "introduced",
        "grade": "none",
    }
    client.post(where, sent)
    made = Link.objects.get()
    assert (made.mission, made.a_name, made.b_name, made.relation) == (mission, *names, "client")
    client.post(where.replace(mission.slug, "ailleurs"), sent)
    assert Link.objects.latest("pk").mission is None


def test_a_stage_of_many_links_is_shown_whole_page_by_page(client: Client, officer: User, agency: Agency) -> None:
    client.force_login(officer)
    Link.objects.bulk_create(
        Link(agency=agency, code=f"m{n}", a_name=f"Acier {n:03d}", b_name="Quai", stage="signed", attribution="other") for n in range(130)
    )  # fmt: skip
    board = client.get("/links/").content.decode()
    assert board.count("<b>Quai</b>") == queries.links.SHOWN
    assert "stage=signed" in board
    pages = [client.get(f"/links/?stage=signed&page={n}").content.decode() for n in (1, 2, 3)]
    assert [page.count("<b>Quai</b>") for page in pages] == [100, 30, 0]
    assert client.get("/links/?stage=nothing&page=x").status_code == 200
