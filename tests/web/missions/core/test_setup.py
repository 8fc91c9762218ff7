"""A mission made on pages alone: created, set up, its lists pasted, planned; duplicated, archived, deleted."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from jumelage.mission import plan
from jumelage.mission.brief import Day
from jumelage.mission.folder.coherence import check_brief
from jumelage.web.accounts.models import Agency, AuditEntry, User
from jumelage.web.missions.agenda.actions.plans import keep_plan
from jumelage.web.missions.agenda.queries.brief import brief_of
from jumelage.web.missions.core.actions.drafts import names_of
from jumelage.web.missions.core.actions.lifecycle import MissionKeptError, delete_mission
from jumelage.web.missions.core.actions.setup import create_mission
from jumelage.web.missions.core.queries.setup import setup_of
from jumelage.web.missions.core.setup import TEMPLATES, NewMission, dated, with_days
from jumelage.web.missions.models import Mission
from jumelage.web.missions.people.actions.participants import invite
from jumelage.web.towns.models import Town

FIRST = dt.date(2031, 3, 4)
NEW = {
    "template": "visit",
    "title": "Mission du printemps",
    "first": FIRST.isoformat(),
    "home": "Sept-Îles",
    "destination": "Val-Neuf",
    "destination_position": "https://www.openstreetmap.org/#map=13/46.21000/-71.30000",
    "language": "fr",
}
TRAVELLING = "Soudure Essai\tAlix Exemple\talix@essai.invalid\t418 555-0101\tSoudure d'acier\tDu minerai\nMécano Essai"
RECEIVING = (
    "Entreprise;Courriel;Contact;Produits et services;Besoins\n"
    "Forge Neuve;camille@forge.invalid;Camille Essai;Pièces forgées;Soudure d'acier\n"
    "Minerai Neuf;;;Du minerai;Soudure\n"
)


def created(client: Client, **other: str) -> Mission:
    answer = client.post("/missions/new/", NEW | other)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return Mission.objects.latest("pk")


def filled(client: Client) -> Mission:
    mission = created(client)
    for side, text in (("delegates", TRAVELLING), ("hosts", RECEIVING)):
        answer = client.post(f"/missions/{mission.slug}/setup/choose/{side}/paste/", {"list": text})
        assert answer.status_code == 302, answer.content.decode()[-3000:]
    return mission


def test_from_an_empty_list_to_an_agenda(officer: Client, people: dict[str, User]) -> None:
    assert "Trois étapes" in officer.get("/missions/").content.decode()
    mission = filled(officer)
    there = mission.destination
    assert (there.latitude, there.longitude) == (46.21, -71.3) and mission.origin.latitude is not None
    assert sorted(mission.delegates.values_list("organisation__name", flat=True)) == ["Mécano Essai", "Soudure Essai"]
    assert sorted(mission.hosts.values_list("name", flat=True)) == ["Forge Neuve", "Minerai Neuf"]
    assert {row.name: (row.part, row.state) for row in mission.participants.all()} == {
        "Alix Exemple": ("delegate", "listed"),
        "Camille Essai": ("host", "listed"),
    }
    here = f"/missions/{mission.slug}/setup/"
    page = officer.get(f"/missions/{mission.slug}/").content.decode()
    assert "Planifier un premier programme" in page and "2 hôtes choisis" in page
    visit = {"title_fr": "Usine", "title_en": "", "hosts": ["forge-neuve"], "minutes": "60", "site": "centre"}
    wrong = officer.post(f"{here}programme/visits/add/", visit | {"day": FIRST.isoformat(), "time": "08:40"})
    assert wrong.status_code == 422 and "toutes les 15" in wrong.content.decode()
    assert (
        officer.post(f"{here}programme/visits/add/", visit | {"day": FIRST.isoformat(), "time": "09:00"}).status_code
        == 302
    )
    assert "Usine" in officer.get(f"{here}programme/").content.decode()
    mission.refresh_from_db()
    brief = brief_of(mission)
    assert check_brief(brief) == []
    assert [(day.date, day.start) for day in brief.days][1] == (FIRST + dt.timedelta(days=1), dt.time(8, 30))
    assert [visit.at for visit in brief.group_visits] == [dt.datetime(2031, 3, 4, 9, 0)]
    assert [meal.at.hour for meal in brief.fixed_times] == [12, 12]
    keep_plan(people["officer"], mission, plan(replace(brief, limits=replace(brief.limits, seconds=5)), workers=1))
    page = officer.get(f"/missions/{mission.slug}/agenda/").content.decode()
    assert "Usine" in page and "Forge Neuve" in page
    assert officer.get(here).status_code == officer.get(f"{here}limits/").status_code == 200


def test_the_days_take_with_them_what_is_set_for_them(officer: Client) -> None:
    mission = created(officer)
    here = f"/missions/{mission.slug}/setup/days/"
    page = officer.get(here).content.decode()
    assert page.count('type="date"') == 3
    given = {"timezone": "America/Halifax", "date_0": "2031-04-01", "start_0": "09:00", "end_0": "17:00",
             "date_1": "", "start_1": "08:30", "end_1": "16:30", "date_2": "", "start_2": "08:30", "end_2": "16:30"}  # fmt: skip
    said = officer.post(here, given, follow=True).content.decode()
    assert "Ne tient plus dans les heures d’un jour" in said
    mission.refresh_from_db()
    setup = setup_of(mission)
    assert (mission.timezone, mission.first_day, mission.last_day) == (
        "America/Halifax",
        dt.date(2031, 4, 1),
        dt.date(2031, 4, 1),
    )
    assert [one.at for one in setup.fixed_times] == [dt.datetime(2031, 4, 1, 12, 0)]
    assert officer.post(here, given | {"end_0": "08:00"}).status_code == 422


def test_limits_say_what_they_do_and_reach_the_plan(officer: Client) -> None:
    mission = created(officer, template="convention")
    here = f"/missions/{mission.slug}/setup/limits/"
    assert "Un hôte qui reçoit trop souvent" in officer.get(here).content.decode()
    given = {
        "most_visits": "6",
        "least_visits": "7",
        "visits_per_host": "5",
        "visit_minutes": "20",
        "slot_minutes": "20",
        "travel_minutes": "0",
    }
    assert officer.post(here, given).status_code == 422
    assert officer.post(here, given | {"least_visits": "2"}).status_code == 302
    mission.refresh_from_db()
    assert brief_of(mission).limits.most_visits == 6
    officer.post(f"/missions/{mission.slug}/setup/choose/hosts/paste/", {"list": "Forge Neuve\nMinerai Neuf, inc."})
    site = brief_of(mission).sites[0]
    assert site.id == "centre" and len(site.organisations) == 2  # a convention: everybody receives in one hall


def test_a_list_with_a_bad_line_writes_nothing_and_says_why(officer: Client) -> None:
    mission = created(officer)
    here = f"/missions/{mission.slug}/setup/choose/hosts/paste/"
    bad = officer.post(here, {"list": "Nom;Courriel\nForge Neuve;pas une adresse\nMinerai Neuf;a@b.invalid"})
    assert bad.status_code == 422 and "pas une adresse" in bad.content.decode()
    assert officer.post(here, {"list": "  \n"}).status_code == 422
    assert not mission.hosts.exists() and not mission.agency.organisations.filter(name="Minerai Neuf").exists()


def test_ticks_choose_and_a_taken_seat_stays(officer: Client, people: dict[str, User]) -> None:
    mission = filled(officer)
    alix = mission.participants.get(name="Alix Exemple")
    officer.post(f"/missions/{mission.slug}/people/{alix.pk}/act/", {"do": "accept"})
    keys = {row.organisation.name: row.organisation_id for row in mission.delegates.select_related("organisation")}
    assert (
        "Soudure Essai" in officer.get(f"/missions/{mission.slug}/setup/choose/delegates/?q=soudure").content.decode()
    )
    answer = officer.post(
        f"/missions/{mission.slug}/setup/choose/delegates/",
        {"shown": list(keys.values()), "organisation": [keys["Mécano Essai"]], f"people_{keys['Mécano Essai']}": "3"},
        follow=True,
    )
    assert "quelqu’un a accepté une place" in answer.content.decode()
    assert mission.delegates.filter(organisation=keys["Mécano Essai"]).count() == 3
    assert mission.delegates.filter(organisation=keys["Soudure Essai"]).count() == 1


def test_a_copy_has_the_firms_and_nobody_s_answer(officer: Client, people: dict[str, User]) -> None:
    mission = filled(officer)
    alix = mission.participants.get(name="Alix Exemple")
    invite(people["officer"], mission, [alix])
    answer = officer.post(f"/missions/{mission.slug}/setup/duplicate/", follow=True)
    copy = Mission.objects.latest("pk")
    assert "Voici la copie" in answer.content.decode() and copy.title_fr == "Mission du printemps (copie)"
    assert {(row.name, row.state, row.user_id) for row in copy.participants.all()} == {
        ("Alix Exemple", "listed", None),
        ("Camille Essai", "listed", None),
    }
    assert copy.hosts.count() == 2 and copy.delegates.count() == 2 and copy.sites.count() == 1
    assert copy.first_day is not None and (copy.first_day - FIRST).days % 7 == 0
    assert mission.participants.get(name="Alix Exemple").state == "invited"


def test_a_test_mission_goes_and_one_that_people_know_of_stays(officer: Client, people: dict[str, User]) -> None:
    mission = filled(officer)
    here = f"/missions/{mission.slug}/setup/"
    page = officer.get(f"{here}delete/").content.decode()
    assert "2 personnes inscrites" in page and "1 lieu" in page
    assert officer.post(f"{here}delete/", {"name": "Autre"}).status_code == 422
    officer.post(f"{here}archive/")
    assert "mission archivée" in officer.get("/missions/").content.decode()
    assert "Mission du printemps" in officer.get(f"{here}").content.decode()
    officer.post(f"{here}restore/")
    invite(people["officer"], mission, mission.participants.filter(part="delegate"))
    with pytest.raises(MissionKeptError):
        delete_mission(people["officer"], mission)
    assert (
        "elle ne peut pas être supprimée"
        in officer.post(f"{here}delete/", {"name": "mission du printemps"}).content.decode()
    )
    other = created(officer)
    officer.post(f"/missions/{other.slug}/setup/delete/", {"name": "mission du PRINTEMPS"})
    assert not Mission.objects.filter(pk=other.pk).exists()
    assert AuditEntry.objects.filter(action="mission.deleted").count() == 1


def test_only_officers_create_and_change(client: Client, agency: Agency, people: dict[str, User]) -> None:
    asked = NewMission("Titre", "Port-Lichen", "Val-Granit", "visit", FIRST)
    for role in ("outsider", "reader", "operator"):
        with pytest.raises(PermissionDenied):
            create_mission(people[role], agency, asked)
    mission = create_mission(people["officer"], agency, asked)
    client.force_login(people["reader"])
    assert client.get("/missions/new/").status_code == 403
    assert client.get(f"/missions/{mission.slug}/setup/").status_code == 200
    for page in ("setup/days/", "setup/limits/", "setup/delete/", "setup/choose/hosts/", "move/"):
        assert client.get(f"/missions/{mission.slug}/{page}").status_code == 403
    for page in ("setup/archive/", "setup/duplicate/", "setup/choose/hosts/paste/"):
        assert client.post(f"/missions/{mission.slug}/{page}").status_code == 403
    client.force_login(people["outsider"])
    assert client.get(f"/missions/{mission.slug}/setup/").status_code == 404


def test_each_template_is_coherent() -> None:
    for template in TEMPLATES.values():
        minutes = [hour.hour * 60 + hour.minute for hour in (*template.hours, template.noon)]
        assert (minutes[2] - minutes[0]) % template.limits.slot_minutes == 0 and minutes[0] < minutes[2] < minutes[1]
        assert template.limits.visit_minutes % template.limits.slot_minutes == 0


def test_a_day_less_loses_its_meal_and_says_so(officer: Client) -> None:
    setup = setup_of(created(officer))
    after, lost = with_days(setup, dated(FIRST, 1))
    assert len(after.fixed_times) == 1 and [title.fr for title in lost] == ["Repas"]
    later, lost = with_days(setup, (Day(FIRST, dt.time(13), dt.time(17)), setup.days[1]))
    assert len(later.fixed_times) == 1 and len(lost) == 1


MEAL = {"kind": "meal", "title_fr": "Souper", "day": FIRST.isoformat(), "minutes": "60", "site": "centre"}


def test_two_officers_who_change_a_list_never_change_each_other_s_part(officer: Client) -> None:
    mission = created(officer)
    here = f"/missions/{mission.slug}/setup/programme/meals/"
    first, second = (officer.get(f"{here}{n}/").context["seen"] for n in (0, 1))
    assert officer.post(f"{here}0/remove/", {"seen": first}).status_code == 302
    officer.post(f"{here}0/remove/", {"seen": first})  # pressed twice: the next meal stays
    assert len(setup_of(Mission.objects.get()).fixed_times) == 1
    # another page still shows the removed meal as the first
    late = officer.post(f"{here}0/", MEAL | {"time": "13:00", "seen": first})
    assert late.status_code == 409 and "rien n’a été fait" in late.content.decode()
    (meal,) = setup_of(Mission.objects.get()).fixed_times
    assert meal.at == dt.datetime(2031, 3, 5, 12, 0)
    assert officer.post(f"{here}0/", MEAL | {"time": "13:00", "seen": second}).status_code == 302
    assert [one.title.fr for one in setup_of(Mission.objects.get()).fixed_times] == ["Souper"]


@pytest.mark.parametrize("first", ["9999-12-31", "0001-01-01", "1802-03-04", "31 02 2031", "1e9"])
def test_a_day_that_no_mission_has_is_refused_in_words(officer: Client, first: str) -> None:
    assert officer.post("/missions/new/", NEW | {"first": first}).status_code == 422
    mission = created(officer)
    days = {"timezone": "America/Toronto", "date_0": first, "start_0": "09:00", "end_0": "17:00"}
    assert officer.post(f"/missions/{mission.slug}/setup/days/", days).status_code == 422
    goal = {"first": first, "last": first}
    assert officer.post(f"/missions/{mission.slug}/draft/days/", goal).status_code == 422
    moved = officer.get(f"/missions/{mission.slug}/move/", {"first": first})
    assert moved.status_code == 200 and "asked" not in moved.context


@pytest.mark.parametrize("weeks", ["--5", "9999", "-9999", "٣٣٣٣٣", "1e3"])
def test_weeks_that_are_none_ask_for_nothing(officer: Client, weeks: str) -> None:
    mission = created(officer)
    assert "asked" not in officer.get(f"/missions/{mission.slug}/move/", {"weeks": weeks}).context
    assert officer.post(f"/missions/{mission.slug}/move/?weeks=2", {"confirm": "1"}).status_code == 422


def test_days_that_are_years_apart_are_two_missions(officer: Client) -> None:
    mission = created(officer)
    hours = {f"{name}_{n}": hour for n in (0, 1) for name, hour in (("start", "09:00"), ("end", "17:00"))}
    days = {"timezone": "America/Toronto", "date_0": "2031-03-04", "date_1": "2061-03-04"}
    assert officer.post(f"/missions/{mission.slug}/setup/days/", days | hours).status_code == 422


def test_a_mission_s_address_is_free_whatever_the_towns_are_called(officer: Client, agency: Agency) -> None:
    Mission.objects.all().delete()
    taken = (
        names_of(agency, Town(name="New"), Town(name="!"))[1],
        names_of(agency, Town(name="Start"), Town(name="!"))[1],
    )
    assert taken == ("new-2", "start-2")
    other = Agency.objects.create(name="Autre", slug="autre")
    mission = created(officer)
    for slug in (mission.slug, f"{agency.slug}-{mission.slug}"):
        Mission.objects.filter(slug=slug).delete()
        Mission.objects.create(
            agency=other, code=slug, slug=slug, title_fr="x", title_en="x", origin=mission.origin,
            destination=mission.destination, timezone="America/Toronto",
        )  # fmt: skip
    assert created(officer).slug == f"{agency.slug}-{mission.slug}-2"


@pytest.mark.parametrize(
    "link", ["nan, nan", "1e999 1e999", "91, 181", "https://x/#map=9/" + "9" * 1900, "<b>", "\x00"]
)
def test_a_position_that_is_none_is_refused(officer: Client, link: str) -> None:
    assert officer.post("/missions/new/", NEW | {"destination_position": link}).status_code == 422


@pytest.mark.parametrize("name", ["title", "home", "destination"])
def test_a_name_is_one_line_that_is_seen(officer: Client, name: str) -> None:
    assert officer.post("/missions/new/", NEW | {name: "\u202e\x07 \x1b"}).status_code == 422
    mission = created(officer, **{name: "Val\n\u202eNeuf\x07 d'Essai"})
    shown = {"title": mission.title_fr, "home": mission.origin.name, "destination": mission.destination.name}
    assert shown[name] == "Val Neuf d'Essai"


def test_two_towns_without_latin_letters_or_of_long_names_are_two(officer: Client) -> None:
    long = "Saint-Essai-de-la-" + "Longue-" * 14
    towns = ["ᑰᔾᔪᐊᖅ", "ᐃᓄᒃᔪᐊᒃ", f"{long}A", f"{long}B"]
    made = [created(officer, destination=town).destination for town in towns]
    assert [town.name for town in made] == towns
    assert len({town.slug for town in made}) == 4 and max(len(town.slug) for town in made) <= 50


def test_hours_have_no_seconds(officer: Client) -> None:
    mission = created(officer)
    days = {"timezone": "America/Toronto", "date_0": "2031-03-04", "start_0": "08:30:17", "end_0": "16:30:59"}
    assert officer.post(f"/missions/{mission.slug}/setup/days/", days).status_code == 302
    (day,) = setup_of(Mission.objects.latest("pk")).days
    assert (day.start, day.end) == (dt.time(8, 30), dt.time(16, 30))
