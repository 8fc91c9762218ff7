"""The report of a mission: made by a job, frozen, read by the council, its files; the year's; the cost."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jumelage.language import read_amount
from jumelage.outcomes import Attribution, Stage
from jumelage.web import documented
from jumelage.web.accounts.models import Agency, User
from jumelage.web.jobs.models import Job
from jumelage.web.jobs.runner import run
from jumelage.web.links import actions as links
from jumelage.web.links.models import Link
from jumelage.web.missions.models import Mission
from jumelage.web.reports import actions, queries
from jumelage.web.reports.models import Report
from jumelage.web.reports.rules import SHARED_FILES

pytestmark = pytest.mark.django_db
SLUG = "port-lichen-val-granit-2031"
HERE = f"/missions/{SLUG}/report/"


@pytest.fixture
def story(mission: Mission, people: dict[str, User]) -> Mission:
    """The invented mission with the links of the case."""
    links.record_links(mission, documented.links_between(), people["officer"])
    return mission


def made(mission: Mission, client: Client) -> Report:
    answer = client.post(f"{HERE}make/")
    job = Job.objects.get()
    assert answer.url == reverse("job", args=[job.pk])  # type: ignore[attr-defined]
    run(job.pk, lambda *_: None)
    job.refresh_from_db()
    assert (job.state, job.address) == ("done", HERE), job.problem
    return Report.objects.get(mission=mission)


def test_a_report_is_made_by_a_job_and_stays_as_it_was(story: Mission, officer: Client) -> None:
    assert "Aucun rapport n’a encore été fait" in officer.get(HERE).content.decode()
    report = made(story, officer)
    page = officer.get(HERE).content.decode()
    assert "4 liens sont connus" in page
    assert "15 000 000" in page.replace("\u00a0", " ").replace("&nbsp;", " ")
    before = officer.get(f"{HERE}figures.csv").content
    Link.objects.all().delete()
    assert officer.get(f"{HERE}figures.csv").content == before
    assert queries.frozen_of(report).record.links[0].link == "LK01"
    for name, start in (("rapport.pdf", b"%PDF"), ("report.md", b"# Mission"), ("figures.json", b"{")):
        answer = officer.get(HERE + name)
        assert answer.content.startswith(start)
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert officer.get(f"{HERE}nothing.csv").status_code == 404


def test_a_council_reader_reads_the_report_but_not_what_firms_answered(
    story: Mission, officer: Client, client: Client, parts: dict[str, User]
) -> None:
    made(story, officer)
    council = Client()
    council.force_login(parts["council"])
    page = council.get(HERE).content.decode()
    assert "4 liens sont connus" in page
    assert "et pourquoi" not in page
    assert [council.get(HERE + name).status_code for name in SHARED_FILES] == [200] * len(SHARED_FILES)
    for name in ("pairs.csv", "links.csv", "figures.json"):
        assert council.get(HERE + name).status_code == 404
        assert name not in page
    assert council.post(f"{HERE}make/").status_code == 403


def test_the_figures_of_the_case_are_those_of_its_sources(story: Mission) -> None:
    """Six links of which two stayed outside of the exchange; the conveyor's money counts once, under talks."""
    assert Link.objects.filter(agency=story.agency).count() == 6
    frozen = actions.freeze_mission(story, timezone.now())
    figures = {f.figure: (f.value, f.unit) for f in frozen.figures}
    assert figures["links"] == (4, "links")
    assert figures["links.existing_talks"][0] == figures["links.live_tender"][0] == 1
    assert figures["links.introduced"][0] == 0
    assert figures["links.other"][0] == 2
    assert figures["links.delivered"][0] == figures["links.disputed"][0] == 2
    assert figures["value.project.existing_talks"] == (15_000_000, "CAD")
    assert figures["value.claim.other"] == (5_600_000, "CAD")
    assert not any(code.startswith(("value.project.live", "value.cost", "cost")) for code in figures)
    conveyor, tender = frozen.record.links[:2]
    assert (conveyor.attribution, tender.attribution) == (Attribution.EXISTING_TALKS, Attribution.LIVE_TENDER)
    assert tender.same_money_as == conveyor.link
    steps = frozen.record.stories[0].steps
    assert [(s.stage, s.dated) for s in steps][-1] == (Stage.DISPUTED, "2019-02-28")
    assert "Groupe G7 cesse ses activités" in steps[-1].note.fr
    assert "Aucun n'est porté au crédit de la mission" in frozen.document.answer.fr


