"""Survey waves: each letter once over thirty-six months whatever restarts, none to whom it must not reach; answers count."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from jumelage.outcomes import Attribution, Grade, Stage
from jumelage.web.accounts.data_export import erase, export_person_data
from jumelage.web.accounts.models import User
from jumelage.web.links import actions, queries
from jumelage.web.links.actions import waves as wave_actions
from jumelage.web.links.letters import wave_token
from jumelage.web.links.models import Link, Wave, WaveAnswer
from jumelage.web.links.rules import WaveCode, due_on, waves_due
from jumelage.web.missions.agenda.queries.programmes import current_version
from jumelage.web.missions.models import Mission, Participant
from jumelage.web.outbox.actions import stop
from jumelage.web.outbox.models import Message, Suppression

pytestmark = pytest.mark.django_db
LAST = dt.date(2031, 3, 5)


def noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)


@pytest.fixture
def met(mission: Mission, people: dict[str, User], parts: dict[str, User]) -> Mission:
    """The invented mission, published; a delegate and a host who said yes."""
    version = current_version(mission)
    assert version is not None
    type(version).objects.filter(pk=version.pk).update(state="final", published_at=noon(dt.date(2031, 2, 1)))
    assert mission.last_day == LAST
    return mission


def letters(code: str = "") -> list[str]:
    rows = Message.objects.filter(kind="link.wave", key__endswith=code).order_by("pk")
    return sorted(rows.values_list("to", flat=True))


BOTH = ["delegate@lichen.invalid", "host@lichen.invalid"]


def test_days_of_the_waves() -> None:
    assert [due_on(code, dt.date(2031, 8, 31)).isoformat() for code in WaveCode] == [
        "2031-09-07", "2032-02-29", "2032-08-31", "2033-08-31", "2034-08-31",
    ]  # fmt: skip
    assert waves_due(LAST, dt.date(2031, 3, 11)) == ()
    assert waves_due(LAST, dt.date(2031, 3, 12)) == (WaveCode.WEEK_1,)
    assert waves_due(LAST, dt.date(2036, 1, 1)) == ()


def test_each_letter_goes_once_over_36_months_with_restarts(met: Mission, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock moves by ten days; every other sweep dies in the middle, and runs again."""
    whole = wave_actions.write_to
    day, fails = LAST, 0

    def failing(*given: Any, **more: Any) -> bool:
        nonlocal fails
        fails += 1
        if fails % 2:
            raise ConnectionError("the worker died")
        return whole(*given, **more)

    monkeypatch.setattr(wave_actions, "write_to", failing)
    while day < LAST + dt.timedelta(days=3 * 365 + 40):
        for _ in range(4):
            try:
                actions.send_waves(noon(day))
            except ConnectionError:
                continue
        day += dt.timedelta(days=10)
    for code in WaveCode:
        assert letters(code) == BOTH, code
    assert Wave.objects.count() == Message.objects.filter(kind="link.wave").count() == 10


