"""Every address, as every role: the expected answer stands in one table, and an address that is not there fails."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from invented_jobs import load, upload

from jumelage.web.accounts.models import Agency, Membership, User
from jumelage.web.accounts.rules import Role
from jumelage.web.directory.models import Organisation
from jumelage.web.jobs.models import Job
from jumelage.web.missions.core.actions.drafts import start_mission
from jumelage.web.missions.models import Mission, Participant, Request, Site
from jumelage.web.outbox.models import Message, Suppression
from jumelage.web.practices.models import Practice, Transfer
from jumelage.web.towns.actions import know_town
from jumelage.web.towns.models import UploadedTable

ROLES = ("stranger", "outsider", "reader", "officer", "operator")
SLUG = "port-lichen-val-granit-2031"
HERE = f"/missions/{SLUG}/"
JOBS = "/portraits/lichen-emplois-inventes/"
DRAFT = "/missions/port-lichen-chandler/draft/"
OWN = (302, 404, 200, 200, 404)
WRITE = (302, 404, 403, 302, 404)
PUBLIC = (200, 200, 200, 200, 200)
EDIT = (302, 404, 403, 200, 404)
GONE = (302, 404, 403, 404, 404)  # for an officer, of what is not there
NOBODY = (302, 404, 404, 404, 404)  # a participant's own page
SIGNED = (302, 200, 200, 200, 200)
OFFICERS = (302, 200, 403, 200, 403)
TOLD = (401, 200, 200, 200, 200)  # a program is refused in words, not led to a page
ASKED = (401, 404, 200, 200, 404)

# name -> (method, address, status for stranger, outsider, reader, officer, operator)
EXPECTED: dict[str, tuple[str, str, tuple[int, ...]]] = {
    "home": ("get", "/", (302, 302, 302, 302, 302)),
    "help": ("get", "/aide/", PUBLIC),
    "guide": ("get", "/aide/how-to/run-the-day/", PUBLIC),
    "guide-picture": ("get", "/aide/pictures/explanation/agenda.svg", PUBLIC),
    "health": ("get", "/healthz", PUBLIC),
    "metrics": ("get", "/metrics", PUBLIC),
    "set_language": ("post", "/language/", (302, 302, 302, 302, 302)),
    "sign-in": ("get", "/sign-in/", (200, 302, 302, 302, 302)),
    "account_confirm_login_code": ("get", "/sign-in/code/", (302, 302, 302, 302, 302)),
    "account_login": ("get", "/sign-in/password/", (200, 302, 302, 302, 302)),
    "account": ("get", "/account/", SIGNED),
    "connections": ("get", "/account/connections/", SIGNED),
    "connection-end": ("post", "/account/connections/7777/end/", (302, 404, 404, 404, 404)),
    "connections-end-others": ("post", "/account/connections/end-others/", (302, 302, 302, 302, 302)),
    "my-data": ("get", "/account/data/", SIGNED),
    "my-data-export": ("post", "/account/data/export/", SIGNED),
    "my-data-erase": ("get", "/account/data/erase/", SIGNED),
    "consent-withdraw": ("post", "/account/consents/7777/withdraw/", (302, 404, 404, 404, 404)),
    "role-answer": ("post", "/account/roles/7777/", (302, 404, 404, 404, 404)),
    "people": ("get", "/people/", OFFICERS),
    "colleague": ("get", "/people/invite/", OFFICERS),
    "find": ("get", "/find/?q=forge", (302, 200, 200, 200, 403)),
    "directory-list": ("get", "/directory/list.xlsx", SIGNED),
    "participants-list": ("get", f"{HERE}people/list.xlsx", OWN),
    "person": ("get", "/people/7777/", (302, 404, 403, 200, 403)),
    "person-end-sessions": ("post", "/people/7777/end-sessions/", (302, 404, 403, 302, 403)),
    "person-export": ("post", "/people/7777/export/", (302, 404, 403, 200, 403)),
    "person-erase": ("get", "/people/7777/erase/", (302, 404, 403, 200, 403)),
    "sign-out": ("post", "/sign-out/", (302, 302, 302, 302, 302)),
    "job": ("get", "/jobs/7777/", OWN),
    "job-progress": ("get", "/jobs/7777/progress/", OWN),
    "mail": ("get", "/mail/", OFFICERS),
    "mail-message": ("get", "/mail/7777/", (302, 404, 403, 200, 403)),
    "mail-again": ("post", "/mail/7777/again/", (302, 404, 403, 302, 403)),
    "mail-wordings": ("get", "/mail/wordings/", OFFICERS),
    "mail-wording": ("get", "/mail/wordings/mission.invitation/", OFFICERS),
    "mail-preview": ("post", "/mail/wordings/mission.invitation/preview/", OFFICERS),
    "mail-default": ("post", "/mail/wordings/mission.invitation/default/", (302, 302, 403, 302, 403)),
    "mail-stopped": ("get", "/mail/stopped/", OFFICERS),
    "mail-allow": ("post", "/mail/stopped/7777/allow/", (302, 404, 403, 302, 403)),
    "stop-mail": ("get", "/stop/not-signed/", (404, 404, 404, 404, 404)),
    "job-cancel": ("post", "/jobs/7777/cancel/", WRITE),
    "towns": ("get", "/towns/", SIGNED),
    "town": ("get", "/towns/val-granit/", SIGNED),
    "load-ontario": ("post", "/portraits/ontario/load/", (302, 302, 403, 302, 403)),
    "upload-table": ("get", "/portraits/load/", (302, 200, 403, 200, 403)),
    "load-table": ("get", "/portraits/load/7777/", (302, 404, 404, 200, 404)),
    "panel": ("get", JOBS, OWN),
    "compare-towns": ("get", f"{JOBS}compare/", OWN),
    "portrait": ("get", f"{JOBS}val-granit/", OWN),
    "closure": ("get", f"{JOBS}val-granit/closure/", OWN),
    "coming": ("get", f"{JOBS}val-granit/next/", OWN),
    "portrait-file": ("get", f"{JOBS}val-granit/portrait-val-granit-fr.xlsx", OWN),
    "forget-table": ("post", "/portraits/load/7777/forget/", (302, 404, 404, 302, 404)),
    "remove-table": ("post", f"{JOBS}remove/", (302, 404, 403, 302, 404)),
    "directory": ("get", "/directory/", SIGNED),
    "directory-new": ("get", "/directory/new/", OFFICERS),
    "directory-organisation": ("get", "/directory/7777/", OWN),
    "directory-edit": ("get", "/directory/7777/edit/", (302, 404, 403, 200, 404)),
    "directory-archive": ("post", "/directory/7777/archive/", WRITE),
    "directory-restore": ("post", "/directory/7777/restore/", WRITE),
    "directory-code": ("post", "/directory/7777/code/", WRITE),
    "directory-note": ("post", "/directory/7777/notes/", (302, 404, 403, 422, 404)),
    "note-remove": ("post", "/directory/notes/7777/remove/", WRITE),
    "contact-new": ("get", "/directory/7777/contacts/new/", (302, 404, 403, 200, 404)),
    "contact": ("get", "/directory/contacts/7777/", (302, 404, 403, 200, 404)),
    "contact-remove": ("post", "/directory/contacts/7777/remove/", WRITE),
    "imports": ("get", "/directory/imports/", SIGNED),
    "import": ("get", "/directory/imports/7777/", OWN),
    "import-start": ("post", "/directory/imports/7777/start/", WRITE),
    "import-forget": ("post", "/directory/imports/7777/forget/", WRITE),
    "import-errors": ("get", "/directory/imports/7777/to-mend.xlsx", (302, 404, 403, 200, 404)),
    "import-undo": ("post", "/directory/imports/7777/undo/", WRITE),
    "duplicates": ("get", "/directory/duplicates/", SIGNED),
    "duplicate-merge": ("post", "/directory/duplicates/merge/", (302, 302, 302, 302, 302)),
    "duplicate-apart": ("post", "/directory/duplicates/apart/", (302, 302, 302, 302, 302)),
    "merge-undo": ("post", "/directory/duplicates/merges/1/undo/", (302, 404, 404, 404, 404)),
    "apart-undo": ("post", "/directory/duplicates/apart/1/undo/", (302, 404, 404, 404, 404)),
    "practices": ("get", "/practices/", SIGNED),
    "lineage": ("get", "/practices/lineage/", SIGNED),
    "practice": ("get", "/practices/PR04/", SIGNED),
    "transfer-plan": ("get", "/practices/PR04/transfer/", (302, 200, 403, 200, 403)),
    "transfers": ("get", "/transfers/", SIGNED),
    "transfer": ("get", "/transfers/7777/", OWN),
    "transfer-requirements": ("post", "/transfers/7777/requirements/", WRITE),
    "transfer-step": ("post", "/transfers/7777/steps/adapt/", (302, 404, 403, 422, 404)),
    "transfer-mark": ("post", "/transfers/7777/steps/understand/mark/", WRITE),
    "transfer-result": ("post", "/transfers/7777/result/", (302, 404, 403, 422, 404)),
    "transfer-reopen": ("post", "/transfers/7777/reopen/", WRITE),
    "transfer-discard": ("post", "/transfers/7777/discard/", WRITE),
    "model-towns": ("get", "/model-towns/", SIGNED),
    "county-scan": ("get", "/model-towns/us-counties/", SIGNED),
    "model-town-search": ("get", "/model-towns/invented/", SIGNED),
    "model-town": ("get", "/model-towns/invented/val-debout/", SIGNED),
    "mission-start": ("post", "/missions/start/", (302, 404, 403, 404, 403)),
    "draft-days": ("post", f"{DRAFT}days/", (302, 404, 403, 422, 404)),
    "draft-people": ("post", f"{DRAFT}people/", WRITE),
    "draft-topics": ("post", f"{DRAFT}topics/", WRITE),
    "draft-folder": ("get", f"{DRAFT}folder.zip", OWN),
    "missions": ("get", "/missions/", SIGNED),
    "mission": ("get", HERE, OWN),
    "delegation": ("get", f"{HERE}delegation/", OWN),
    "delegate-organisation": ("get", f"{HERE}delegation/F1/", OWN),
    "delegate-profile": ("get", f"{HERE}delegation/F1/profile/", (302, 404, 403, 200, 404)),
    "matches": ("get", f"{HERE}matches/", OWN),
    "compare": ("get", f"{HERE}matches/compare/", OWN),
    "match-decide": ("post", f"{HERE}matches/decide/", (302, 404, 403, 404, 404)),
    "match-undo": ("post", f"{HERE}matches/undo/1/", (302, 404, 403, 404, 404)),
    "rematch": ("post", f"{HERE}matches/again/", (302, 404, 403, 302, 404)),
    "requests-file": ("get", f"{HERE}matches/requests.csv", OWN),
    "shortlist": ("get", f"{HERE}matches/shortlist/", OWN),
    "shortlist-save": ("post", f"{HERE}matches/shortlist/save/", (302, 404, 403, 302, 404)),
    "shortlist-withdraw": ("post", f"{HERE}matches/shortlist/withdraw/", (302, 404, 403, 302, 404)),
    "agenda": ("get", f"{HERE}agenda/", OWN),
    "agenda-edit": ("get", f"{HERE}agenda/edit/", (302, 404, 403, 200, 404)),
    "agenda-open": ("post", f"{HERE}agenda/edit/open/", WRITE),
    "agenda-moves": ("get", f"{HERE}agenda/edit/moves/?meeting=F1.H1", (302, 404, 403, 200, 404)),
    "agenda-change": ("post", f"{HERE}agenda/edit/change/", (302, 404, 403, 422, 404)),
    "agenda-solve": ("post", f"{HERE}agenda/edit/solve/", WRITE),
    "mission-plan": ("post", f"{HERE}agenda/plan/", (302, 404, 403, 403, 404)),  # planned already
    "agenda-versions": ("get", f"{HERE}agenda/versions/", OWN),
    "agenda-compare": ("get", f"{HERE}agenda/versions/compare/", OWN),
    "agenda-version": ("get", f"{HERE}agenda/versions/1/", OWN),
    "agenda-publish": ("get", f"{HERE}agenda/publish/", (302, 404, 403, 200, 404)),
    "agenda-feeds": ("get", f"{HERE}agenda/calendars/", (302, 404, 403, 200, 404)),
    "agenda-feed-make": ("post", f"{HERE}agenda/calendars/make/", (302, 404, 403, 422, 404)),
    "agenda-feed-renew": ("post", f"{HERE}agenda/calendars/7777/renew/", (302, 404, 403, 404, 404)),
    "agenda-feed-revoke": ("post", f"{HERE}agenda/calendars/7777/revoke/", (302, 404, 403, 404, 404)),
    "calendar-feed": ("get", "/calendar/an-unknown-token.ics", (404, 404, 404, 404, 404)),
    "links": ("get", f"{HERE}links/", OWN),
    "report": ("get", f"{HERE}report/", OWN),
    "report-make": ("post", f"{HERE}report/make/", WRITE),
    "report-cost": ("post", f"{HERE}report/cost/", WRITE),
    "report-lessons": ("post", f"{HERE}report/lessons/", WRITE),
    "report-file": ("get", f"{HERE}report/rapport.pdf", (302, 404, 404, 404, 404)),  # none was made
    "reports": ("get", "/reports/", SIGNED),
    "year-report": ("get", "/reports/lichen/2031/", OWN),
    "year-report-make": ("post", "/reports/lichen/2031/make/", WRITE),
    "year-report-file": ("get", "/reports/lichen/2031/rapport.pdf", (302, 404, 404, 404, 404)),
    "documents": ("get", f"{HERE}documents/", OWN),
    "document": ("get", f"{HERE}documents/agenda-fr.ics", OWN),
    "invitation": ("get", "/invitation/no-such-token/", (404, 404, 404, 404, 404)),
    "request-link": ("get", "/request/no-such-token/", (404, 404, 404, 404, 404)),
    "my": ("get", "/my/", SIGNED),
    "my-mission": ("get", f"/my/{SLUG}/", NOBODY),
    "my-answer": ("post", f"/my/{SLUG}/answer/", NOBODY),
    "my-profile": ("get", f"/my/{SLUG}/profile/", NOBODY),
    "my-suggestions": ("get", f"/my/{SLUG}/suggestions/", NOBODY),
    "my-ask": ("post", f"/my/{SLUG}/ask/", NOBODY),
    "my-requests": ("get", f"/my/{SLUG}/requests/", NOBODY),
    "my-reply": ("post", f"/my/{SLUG}/requests/1/reply/", NOBODY),
    "my-withdraw": ("post", f"/my/{SLUG}/requests/1/withdraw/", NOBODY),
    "my-programme": ("get", f"/my/{SLUG}/programme/", NOBODY),
    "my-briefings-pdf": ("get", f"/my/{SLUG}/briefings.pdf", NOBODY),
    "my-briefing": ("get", f"/my/{SLUG}/briefing/F1.H1/", NOBODY),
    "participants": ("get", f"{HERE}people/", OWN),
    "participants-add": ("get", f"{HERE}people/add/", EDIT),
    "participants-contacts": ("post", f"{HERE}people/contacts/", WRITE),
    "participants-invite": ("post", f"{HERE}people/invite/", WRITE),
    "participant": ("get", f"{HERE}people/7777/", EDIT),
    "participant-act": ("post", f"{HERE}people/7777/act/", (302, 404, 403, 404, 404)),
    "mission-settings": ("get", f"{HERE}settings/", EDIT),
    "mission-new": ("get", "/missions/new/", (302, 200, 403, 200, 403)),
    "setup": ("get", f"{HERE}setup/", OWN),
    "setup-days": ("get", f"{HERE}setup/days/", WRITE),  # planned: the page that moves it
    "setup-limits": ("get", f"{HERE}setup/limits/", EDIT),
    "setup-parts": ("get", f"{HERE}setup/programme/", OWN),
    "setup-part-add": ("get", f"{HERE}setup/programme/meals/add/", EDIT),
    "setup-part": ("get", f"{HERE}setup/programme/meals/7777/", GONE),
    "setup-part-remove": ("post", f"{HERE}setup/programme/meals/7777/remove/", WRITE),
    "choose": ("get", f"{HERE}setup/choose/hosts/", EDIT),
    "choose-paste": ("post", f"{HERE}setup/choose/hosts/paste/", (302, 404, 403, 422, 404)),
    "mission-move": ("get", f"{HERE}move/", EDIT),
    "mission-archive": ("post", f"{HERE}setup/archive/", WRITE),
    "mission-restore": ("post", f"{HERE}setup/restore/", WRITE),
    "mission-duplicate": ("post", f"{HERE}setup/duplicate/", WRITE),
    "mission-delete": ("get", f"{HERE}setup/delete/", EDIT),
    "sites": ("get", f"{HERE}sites/", OWN),
    "site-add": ("get", f"{HERE}sites/add/", EDIT),
    "site": ("get", f"{HERE}sites/7777/", EDIT),
    "site-remove": ("post", f"{HERE}sites/7777/remove/", WRITE),
    "requests": ("get", f"{HERE}requests/", OWN),
    "request-ask": ("get", f"{HERE}requests/ask/", EDIT),
    "requests-from-shortlist": ("post", f"{HERE}requests/shortlist/", WRITE),
    "request-answer": ("post", f"{HERE}requests/7777/answer/", WRITE),
    "request-withdraw": ("post", f"{HERE}requests/7777/withdraw/", WRITE),
    "my-worker": ("get", "/my/worker.js", PUBLIC),
    "my-manifest": ("get", "/my/app.webmanifest", PUBLIC),
    "my-no-network": ("get", "/my/no-network", PUBLIC),
    "my-not-sent": ("get", "/my/not-sent", PUBLIC),
    "my-day": ("get", f"/my/{SLUG}/day/", NOBODY),
    "my-day-pdf": ("get", f"/my/{SLUG}/day/programme.pdf", NOBODY),
    "my-day-note": ("post", f"/my/{SLUG}/day/7777/note/", NOBODY),
    "my-day-cancel": ("get", f"/my/{SLUG}/day/7777/cancel/", NOBODY),
    "my-day-return": ("post", f"/my/{SLUG}/day/7777/back/", NOBODY),
    "my-day-outcome": ("get", f"/my/{SLUG}/day/7777/outcome/", NOBODY),
    "day": ("get", f"{HERE}day/", OWN),
    "day-note": ("post", f"{HERE}day/7777/note/", GONE),
    "day-changes": ("get", f"{HERE}day/changes/", OWN),
    "day-withdraw": ("post", f"{HERE}day/changes/7777/withdraw/", GONE),
    "day-repair": ("post", f"{HERE}day/repair/", WRITE),
    "day-proposal": ("get", f"{HERE}day/repair/7777/", (302, 404, 404, 404, 404)),
    "day-publish": ("post", f"{HERE}day/repair/7777/publish/", WRITE),
    "day-discard": ("post", f"{HERE}day/repair/7777/discard/", WRITE),
    "day-walk-in": ("get", f"{HERE}day/walk-in/", EDIT),
    "day-sheet": ("get", f"{HERE}day/sheet.pdf?at=2031-03-04T10:00", (302, 404, 404, 200, 404)),
    "day-as": ("get", f"{HERE}day/as/F1/", OWN),
    "day-as-note": ("post", f"{HERE}day/as/F1/7777/note/", GONE),
    "day-as-cancel": ("get", f"{HERE}day/as/F1/7777/cancel/", GONE),
    "day-as-return": ("post", f"{HERE}day/as/F1/7777/back/", WRITE),
    "outcomes": ("get", f"{HERE}outcomes/", OWN),
    "outcome-for": ("get", f"{HERE}outcomes/7777/F1/", GONE),
    "link-follow": ("get", f"{HERE}links/from/7777/", GONE),
    "portfolio": ("get", "/links/", SIGNED),
    "link-new": ("get", "/links/new/", OFFICERS),
    "link": ("get", "/links/7777/", (302, 404, 404, 404, 404)),
    "link-step": ("post", "/links/7777/step/", (302, 404, 404, 404, 404)),
    "link-next": ("post", "/links/7777/next/", (302, 404, 404, 404, 404)),
    "link-risk": ("post", "/links/7777/risk/", (302, 404, 404, 404, 404)),
    "link-risk-close": ("post", "/links/7777/risk/1/close/", (302, 404, 404, 404, 404)),
    "wave": ("get", "/after/no-such-token/", (404, 404, 404, 404, 404)),
    "wave-aside": ("post", "/links/answers/7777/aside/", (302, 404, 404, 404, 404)),
    "today": ("get", "/today/", OFFICERS),
    "link-note": ("post", "/links/7777/note/", (302, 404, 404, 404, 404)),
    "api-reference": ("get", "/api/docs", PUBLIC),
    "access-keys": ("get", "/api/keys/", SIGNED),
    "access-key-revoke": ("post", "/api/keys/1/revoke/", (302, 404, 404, 404, 404)),
    "api:openapi-json": ("get", "/api/openapi.json", PUBLIC),
    "api:api-root": ("get", "/api/", (404, 404, 404, 404, 404)),
    "api:me": ("get", "/api/me", TOLD),
    "api:missions": ("get", "/api/missions", TOLD),
    "api:mission": ("get", f"/api/missions/{SLUG}", ASKED),
    "api:matches": ("get", f"/api/missions/{SLUG}/matches", ASKED),
    "api:decisions": ("post", f"/api/missions/{SLUG}/decisions", (401, 400, 400, 400, 400)),
    "api:decision": ("get", f"/api/missions/{SLUG}/decisions/1", (405, 405, 405, 405, 405)),
    "api:versions": ("get", f"/api/missions/{SLUG}/versions", ASKED),
    "api:version": ("get", f"/api/missions/{SLUG}/versions/1", ASKED),
    "api:documents": ("get", f"/api/missions/{SLUG}/documents", ASKED),
    "api:document": ("get", f"/api/missions/{SLUG}/documents/agenda-fr.ics", ASKED),
    "api:requests": ("get", f"/api/missions/{SLUG}/requests", ASKED),
    "api:request-answer": ("post", f"/api/missions/{SLUG}/requests/1/answer", (401, 400, 400, 400, 400)),
    "api:request-withdraw": ("post", f"/api/missions/{SLUG}/requests/999999/withdraw", (401, 404, 404, 404, 404)),
    "api:draft": ("get", f"/api/missions/{SLUG}/draft", (405, 405, 405, 405, 405)),
    "api:draft-search": ("post", f"/api/missions/{SLUG}/draft/search", (401, 400, 400, 400, 400)),
    "api:version-move": ("post", f"/api/missions/{SLUG}/versions/1/move", (401, 400, 400, 400, 400)),
    "api:version-publish": ("post", f"/api/missions/{SLUG}/versions/1/publish", (401, 400, 400, 400, 400)),
    "api:presence": ("post", f"/api/missions/{SLUG}/meetings/F1.H1/presence", (401, 400, 400, 400, 400)),
    "api:outcomes": ("get", f"/api/missions/{SLUG}/outcomes", ASKED),
    "api:outcome": ("post", f"/api/missions/{SLUG}/meetings/F1.H1/outcome", (401, 400, 400, 400, 400)),
    "api:links": ("get", f"/api/missions/{SLUG}/links", ASKED),
    "api:organisations": ("get", "/api/organisations", TOLD),
    "api:organisation": ("get", "/api/organisations/F1", ASKED),
    "api:towns": ("get", "/api/towns", TOLD),
    "api:town": ("get", "/api/towns/val-granit", TOLD),
    "api:practices": ("get", "/api/practices", TOLD),
    "api:practice": ("get", "/api/practices/PR04", TOLD),
    "api:job": ("get", "/api/jobs/999999", (401, 404, 404, 404, 404)),
    "api:job-cancel": ("post", "/api/jobs/999999/cancel", (401, 404, 404, 404, 404)),
    "admin:index": ("get", "/operator/", (302, 302, 302, 302, 200)),
}

PARTS = ("partner", "council", "delegate", "host")
OPEN = (200, 200, 404, 404)
MEETING = (403, 403, 200, 200)  # of those who meet

# People with a part in the mission and no agency get what the operator gets; on the mission's own pages partners and
# council readers are refused (403 or 404) where nothing else is said here:
AS_PARTS: dict[str, tuple[int, ...]] = {
    "admin:index": (302, 302, 302, 302),
    "mission": OPEN,
    "delegation": OPEN,
    "agenda": OPEN,
    "links": OPEN,
    "report": OPEN,
    "report-file": (404, 404, 404, 404),
    "my": (302, 302, 302, 302),
    "my-profile": MEETING,
    "my-suggestions": MEETING,
    "my-ask": (403, 403, 404, 404),
    "my-requests": MEETING,
    "my-reply": (403, 403, 404, 404),
    "my-withdraw": (403, 403, 404, 404),
    "my-programme": MEETING,
    "my-briefings-pdf": (403, 403, 404, 404),
    "my-briefing": (403, 403, 404, 404),
    "my-mission": (200, 200, 200, 200),
    "my-day": (302, 302, 200, 200),
    "my-day-return": (404, 404, 302, 302),
    "my-answer": (422, 422, 422, 422),
}


def names(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inside = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from names(pattern.url_patterns, inside)
        else:
            yield f"{prefix}{pattern.name}"


def test_every_address_is_in_the_table() -> None:
    ours = {name for name in names(get_resolver().url_patterns) if not name.startswith("admin:")}
    assert ours == {name for name in EXPECTED if not name.startswith("admin:")}


@pytest.fixture
def jobs(mission: Mission, people: dict[str, User]) -> None:
    """A loaded table of jobs, and a file on its way."""
    load(people["officer"], mission.agency)
    waiting = upload(people["officer"], mission.agency)
    UploadedTable.objects.filter(pk=waiting.pk).update(id=7777)


@pytest.fixture
def work(agency: Agency) -> None:
    """A person whom the agency knows, a job that waits, a message that waits, an address that is stopped."""
    member = User.objects.create_user("member@lichen.invalid", id=7777)
    Membership.objects.create(user=member, agency=agency, role=Role.READER)
    Job.objects.create(pk=7777, agency=agency, kind="invented.work", subject="mission:1")
    Message.objects.create(pk=7777, agency=agency, kind="mission.invitation", to="a@b.invalid", subject="S", text="T")
    Suppression.objects.create(pk=7777, agency=agency, email="stopped@b.invalid", reason="asked")


@pytest.fixture
def plans(library: None, agency: Agency, people: dict[str, User]) -> None:
    """A practice on its way home, and a mission that is still a draft."""
    here, practice = know_town("Port-Lichen"), Practice.objects.get(code="PR37")
    day = dt.date(2031, 3, 4)
    distance = {"total": None, "known": 0, "parts": []}
    Transfer.objects.create(
        pk=7777, agency=agency, practice=practice, here=here, owner="x", started=day, review=day, distance=distance
    )
    start_mission(people["officer"], agency, here, "Chandler", [practice], [])


@pytest.fixture
def directory(agency: Agency) -> None:
    """An organisation with a contact and a note, and an import that was made."""
    made = Organisation.objects.create(pk=7777, agency=agency, code="S7777", name="Atelier inventé")
    made.contacts.create(pk=7777, email="atelier@lichen.invalid")
    made.notes.create(pk=7777, text="Une note")
    agency.import_batches.create(pk=7777, file_name="liste.csv", state="done", returned=b"xlsx")


@pytest.fixture
def consent(mission: Mission) -> None:
    """A person, a place and a request, numbered."""
    home, host = (mission.agency.organisations.get(code=code) for code in ("F2", "H2"))
    Participant.objects.create(pk=7777, mission=mission, part="delegate", organisation=home, name="Quelqu'un")
    Site.objects.create(pk=7777, mission=mission, code="autre", name_fr="Ailleurs", name_en="Elsewhere")
    Request.objects.create(
        pk=7777, mission=mission, delegation=home, host=host, asked_by_side="delegation", state="proposed",
        delegation_wish="like", delegation_priority=3, expires_at=timezone.now() + dt.timedelta(days=7),
    )  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_what_the_table_says(
    client: Client,
    mission: Mission,
    jobs: None,
    work: None,
    plans: None,
    directory: None,
    consent: None,
    people: dict[str, User | None],
    role: str,
) -> None:
    answers = {}
    for name, (method, address, _) in EXPECTED.items():
        if (person := people[role]) is not None:
            person.refresh_from_db()  # who ended the other sessions signs in with another key
            client.force_login(person)
        answers[name] = getattr(client, method)(address).status_code
    assert answers == {name: statuses[ROLES.index(role)] for name, (_, _, statuses) in EXPECTED.items()}


@pytest.mark.parametrize("part", PARTS)
def test_each_part_gets_what_the_table_says(
    client: Client,
    mission: Mission,
    jobs: None,
    plans: None,
    consent: None,
    people: dict[str, User],
    parts: dict[str, User],
    part: str,
) -> None:
    client.force_login(parts[part])
    answers = {}
    for name, (method, address, _) in EXPECTED.items():
        if name == "sign-out":
            continue
        answers[name] = getattr(client, method)(address).status_code
    refused = {
        name
        for name, (_, address, _) in EXPECTED.items()
        if part in ("partner", "council") and address.startswith(HERE) and answers.get(name) in (403, 404)
    }
    usual = {
        name: answers[name] if name in refused else statuses[ROLES.index("operator")]
        for name, (_, address, statuses) in EXPECTED.items()
        if name != "sign-out"
    }
    assert answers == usual | {name: statuses[PARTS.index(part)] for name, statuses in AS_PARTS.items()}


@pytest.mark.parametrize(
    "address", ["", "delegation/NOBODY/", "delegation/H1/", "documents/../../settings.py", "documents/secret_key"]
)
def test_what_is_not_there_is_not_found(officer: Client, mission: Mission, address: str) -> None:
    where = f"{HERE}{address}" if address else "/missions/no-such-mission/"
    answer = officer.get(where)
    assert answer.status_code == 404
    assert "Il n’y a rien à cette adresse" in answer.content.decode()


def test_the_operator_room_refuses_officers(officer: Client) -> None:
    assert officer.get("/operator/login/").status_code == 403
    assert officer.get("/operator/accounts/user/").status_code == 302


def test_reader_cannot_write(client: Client, mission: Mission, people: dict[str, User]) -> None:
    client.force_login(people["reader"])
    answer = client.post(f"{HERE}delegation/F3/profile/", {"offers_fr": "Tout"})
    assert answer.status_code == 403
    assert "Votre rôle ne permet pas cela" in answer.content.decode()
    assert not mission.agency.organisations.get(code="F3").offers.exists()
