"""The invented mission in a database, and people in every role."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

sys.path.insert(0, str(Path(__file__).parent))  # the invented mission is imported by name

from invented import invented_plan
from invented_towns import invented_search
from replay import replayed

from jumelage.economy.model_towns import ModelTowns
from jumelage.language import Bilingual
from jumelage.mission import Plan
from jumelage.practices import case_lineage
from jumelage.reference import case
from jumelage.web.accounts.actions import found_agency
from jumelage.web.accounts.models import Agency, Membership, User
from jumelage.web.accounts.rules import Role
from jumelage.web.missions.agenda.actions.plans import load_plan
from jumelage.web.missions.core.rules import Part
from jumelage.web.missions.models import Mission
from jumelage.web.missions.people.actions.participants import answer_invitation, list_participant
from jumelage.web.missions.people.rules import Answer
from jumelage.web.practices.actions.library import load_lineage, load_practices
from jumelage.web.practices.actions.model_towns import keep_search
from jumelage.web.practices.actions.transfers import settle
from jumelage.web.service import health
from jumelage.web.towns.actions import know_town

_BLOCKS = (
    "html|head|body|title|meta|link|script|main|nav|header|footer|section|article|aside|div|p|h[1-6]|ul|ol|li|dl|dt|dd|table|"
    "thead|tbody|tfoot|tr|td|th|caption|colgroup|col|form|fieldset|legend|details|summary|figure|figcaption|option|optgroup|"
    "select|blockquote|address|hr|br|template|noscript|dialog|svg|g|path|circle|label|button|progress"
)
_AT_A_BLOCK = re.compile(rf" ?(</?(?:{_BLOCKS})(?: [^>]*)?>) ?")
_VERBATIM = re.compile(r"(<(?:pre|textarea)\b.*?</(?:pre|textarea)>)", re.S)


def as_read(page: str) -> str:
    """Return a page without the line breaks of its templates, which no reader sees."""
    parts = _VERBATIM.split(page)
    for n in range(0, len(parts), 2):
        tight = re.sub(r'(?<=class=") | (?="?>)|(?<=<) ', "", re.sub("[ \n]+", " ", parts[n]))
        parts[n] = _AT_A_BLOCK.sub(r"\1", tight)
    return "".join(parts)


@pytest.fixture(autouse=True)
def pages_as_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give tests the pages as a reader sees them, however their templates are laid out."""
    ask = Client.request

    def request(client: Client, **asked: Any) -> Any:
        answer = ask(client, **asked)
        plain = not answer.streaming and "Content-Encoding" not in answer
        if plain and answer.get("Content-Type", "").startswith("text/html"):
            answer.content = as_read(answer.content.decode()).encode()
        return answer

    monkeypatch.setattr(Client, "request", request)


@pytest.fixture(scope="session")
def plan() -> Plan:
    return invented_plan()


@pytest.fixture(autouse=True)
def just_started(monkeypatch: pytest.MonkeyPatch) -> None:
    """The service has just started: no worker is missed yet."""
    monkeypatch.setattr(health, "_STARTED", time.monotonic())


@pytest.fixture
def agency(db: None) -> Agency:
    return found_agency("Agence Lichen", "lichen", officer_email="officer@lichen.invalid", officer_name="Agente")[0]


@pytest.fixture
def mission(agency: Agency, plan: Plan) -> Mission:
    replayed("mission", lambda: load_plan(agency, plan))
    return Mission.objects.select_related("agency").get(agency=agency)


@pytest.fixture
def people(agency: Agency) -> dict[str, User | None]:
    """One person a role; the outsider is an officer of another agency, the operator a superuser of no agency."""
    found_agency("Agence d'ailleurs", "ailleurs", officer_email="outsider@ailleurs.invalid", officer_name="Autre")
    reader = User.objects.create_user("reader@lichen.invalid")
    Membership.objects.create(user=reader, agency=agency, role=Role.READER)
    return {
        "stranger": None,
        "outsider": User.objects.get(email="outsider@ailleurs.invalid"),
        "reader": reader,
        "officer": User.objects.get(email="officer@lichen.invalid"),
        "operator": User.objects.create_superuser("operator@jumelage.invalid"),
    }


@pytest.fixture
def parts(mission: Mission, people: dict[str, User]) -> dict[str, User]:
    """One person a part, of no agency, who said yes: the delegate of F1, the host of H1, a partner, a council reader."""
    homes = {"delegate": "F1", "host": "H1", "partner": None, "council": None}
    made = {}
    for name, code in homes.items():
        home = mission.agency.organisations.get(code=code) if code else None
        part = Part.READER if name == "council" else Part(name)
        row = list_participant(
            people["officer"], mission, part, organisation=home, name=f"Personne {name}", email=f"{name}@lichen.invalid"
        )
        made[name] = answer_invitation(people["officer"], row, Answer.ACCEPT).user
    return made


@pytest.fixture(scope="session")
def search() -> ModelTowns:
    return invented_search()


@pytest.fixture
def library(agency: Agency, search: ModelTowns) -> None:
    """The sixty practices of the case with their lineage, an invented search for model towns, and the agency's town."""

    def make() -> None:
        for name in ("Thetford Mines", "Sept-Îles", "Chandler"):
            know_town(name)
        load_practices(case.practices())
        load_lineage(case_lineage(case.practices()))
        keep_search("invented", Bilingual(fr="Tableau inventé", en="Invented table"), search)
        settle(agency, know_town("Port-Lichen"))

    replayed("library", make)


@pytest.fixture
def officer(client: Client, people: dict[str, User]) -> Client:
    client.force_login(people["officer"])
    return client