def test_a_wave_is_never_two_rows(met: Mission) -> None:
    assert actions.send_waves(noon(LAST + dt.timedelta(days=7))) == 2
    row = Wave.objects.all()[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        Wave.objects.create(participant=row.participant, code=row.code, due_on=LAST, sent_at=timezone.now())
    assert actions.send_waves(noon(LAST + dt.timedelta(days=8))) == 0


def test_none_after_erasure_a_bounce_or_an_opt_out(
    met: Mission, parts: dict[str, User], people: dict[str, User]
) -> None:
    week, half = noon(LAST + dt.timedelta(days=7)), noon(due_on(WaveCode.MONTH_6, LAST))
    actions.send_waves(week)
    Suppression.objects.create(agency=met.agency, email="host@lichen.invalid", reason="bounced")
    assert actions.send_waves(half) == 1
    stop(met.agency, "delegate@lichen.invalid")
    assert actions.send_waves(noon(due_on(WaveCode.MONTH_12, LAST))) == 0
    Suppression.objects.all().delete()
    delegate = Wave.objects.filter(participant__email="delegate@lichen.invalid")[0]
    export_person_data(parts["delegate"], parts["delegate"])
    erase(parts["delegate"], parts["delegate"])
    assert actions.send_waves(noon(due_on(WaveCode.MONTH_24, LAST))) == 1
    assert letters(WaveCode.MONTH_24) == ["host@lichen.invalid"]
    assert queries.wave_of(delegate.pk) is None


def letter(met: Mission, part: str) -> Wave:
    return Wave.objects.get(participant__email=f"{part}@lichen.invalid", answered_at=None)


def test_the_letters_link_shows_first_and_serves_once(met: Mission, client: Client) -> None:
    actions.send_waves(noon(LAST + dt.timedelta(days=7)))
    text = Message.objects.get(to="delegate@lichen.invalid", kind="link.wave").text
    path = re.search(r"https?://[^/]+(/after/[^\s]+)", text)
    assert path is not None
    page = client.get(path[1]).content.decode()
    assert "Qu’est-il sorti de vos rencontres" in page
    assert page.count("<legend>") >= 1
    assert not WaveAnswer.objects.exists()
    assert client.post(path[1], {}).status_code == 422
    asked = queries.asked_of(letter(met, "delegate"))
    key = asked[0].meeting.pk
    sent = {
        f"before_{key}": "0",
        f"stands_{key}": "first_order",
        f"worth_{key}": "12 500 $",
        f"without_{key}": "not_at_all",
    }
    assert "Vos réponses sont notées" in client.post(path[1], sent).content.decode()
    said = WaveAnswer.objects.get()
    assert (said.in_touch_before, said.stands, str(said.worth), said.without) == (
        False,
        "first_order",
        "12500.00",
        "not_at_all",
    )
    again = client.post(path[1], sent | {f"stands_{key}": "signed"})
    assert "ne sert qu’une fois" in again.content.decode()
    assert WaveAnswer.objects.get().stands == "first_order"
    assert client.get("/after/a-wrong-token/").status_code == 404


def test_a_letter_is_in_the_persons_language_and_stops_on_a_button(met: Mission, client: Client) -> None:
    Participant.objects.filter(email="host@lichen.invalid").update(language="en")
    actions.send_waves(noon(LAST + dt.timedelta(days=7)))
    mail = Message.objects.get(to="host@lichen.invalid", kind="link.wave")
    assert "a week ago" in mail.text
    path = reverse("wave", args=[wave_token(letter(met, "host").pk, "host@lichen.invalid")])
    with override("fr"):
        page = client.get(path).content.decode()
    assert "What came of your meetings?" in page
    assert "We will not write to you any more" in client.post(path, {"stop": "1"}).content.decode()
    assert Suppression.objects.filter(email="host@lichen.invalid", agency=met.agency).exists()


def answer(met: Mission, part: str, meeting: int, **said: Any) -> None:
    wave = letter(met, part)
    asked = next(one for one in queries.asked_of(wave) if one.meeting.pk == meeting)
    stated = actions.StatedAnswer(asked, **said)
    actions.answer_wave(wave, [stated], "", noon(LAST + dt.timedelta(days=9)))


def test_answers_feed_the_link_its_evidence_and_the_figures(met: Mission, people: dict[str, User]) -> None:
    meeting = met.meetings.get(code="F1.H1")
    link = Link.objects.create(
        agency=met.agency, mission=met, code=f"meeting-{meeting.pk}", a_name="Soudure Boréale", b_name="H",
        relation="client", what_fr="x", what_en="x", stage=Stage.TALKS, attribution=Attribution.OTHER,
    )  # fmt: skip
    actions.send_waves(noon(LAST + dt.timedelta(days=7)))
    answer(met, "delegate", meeting.pk, stands="first_order", in_touch_before=False)
    link.refresh_from_db()
    assert (link.stage, link.attribution, link.grade) == ("first_order", "introduced", "one_side")
    answer(met, "host", meeting.pk, stands="nothing", in_touch_before=False)
    link.refresh_from_db()
    assert (link.stage, link.attribution, link.grade) == ("first_order", "introduced", "both_sides")
    pair = next(p for p in queries.pairs_of(met, timezone.now()) if p.pair == link.code)
    assert (pair.held, pair.follow_up_a, pair.follow_up_b) == (True, True, False)
    tally = queries.tally_of_waves(met)[0]
    assert (tally.code, tally.sent, tally.answered, tally.with_something) == ("week_1", 2, 2, 1)


def test_sides_that_contradict_each_other_change_no_attribution(met: Mission) -> None:
    meeting = met.meetings.get(code="F1.H1")
    link = Link.objects.create(
        agency=met.agency, mission=met, code=f"meeting-{meeting.pk}", a_name="S", b_name="H", relation="client",
        what_fr="x", what_en="x", stage=Stage.TALKS, attribution=Attribution.EXISTING_TALKS, grade=Grade.DOCUMENT,
    )  # fmt: skip
    actions.send_waves(noon(LAST + dt.timedelta(days=7)))
    answer(met, "delegate", meeting.pk, stands="talks", in_touch_before=False)
    answer(met, "host", meeting.pk, stands="lost", in_touch_before=True)
    link.refresh_from_db()
    assert (link.stage, link.attribution, link.grade) == ("talks", "existing_talks", "document")


def test_a_letter_to_a_wrong_address_opens_nothing_once_it_is_corrected(met: Mission, client: Client) -> None:
    actions.send_waves(noon(LAST + dt.timedelta(days=7)))
    path = reverse("wave", args=[wave_token(letter(met, "host").pk, "host@lichen.invalid")])
    assert client.get(path).status_code == 200
    Participant.objects.filter(email="host@lichen.invalid").update(email="right@lichen.invalid")
    assert client.get(path).status_code == client.post(path, {"stop": "1"}).status_code == 404
    assert not Suppression.objects.exists()


def test_an_amount_that_no_column_holds_is_refused_in_words(met: Mission, client: Client) -> None:
    actions.send_waves(noon(LAST + dt.timedelta(days=7)))
    path = reverse("wave", args=[wave_token(letter(met, "delegate").pk, "delegate@lichen.invalid")])
    key = queries.asked_of(letter(met, "delegate"))[0].meeting.pk
    for worth in ("9" * 30, "1000000000000", "1e9", "nan", "-5"):
        answer = client.post(path, {f"stands_{key}": "signed", f"worth_{key}": worth})
        assert answer.status_code == 422, worth
    assert not WaveAnswer.objects.exists()
