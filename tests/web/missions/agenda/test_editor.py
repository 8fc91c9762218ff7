"""The agenda room: drafts, edits judged at once, versions."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from at_once import at_once, on_file
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jumelage.agenda import Agenda, Problem, Progress, agenda_from, check, problem_from
from jumelage.language import Bilingual
from jumelage.mission.changing import Changes
from jumelage.mission.comparing import figures
from jumelage.mission.editing import changed, verdicts
from jumelage.web.accounts.models import Membership, User
from jumelage.web.jobs.tasks import perform
from jumelage.web.missions.agenda import handlers
from jumelage.web.missions.agenda.actions import editing, repairs, searching
from jumelage.web.missions.agenda.actions import versions as drafts
from jumelage.web.missions.agenda.actions.feeds import make_feed
from jumelage.web.missions.agenda.actions.publishing import OutdatedVersionError, publish
from jumelage.web.missions.agenda.queries import editor as queries_agenda
from jumelage.web.missions.agenda.queries.editor import AgendaEditor
from jumelage.web.missions.agenda.queries.programmes import programme_of
from jumelage.web.missions.agenda.rules import Origin, VersionState
from jumelage.web.missions.core.actions.drafts import Subject, choose_delegation, set_days, start_mission
from jumelage.web.missions.core.rules import Part, PartState
from jumelage.web.missions.models import AgendaVersion, Meeting, Mission, Participant, Request
from jumelage.web.outbox.models import Message
from jumelage.web.towns.actions import know_town


def holds(version: AgendaVersion) -> None:
    """Check a version as anyone may: from its stored documents alone."""
    stored = AgendaVersion.objects.get(pk=version.pk)
    report = check(problem_from(stored.problem), agenda_from(stored.result))
    assert report.ok, report.violations
    programme = programme_of(stored)
    placed = {p.meeting.code: (p.starts, p.ends) for p in stored.placements.select_related("meeting")}
    said = {
        a.id: (a.start.isoformat(timespec="minutes"), a.end.isoformat(timespec="minutes"))
        for a in programme.activities
        if a.kind != "travel"
    }
    assert placed == said
    assert {one["id"] for one in stored.result["meetings"]} == set(said)


def where(version: AgendaVersion, code: str) -> tuple[int, str] | None:
    editor = AgendaEditor.of(AgendaVersion.objects.get(pk=version.pk))
    return next(((p.slot, p.site) for p in editor.agenda.meetings if p.id == code), None)


@pytest.fixture
def officer_user(people: dict[str, User]) -> User:
    return people["officer"]


def test_a_move_is_kept_everywhere_and_a_refused_one_changes_nothing(mission: Mission, officer_user: User) -> None:
    draft = drafts.draft_of(officer_user, mission)
    assert draft.number == 1
    before = where(draft, "F1.H1")
    with pytest.raises(editing.EditRefusedError) as refused:
        editing.move(officer_user, draft, "F1.H1", 2, "H1", 0)
    assert "La Fabrique" in refused.value.reasons[0].en
    assert where(draft, "F1.H1") == before
    moved = editing.move(officer_user, draft, "F1.H1", 27, "H1", 0)
    assert moved.revision == 1
    assert where(draft, "F1.H1") == (27, "H1")
    holds(moved)
    back = editing.undo(officer_user, draft, 1)
    assert where(draft, "F1.H1") == before
    holds(back)
    again = editing.redo(officer_user, draft, 2)
    assert where(draft, "F1.H1") == (27, "H1")
    holds(again)


def test_an_absence_takes_hours_away_and_is_taken_back(mission: Mission, officer_user: User, officer: Client) -> None:
    draft = drafts.draft_of(officer_user, mission)
    editor = AgendaEditor.of(draft)
    slot, site = where(draft, "F1.H1") or (0, "")
    who = next(one.people[0] for one in editor.problem.meetings if one.id == "F1.H1")
    editing.lock(officer_user, draft, "F1.H1", 0)
    with pytest.raises(editing.EditRefusedError) as refused:
        editing.away(officer_user, draft, who, range(slot, slot + 1), 1)
    assert refused.value.reasons == (editing.LOCKED_THEN,)
    editing.unlock(officer_user, draft, "F1.H1", 1)
    answer = officer.post(
        f"{HERE}edit/change/", {"do": "away", "who": who, "begins": slot, "ends": slot + 1, "revision": 2}
    )
    assert answer.status_code == 302
    page = officer.get(f"{HERE}edit/").content.decode()
    assert "Absence notée" in page
    assert "Quelqu’un est absent" in page
    assert where(draft, "F1.H1") is None
    with pytest.raises(editing.EditRefusedError):
        editing.move(officer_user, draft, "F1.H1", slot, site, 3)
    holds(editing.undo(officer_user, draft, 3))
    assert where(draft, "F1.H1") == (slot, site)
    holds(editing.redo(officer_user, draft, 4))
    assert where(draft, "F1.H1") is None
    holds(editing.back(officer_user, draft, who, range(0, editor.problem.slots), 5))
    holds(editing.move(officer_user, draft, "F1.H1", slot, site, 6))
    whole = AgendaVersion.objects.get(pk=draft.pk)
    holds(editing.away(officer_user, draft, "H1", range(slot, slot + 1), 7))
    assert where(draft, "F1.H1") is None
    undone = editing.undo(officer_user, draft, 8)
    assert (undone.problem, where(draft, "F1.H1")) == (whole.problem, (slot, site))
    assert undone.status == "feasible"  # what was proved without the absence was forgotten with it
    answer = officer.post(f"{HERE}edit/change/", {"do": "away", "who": who, "begins": 9, "ends": 9, "revision": 9})
    assert f'<option value="{who}" selected>' in answer.content.decode()
    for said in ({"who": who, "begins": 3, "ends": 3}, {"who": "", "begins": 1, "ends": 2}, {"who": who, "begins": "x"},
                 {"who": "personne", "begins": 1, "ends": 2}, {"who": who, "begins": 1, "ends": 9999}):  # fmt: skip
        assert officer.post(f"{HERE}edit/change/", {"do": "away", "revision": 9, **said}).status_code == 422
    assert (
        officer.post(
            f"{HERE}edit/change/", {"do": "back", "who": who, "begins": 1, "ends": 2, "revision": 9}
        ).status_code
        == 422
    )


def test_published_once_told_what_changed_and_counted_in_public(mission: Mission, officer_user: User) -> None:
    firm, host = (mission.agency.organisations.get(code=code) for code in ("F1", "H1"))
    seat = mission.delegates.get(organisation=firm)
    yes = {"mission": mission, "state": PartState.ACCEPTED}
    Participant.objects.create(**yes, part=Part.DELEGATE, organisation=firm, delegate=seat, email="f1@exemple.invalid")
    Participant.objects.create(**yes, part=Part.HOST, organisation=host, email="h1@exemple.invalid", language="en")
    Participant.objects.create(
        mission=mission, state=PartState.INVITED, part=Part.HOST, organisation=host, email="not-yet@exemple.invalid"
    )
    other = mission.agency.organisations.get(code="F2")
    Participant.objects.create(**yes, part=Part.DELEGATE, organisation=other, email="f2@exemple.invalid")
    draft = drafts.draft_of(officer_user, mission)
    first = publish(officer_user, draft, VersionState.PROVISIONAL, 0)
    assert {m.to for m in Message.objects.all()} == {"f1@exemple.invalid", "h1@exemple.invalid", "f2@exemple.invalid"}
    with pytest.raises(editing.NotADraftError):
        editing.move(officer_user, first, "F1.H1", 27, "H1", 1)

    Message.objects.all().delete()
    second = drafts.draft_of(officer_user, mission)
    assert (second.number, second.based_on_id) == (2, first.pk)
    assert second.status == first.status
    editing.move(officer_user, second, "F1.H1", 27, "H1", 0)
    with pytest.raises(editing.OutdatedDraftError) as late:
        publish(officer_user, second, VersionState.FINAL, 0)
    assert [edit["what"] for edit in late.value.edits] == ["move"]
    publish(officer_user, second, VersionState.PROVISIONAL, 1)
    first.refresh_from_db()
    assert first.state == VersionState.SUPERSEDED
    told = {m.to: m for m in Message.objects.all()}
    assert set(told) == {"f1@exemple.invalid", "h1@exemple.invalid"}
    assert "Déplacé\u00a0: Convoyeurs Granit" in told["f1@exemple.invalid"].text
    assert "Moved: Soudure Boréale" in told["h1@exemple.invalid"].text
    assert "SEQUENCE:1" in told["f1@exemple.invalid"].calendar
    assert mission.meetings.get(code="F1.H1").sequence == 1
    assert mission.meetings.get(code="F1.H2").sequence == 0


@pytest.mark.slow
def test_a_search_with_the_engine_keeps_what_is_locked(mission: Mission, officer_user: User) -> None:
    draft = drafts.draft_of(officer_user, mission)
    editing.lock(officer_user, draft, "F1.H1", 0)
    job = searching.ask_to_solve(officer_user, mission, 60)
    perform.call(job.pk)
    job.refresh_from_db()
    assert job.state == "done", job.problem
    draft.refresh_from_db()
    holds(draft)
    assert where(draft, "F1.H1") == (10, "H1")
    assert draft.edits[-1]["what"] == "solve"


def test_a_search_lands_in_the_draft_or_beside_it(
    mission: Mission, officer_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = drafts.draft_of(officer_user, mission)
    editing.lock(officer_user, draft, "F1.H1", 0)
    editor = AgendaEditor.of(draft)
    best = changed(editor.problem, editor.agenda, {"F2.H2": (27, "H2")})
    copies = []

    def found(copy: Problem, **more: Callable[..., object]) -> Agenda:
        copies.append(copy)
        more["progress"](Progress("breaks", 7, 4, 1.5, 0.5))
        assert more["stopped"]() is False
        return best

    monkeypatch.setattr(handlers, "solve_apart", found)
    monkeypatch.setattr(searching, "better", lambda problem, one, other: one.meetings == best.meetings)
    job = searching.ask_to_solve(officer_user, mission, 10)
    assert searching.ask_to_solve(officer_user, mission, 60).pk == job.pk
    perform.call(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result["version"]) == ("done", 1), job.problem
    assert job.progress["words"]["fr"] == "Pauses\u00a0: 7, au mieux 4 (écart 43\u00a0%)"
    pin = next(meeting for meeting in copies[0].meetings if meeting.id == "F1.H1")
    assert (pin.at, pin.sites, pin.required) == (10, ("H1",), True)
    draft.refresh_from_db()
    holds(draft)
    assert draft.edits[-1]["what"] == "solve"
    assert (where(draft, "F2.H2"), where(draft, "F1.H1")) == ((27, "H2"), (10, "H1"))
    back = editing.undo(officer_user, draft, draft.revision)
    assert where(back, "F2.H2") == (10, "H2")
    late = AgendaEditor.of(back)
    kept, new = searching.keep_found(officer_user, back, back.revision - 1, late.problem, late.agenda)
    assert (kept.number, kept.offered, new) == (2, True, True)
    assert drafts.draft_of(officer_user, mission).pk == draft.pk
    holds(kept)


def test_a_search_that_finds_nothing_better_leaves_the_draft(
    mission: Mission, officer_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = drafts.draft_of(officer_user, mission)
    present = AgendaEditor.of(draft).agenda
    proved = dataclasses.replace(present, bound=dict(figures(AgendaEditor.of(draft).problem, present)))
    answers = iter([proved, Agenda("unknown"), None])
    monkeypatch.setattr(handlers, "solve_apart", lambda copy, **more: next(answers))
    words = []
    for _ in range(3):
        job = searching.ask_to_solve(officer_user, mission, 10)
        perform.call(job.pk)
        job.refresh_from_db()
        words.append((job.state, job.result["words"]["en"]))
    assert [state for state, _ in words] == ["done"] * 3
    assert "it is proved" in words[0][1]
    assert "in that time" in words[1][1]
    assert "Nothing was changed" in words[2][1]
    draft.refresh_from_db()
    assert (draft.status, draft.edits[-1]["what"]) == ("optimal", "proof")
    holds(draft)


@pytest.mark.parametrize("engine", [pytest.param("proof", marks=pytest.mark.slow), "no time"])
def test_a_repair_moves_what_it_must_and_says_so(
    mission: Mission, officer_user: User, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if engine == "no time":
        monkeypatch.setattr(repairs, "solve_apart", lambda *args, **more: None)
    public = publish(officer_user, drafts.draft_of(officer_user, mission), VersionState.FINAL, 0)
    away = Changes(absent={"F1-1": (10, 11, 12)}, now=10)
    made = repairs.repair_draft(officer_user, mission, away, seconds=20)
    assert (made.origin, made.offered, made.based_on_id) == ("repair", True, public.pk)
    assert [one["id"] for one in made.changes["moves"]] == ["F1.H1"]
    holds(made)
    publish(officer_user, made, VersionState.FINAL, 0)
    assert not Message.objects.exists()
    meeting = mission.meetings.get(code="F1.H1")
    assert meeting.sequence == 1


def test_what_both_sides_accept_comes_in_and_what_is_called_off_goes(mission: Mission, officer_user: User) -> None:
    firm, host = (mission.agency.organisations.get(code=code) for code in ("F2", "B1"))
    asked = Request.objects.create(
        mission=mission, delegation=firm, host=host, asked_by_side="delegation", delegation_wish="must",
        delegation_priority=5, host_wish="like", state="accepted", expires_at=timezone.now(),
    )  # fmt: skip
    made = Meeting.objects.create(
        mission=mission, code="R1", kind="individual", title_fr="Agence du Val", title_en="Agence du Val", request=asked
    )
    made.delegations.add(firm)
    made.hosts.add(host)
    Meeting.objects.filter(mission=mission, code="F1.H1").update(cancelled_at=timezone.now())
    draft = drafts.draft_of(officer_user, mission)
    fresh = editing.refresh(officer_user, draft, 0)
    holds(fresh)
    editor = AgendaEditor.of(fresh)
    assert where(fresh, "F1.H1") is None
    assert [one.id for one in editor.agenda.dropped] == ["R1"]
    wanted = next(m for m in editor.problem.meetings if m.id == "R1")
    assert (wanted.people, wanted.sites, wanted.value) == (("F2-1", "B1"), ("B1",), 10 + 2000 + 120)
    free = [v for v in verdicts(editor.problem, editor.agenda, "R1", editor.names) if v.ok]
    placed = editing.move(officer_user, fresh, "R1", free[0].slot, free[0].site, fresh.revision)
    holds(placed)
    assert not queries_agenda.news_of(mission, AgendaEditor.of(placed))


def kinds(results: list[object]) -> list[str]:
    return sorted(type(one).__name__ for one in results)


@pytest.mark.django_db(transaction=True)
def test_at_the_same_moment_one_is_first_and_the_other_is_told(
    tmp_path: Path, mission: Mission, people: dict[str, User]
) -> None:
    officer = people["officer"]
    other = User.objects.create_user("second@lichen.invalid", name="Seconde agente")
    Membership.objects.create(user=other, agency=mission.agency, role="officer")
    draft = drafts.draft_of(officer, mission)

    def again() -> AgendaVersion:
        return AgendaVersion.objects.select_related("mission__agency").get(pk=draft.pk)

    def mover(who: User, code: str, slot: int, revision: int) -> Callable[[], object]:
        return lambda: editing.move(who, again(), code, slot, code.split(".")[1], revision)

    def publisher(who: User, revision: int) -> Callable[[], object]:
        return lambda: publish(who, again(), VersionState.PROVISIONAL, revision)

    with on_file(tmp_path / "mission.sqlite3"):
        two = at_once(mover(officer, "F1.H1", 27, 0), mover(other, "F2.H2", 27, 0))
        assert kinds(two) == ["AgendaVersion", "OutdatedDraftError"], two
        late = next(one for one in two if isinstance(one, editing.OutdatedDraftError))
        assert [edit["what"] for edit in late.edits] == ["move"]
        loser = 0 if two[0] is late else 1
        retry = (mover(officer, "F1.H1", 27, 1), mover(other, "F2.H2", 27, 1))[loser]
        assert kinds(at_once(retry)) == ["AgendaVersion"]

        mixed = at_once(mover(officer, "F5.H5", 27, 2), publisher(other, 2))
        assert kinds(mixed) in (["AgendaVersion", "NotADraftError"], ["AgendaVersion", "OutdatedDraftError"]), mixed
        settled = again_in_thread(again)
        if settled.state == VersionState.DRAFT:  # the mover was first: the publisher reads again, then publishes
            assert kinds(at_once(publisher(other, 3))) == ["AgendaVersion"]
        both = at_once(publisher(officer, settled.revision), publisher(other, settled.revision))
        assert kinds(both)[0] in ("NotADraftError", "OutdatedDraftError"), both

        def outcome() -> tuple[int, dict[str, int], list[str]]:
            found = AgendaVersion.objects.filter(mission=mission, state__in=("provisional", "final"))
            version = found.get()
            report = check(problem_from(version.problem), agenda_from(version.result))
            slots = {one["id"]: one["slot"] for one in version.result["meetings"]}
            return version.revision, slots, [v.what.en for v in report.violations]

        _, slots, broken = at_once(outcome)[0]
        assert (slots["F1.H1"], slots["F2.H2"], broken) == (27, 27, [])


def again_in_thread(read: Callable[[], AgendaVersion]) -> AgendaVersion:
    found = at_once(read)[0]
    assert isinstance(found, AgendaVersion)
    return found


@pytest.mark.django_db(transaction=True)
def test_of_two_who_publish_one_wins(tmp_path: Path, mission: Mission, people: dict[str, User]) -> None:
    officer = people["officer"]
    draft = drafts.draft_of(officer, mission)

    def publisher(state: VersionState) -> Callable[[], object]:
        return lambda: publish(officer, AgendaVersion.objects.get(pk=draft.pk), state, 0)

    with on_file(tmp_path / "mission.sqlite3"):
        results = at_once(publisher(VersionState.PROVISIONAL), publisher(VersionState.PROVISIONAL))
        assert kinds(results) == ["AgendaVersion", "NotADraftError"], results


HERE = "/missions/port-lichen-val-granit-2031/agenda/"


def test_each_page_in_each_state(officer: Client, mission: Mission) -> None:
    pages = ("", "?view=place", "?view=hour", "edit/", "edit/?view=place", "versions/", "versions/1/",
             "versions/compare/", "publish/", "calendars/")  # fmt: skip
    for language in ("fr", "en"):
        officer.cookies["django_language"] = language
        for address in pages:
            assert officer.get(HERE + address).status_code == 200, address
    moved = officer.post(f"{HERE}edit/change/", {"do": "move", "meeting": "F1.H1", "place": "27@H1", "revision": 0})
    assert moved.status_code == 302
    published = officer.post(f"{HERE}publish/", {"version": 1, "revision": 1, "state": "provisional"})
    assert published.status_code == 302
    for address in (*pages, "publish/?state=final"):
        assert officer.get(HERE + address).status_code == 200, address
    assert officer.post(f"{HERE}edit/change/", {"do": "undo", "revision": 1}).status_code == 409
    officer.post(f"{HERE}edit/open/")
    assert officer.get(f"{HERE}versions/2/").status_code == 200
    officer.post(f"{HERE}edit/open/", {"version": 1})
    assert mission.versions.count() == 3
    assert [v.state for v in mission.versions.order_by("number")] == ["provisional", "superseded", "draft"]


def test_a_refused_or_late_change_shows_the_draft_and_why(officer: Client, mission: Mission) -> None:
    officer.cookies["django_language"] = "en"
    address = f"{HERE}edit/change/"
    ok = officer.post(address, {"do": "lock", "meeting": "F1.H1", "revision": 0}, headers={"HX-Request": "true"})
    assert (ok.status_code, "<html" in ok.content.decode()) == (200, False)
    assert "Locked: Convoyeurs Granit (Soudure Boréale)" in ok.content.decode()
    late = officer.post(address, {"do": "move", "meeting": "F2.H2", "place": "27@H2", "revision": 0})
    assert late.status_code == 409
    assert "Agente: Locked – Convoyeurs Granit (Soudure Boréale)" in late.content.decode()
    for said, why in (
        ({"do": "move", "meeting": "F1.H1", "place": "27@H1"}, "It is locked: unlock it first."),
        ({"do": "move", "meeting": "F2.H2", "place": "2@H2"}, "has “La Fabrique” from 9:30"),
        ({"do": "move", "meeting": "F2.H2", "place": "31@H2"}, "It would end after the day does"),
        ({"do": "move", "meeting": "F2.H2", "place": "99999@H2"}, "There is no such place or hour."),
        ({"do": "move", "meeting": "F2.H2", "place": "27@hall"}, "It cannot take place there"),
        ({"do": "move", "meeting": "F2.H2", "place": "<b>"}, "Choose an hour in the list."),
        ({"do": "move", "meeting": "nobody", "place": "2@H2"}, "no longer asked for"),
        ({"do": "unplace", "meeting": "F2.H2"}, "must take place: move it rather"),
        ({"do": "swap", "meeting": "F2.H2", "other": "F1.H1"}, "It is locked"),
        ({"do": "redo"}, "There is nothing to redo."),
    ):
        answer = officer.post(address, {**said, "revision": 1})
        assert answer.status_code == 422, said
        assert why in answer.content.decode(), said
    assert mission.versions.get().revision == 1


def test_one_answer_for_every_hour_is_kept_until_the_draft_changes(officer: Client, mission: Mission) -> None:
    address = f"{HERE}edit/moves/?meeting=F1.H1"
    first = officer.get(address)
    text = first.content.decode()
    assert text.count("data-slot=") == 30  # two slots of each day would end after it
    assert 'data-slot="27" data-site="H1" data-ok="1"' in text
    assert officer.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    officer.post(f"{HERE}edit/change/", {"do": "move", "meeting": "F1.H1", "place": "27@H1", "revision": 0})
    assert officer.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200
    assert officer.get(f"{HERE}edit/moves/?meeting=nobody").status_code == 404


PAGES = ("", "edit/", "edit/?meeting=F1.H1", "versions/", "publish/", "calendars/")


def test_as_many_queries_with_one_row_as_with_thirty(officer: Client, mission: Mission, officer_user: User) -> None:
    def counts() -> dict[str, int]:
        found = {}
        for address in PAGES:
            with CaptureQueriesContext(connection) as caught:
                assert officer.get(HERE + address).status_code == 200
            found[address] = len(caught)
        return found

    draft = drafts.draft_of(officer_user, mission)
    make_feed(officer_user, mission)
    editing.lock(officer_user, draft, "F1.H1", 0)
    editor = AgendaEditor.of(draft)
    searching.keep_found(officer_user, draft, 0, editor.problem, editor.agenda)
    firm = mission.agency.organisations.get(code="F1")

    def guest(number: int) -> None:
        Participant.objects.create(
            mission=mission, part=Part.HOST, state=PartState.ACCEPTED, organisation=firm, email=f"{number}@a.invalid"
        )

    guest(0)
    counts()
    few = counts()
    for number in range(1, 31):
        guest(number)
        make_feed(officer_user, mission)
    for number in range(1, 6):
        editing.lock(officer_user, draft, f"F{number}.H2", number)
        searching.keep_found(officer_user, draft, 0, editor.problem, editor.agenda)
    counts()  # the first to look at a version reads its programme
    assert counts() == few


def test_what_is_drawn_once_is_drawn_apart_for_each_eye_language_and_revision(
    officer: Client, mission: Mission, officer_user: User, parts: dict[str, User]
) -> None:
    def seen(by: Client, address: str, language: str = "fr") -> str:
        by.cookies["django_language"] = language
        return by.get(HERE + address).content.decode()

    draft = drafts.draft_of(officer_user, mission)
    relation = "client possible"
    assert relation in seen(officer, "")
    publish(officer_user, draft, VersionState.FINAL, draft.revision)
    assert relation in seen(officer, "")
    council = Client()
    council.force_login(parts["council"])
    assert relation not in seen(council, "")
    assert "Jour\u00a01" in seen(council, "")
    assert "Day 1" in seen(council, "", "en")
    stored = AgendaVersion.objects.filter(pk=draft.pk)
    text = json.dumps(stored.get().programme, ensure_ascii=False)
    stored.update(programme=json.loads(text.replace("Soudure Boréale", "[effacé / erased]")))
    assert "Soudure Boréale" not in seen(officer, "")
    assert "[effacé / erased]" in seen(council, "")
    fresh = drafts.draft_of(officer_user, mission)
    assert '<span class="lock">' not in seen(officer, "edit/")
    editing.lock(officer_user, fresh, "F1.H1", fresh.revision)
    assert '<span class="lock">' in seen(officer, "edit/")


def test_a_draft_without_what_a_plan_needs_says_so(mission: Mission, officer_user: User) -> None:
    bare = start_mission(officer_user, mission.agency, know_town("Port-Lichen"), "Ville-Vide", [], [])
    job = searching.ask_to_plan(officer_user, bare)
    perform.call(job.pk)
    job.refresh_from_db()
    assert job.state == "failed"
    for words in ("les jours manquent", "personne ne part encore", "aucune entreprise à Ville-Vide"):
        assert words in job.problem["fr"]
    with pytest.raises(PermissionDenied):
        searching.ask_to_plan(officer_user, mission)


@pytest.mark.slow
def test_a_draft_is_planned_in_a_job(mission: Mission, officer_user: User) -> None:
    home = know_town("Port-Lichen")
    fresh = start_mission(
        officer_user, mission.agency, home, "Val-Granit", [], [Subject(Bilingual("Un sujet", "A topic"))]
    )
    day = dt.date(2031, 5, 6)
    set_days(officer_user, fresh, day, day + dt.timedelta(days=1), Bilingual("Voir.", "See."))
    choose_delegation(officer_user, fresh, {"F1": 1, "F2": 1, "A1": 2})
    mission.agency.organisations.filter(code="H1").update(code="H01")
    job = searching.ask_to_plan(officer_user, fresh)
    perform.call(job.pk)
    job.refresh_from_db()
    assert job.state == "done", job.problem
    version = fresh.versions.get()
    holds(version)
    assert fresh.meetings.filter(kind="group").count() == 1
    assert mission.agency.organisations.get(code="H01").name == "Convoyeurs Granit"
    draft = drafts.draft_of(officer_user, fresh)
    assert draft.pk == version.pk


def test_a_draft_that_another_publication_overtook_is_carried_over(
    officer: Client, mission: Mission, officer_user: User
) -> None:
    publish(officer_user, drafts.draft_of(officer_user, mission), VersionState.FINAL, 0)
    slow = drafts.draft_of(officer_user, mission)
    editing.move(officer_user, slow, "F1.H1", 27, "H1", 0)
    editing.move(officer_user, slow, "F2.H2", 27, "H2", 1)
    editing.away(officer_user, slow, "H4", range(0, 4), 2)
    editor = AgendaEditor.of(mission.versions.get(number=1))
    repair = drafts.make_version(
        officer_user, editor, editor.problem, changed(editor.problem, editor.agenda, {"F1.H2": (27, "H2")}), origin=Origin.REPAIR,
        offered=True,
    )  # fmt: skip
    publish(officer_user, repair, VersionState.FINAL, 0)
    late = drafts.open_as_draft(officer_user, slow)
    with pytest.raises(OutdatedVersionError):
        publish(officer_user, late, VersionState.FINAL, 0)
    page = officer.get(f"{HERE}publish/").content.decode()
    assert "La version 3 est devenue publique" in page
    assert officer.post(f"{HERE}publish/", {"version": 4, "revision": 0, "state": "final"}).status_code == 409
    fresh, left = drafts.carry_over(officer_user, slow)
    assert (fresh.based_on_id, left) == (repair.pk, ("F1.H1",))  # the repair took its hour: F1 is busy
    assert where(fresh, "F2.H2") == (27, "H2")
    assert next(one.unavailable for one in AgendaEditor.of(fresh).problem.people if one.id == "H4") == (0, 1, 2, 3)
    holds(fresh)
    editing.move(officer_user, fresh, "F3.H4", 28, "H4", 0)
    publish(officer_user, fresh, VersionState.FINAL, 1)
