"""The service for programs: the snapshot, who is let in, what is refused and how."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jumelage.agenda import agenda_from, check, problem_from
from jumelage.web.accounts.models import Agency, Membership, User
from jumelage.web.api.actions import make_key, revoke_key
from jumelage.web.api.schemas import ErrorResponse
from jumelage.web.api.service import service
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.models import Mission

SNAPSHOT = Path(__file__).parents[2] / "docs" / "reference" / "openapi.json"
HERE = "/api/missions/port-lichen-val-granit-2031"


def with_key(person: User, *, may_write: bool = False) -> dict[str, str]:
    return {"Authorization": f"Bearer {make_key(person, 'test', may_write=may_write)[1]}"}


def test_the_snapshot_is_what_the_service_offers(db: None) -> None:
    described = json.loads(json.dumps(service.get_openapi_schema(path_prefix="/api/")))
    assert described == json.loads(SNAPSHOT.read_text(encoding="utf-8")), "run python scripts/openapi_snapshot.py"


def test_a_key_acts_for_its_person_until_revoked(client: Client, mission: Mission, people: dict[str, User]) -> None:
    key, secret = make_key(people["officer"], "tableau", may_write=False)
    asked = {"headers": {"Authorization": f"Bearer {secret}"}}
    assert client.get("/api/me", **asked).json()["memberships"] == [{"agency": "lichen", "role": "officer"}]
    assert client.get("/api/missions", **asked).json()["count"] == 1
    assert secret not in str(vars(key))
    revoke_key(people["officer"], key.pk)
    assert client.get("/api/missions", **asked).status_code == 401


def test_strangers_and_outsiders_read_nothing(client: Client, mission: Mission, people: dict[str, User]) -> None:
    assert client.get(HERE).status_code == 401
    asked = {"headers": with_key(people["outsider"])}
    assert client.get(HERE, **asked).status_code == 404
    assert client.get("/api/missions", **asked).json()["items"] == []
    assert client.get("/api/organisations", **asked).json()["items"] == []


def test_a_version_can_be_checked_again(client: Client, mission: Mission, people: dict[str, User]) -> None:
    asked = {"headers": with_key(people["reader"])}
    got = client.get(f"{HERE}/versions/1", **asked).json()
    assert check(problem_from(got["problem"]), agenda_from(got["agenda"])).ok


def test_decide_once_and_take_back(client: Client, mission: Mission, people: dict[str, User]) -> None:
    asked = {"headers": with_key(people["officer"], may_write=True), "content_type": "application/json"}
    pair = client.get(f"{HERE}/matches", headers=asked["headers"]).json()["items"][0]
    given = {
        "delegation": pair["delegation"],
        "host": pair["host"],
        "verdict": "accepted",
        "relation": pair["relation"],
    }
    made = client.post(f"{HERE}/decisions", given, **asked)
    assert made.status_code == 201, made.content
    assert client.post(f"{HERE}/decisions", given, **asked).status_code == 409
    assert client.post(f"{HERE}/decisions", given | {"verdict": "perhaps"}, **asked).status_code == 422
    assert client.post(f"{HERE}/decisions", given | {"host": "NOBODY"}, **asked).status_code == 404
    assert client.delete(f"{HERE}/decisions/{made.json()['id']}", headers=asked["headers"]).status_code == 204


def test_who_may_not_write_is_told(client: Client, mission: Mission, people: dict[str, User]) -> None:
    given = {"delegation": "F1", "host": "H1", "verdict": "accepted", "relation": "supplier"}
    reading = client.post(f"{HERE}/decisions", given, "application/json", headers=with_key(people["officer"]))
    assert (reading.status_code, "only reads" in reading.json()["detail"]) == (403, True)
    client.force_login(people["officer"])
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(people["officer"])
    assert strict.post(f"{HERE}/decisions", given, "application/json").status_code == 403


@pytest.mark.parametrize("address", ["/api/docs", "/api/openapi.json"])
def test_what_is_offered_is_public(client: Client, db: None, address: str) -> None:
    assert client.get(address).status_code == 200


def test_lists_take_the_same_number_of_queries_however_long(
    client: Client, mission: Mission, people: dict[str, User]
) -> None:
    headers = with_key(people["officer"])
    for number in range(30):
        Organisation.objects.create(agency=mission.agency, code=f"more{number}", name=f"More {number}")
    client.get("/api/organisations?limit=1", headers=headers)  # the first use of a key is noted
    counts = []
    for limit in (1, 30):
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/api/organisations?limit={limit}", headers=headers)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_second_writer_of_an_agenda_is_told(client: Client, mission: Mission, people: dict[str, User]) -> None:
    asked = {"headers": with_key(people["officer"], may_write=True), "content_type": "application/json"}
    draft = client.post(f"{HERE}/draft", **asked).json()
    where = f"{HERE}/versions/{draft['number']}"
    place = next(one for one in draft["agenda"]["meetings"] if one["id"] == "F1.H1")
    off = {"meeting": "F1.H1", "slot": place["slot"], "site": place["site"], "revision": draft["revision"]}
    moved = client.post(f"{where}/move", off, **asked)
    assert moved.json().get("revision", 0) > draft["revision"], moved.content
    late = client.post(f"{where}/move", off, **asked)
    assert (late.status_code, "meanwhile" in late.json()["detail"]) == (409, True)
    wrong = client.post(f"{where}/move", off | {"slot": 999, "revision": draft["revision"] + 1}, **asked)
    assert wrong.status_code == 422
    done = client.post(f"{where}/publish", {"state": "final", "revision": draft["revision"] + 1}, **asked)
    assert (done.status_code, done.json()["state"]) == (200, "final")
    again = client.post(f"{where}/publish", {"state": "final", "revision": draft["revision"] + 1}, **asked)
    assert again.status_code == 409


def test_a_request_from_question_to_outcome(client: Client, mission: Mission, people: dict[str, User]) -> None:
    asked = {"headers": with_key(people["officer"], may_write=True), "content_type": "application/json"}
    given = {"delegation": "F2", "host": "H5", "wish": "must", "priority": 5}
    made = client.post(f"{HERE}/requests", given, **asked)
    assert made.status_code == 201, made.content
    assert client.post(f"{HERE}/requests", given, **asked).status_code == 409
    number = made.json()["id"]
    yes = client.post(f"{HERE}/requests/{number}/answer", {"wish": "like", "priority": 2}, **asked)
    assert yes.json()["state"] == "accepted"
    assert client.post(f"{HERE}/requests/{number}/answer", {"wish": "no"}, **asked).status_code == 409
    assert client.get(f"{HERE}/requests", headers=asked["headers"]).json()["count"] == 1
    early = client.post(f"{HERE}/meetings/F1.H1/outcome", {"organisation": "F1", "result": "deal"}, **asked)
    assert early.status_code == 409  # nothing was held yet
    assert client.get(f"{HERE}/outcomes", headers=asked["headers"]).json() == []


def test_an_organisation_is_found_whatever_the_accents_and_its_agency_named_where_two_have_the_code(
    client: Client, mission: Mission, people: dict[str, User]
) -> None:
    headers = with_key(people["officer"])
    found = client.get("/api/organisations?text=plastiques cap", headers=headers).json()
    assert [one["code"] for one in found["items"]] == ["F2"]
    other = Agency.objects.get(slug="ailleurs")
    Membership.objects.create(user=people["officer"], agency=other, role="reader")
    Organisation.objects.create(agency=other, code="F2", name="Homonyme")
    refused = client.get("/api/organisations/F2", headers=headers)
    assert refused.status_code == 409 and "ailleurs, lichen" in refused.json()["detail"]
    assert client.get("/api/organisations/F2?agency=ailleurs", headers=headers).json()["name"] == "Homonyme"


@pytest.mark.parametrize("asked", ["offset=9223372036854775808", "offset=-1", "limit=x", "limit=0"])
def test_what_is_not_as_described_is_answered_as_described(
    client: Client, mission: Mission, people: dict[str, User], asked: str
) -> None:
    answer = client.get(f"/api/missions?{asked}", headers=with_key(people["officer"]))
    assert answer.status_code == 422
    assert asked.partition("=")[0] in ErrorResponse.model_validate(answer.json()).detail