def test_the_cost_is_entered_as_people_write_it(story: Mission, officer: Client) -> None:
    assert officer.post(f"{HERE}cost/", {"amount": "cher"}).status_code == 422
    officer.post(f"{HERE}cost/", {"amount": "24 000,50 $"})
    known = queries.cost_of(story)
    assert known is not None
    assert known.amount == Decimal("24000.50")
    figures = {f.figure: f.value for f in actions.freeze_mission(story, timezone.now()).figures}
    assert figures["cost"] == 24000.50
    officer.post(f"{HERE}cost/", {"amount": ""})
    assert queries.cost_of(story) is None


@pytest.mark.parametrize(
    ("text", "amount"),
    [("24 000 $", 24000), ("24,000", 24000), ("24.5", Decimal("24.5")), ("1.234,50", Decimal("1234.50")), ("1,234,567", 1234567), ("", None)],
)  # fmt: skip
def test_amounts_are_read_as_written(text: str, amount: object) -> None:
    assert read_amount(text) == amount


@pytest.mark.parametrize("text", ["-5", "12e3", "douze", "1.2.3,", "NaN"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_amount(text)


def test_a_years_report_counts_all_its_missions(story: Mission, officer: Client, people: dict[str, User]) -> None:
    page = officer.get("/reports/").content.decode()
    assert "/reports/lichen/2031/" in page
    officer.post("/reports/lichen/2031/make/")
    run(Job.objects.get().pk, lambda *_: None)
    assert "Missions de 2031" in officer.get("/reports/lichen/2031/").content.decode()
    rows = list(csv.DictReader(io.StringIO(officer.get("/reports/lichen/2031/links.csv").content.decode())))
    assert [row["link"] for row in rows] == ["LK01", "LK02", "LK03", "LK04"]
    with pytest.raises(PermissionDenied):
        actions.ask_year(people["reader"], story.agency, 2031)


@pytest.mark.parametrize("year", [0, 40_000, 10**30])
def test_a_year_that_is_none_has_no_report(officer: Client, agency: Agency, year: int) -> None:
    here = f"/reports/{agency.slug}/{year}/"
    assert officer.get(here).status_code == officer.post(f"{here}make/").status_code == 404


HOSTILE = '=1+1 #panic("p") $x$ <script>alert(1)</script>|*a*`#read("x")`\\ [x](javascript:1)'


def test_hostile_texts_stay_texts_in_every_file(mission: Mission, officer: Client, people: dict[str, User]) -> None:
    Mission.objects.filter(pk=mission.pk).update(title_fr=HOSTILE, title_en=HOSTILE, goal_fr=HOSTILE, goal_en=HOSTILE)
    Link.objects.create(
        agency=mission.agency, mission=mission, code="l1", a_name=HOSTILE, b_name=HOSTILE, relation="client",
        what_fr=HOSTILE, what_en=HOSTILE, stage=Stage.TALKS, attribution=Attribution.INTRODUCED, next_step=HOSTILE,
        caveat_fr=HOSTILE, caveat_en=HOSTILE, caveat_url="javascript:alert(1)",
    )  # fmt: skip
    actions.keep_lessons(people["officer"], mission, HOSTILE)
    asked = Mission.objects.select_related("agency", "origin", "destination").get()
    actions.keep_mission(people["officer"], asked, timezone.now())
    page = officer.get(HERE).content.decode()
    assert "<script>alert" not in page and 'href="javascript' not in page
    (row,) = csv.DictReader(io.StringIO(officer.get(f"{HERE}links.csv").content.decode()))
    assert row["a"] == f"'{HOSTILE}"
    text = re.sub(r"\\.", "", officer.get(f"{HERE}report.md").content.decode())  # what is not escaped
    assert "<script" not in text and "](javascript" not in text
    assert officer.get(f"{HERE}rapport.pdf").content.startswith(b"%PDF")
