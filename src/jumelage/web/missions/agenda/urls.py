"""Addresses of the agenda room: versions, edits, publishing, calendar feeds."""

from __future__ import annotations

from django.urls import path

from jumelage.web.missions.agenda.views import agenda, feeds, folder, moving, versions

HERE = "missions/<slug:slug>/agenda/"

urlpatterns = [
    path(HERE, agenda.agenda, name="agenda"),
    path(f"{HERE}edit/", agenda.edit, name="agenda-edit"),
    path(f"{HERE}edit/open/", agenda.open_draft, name="agenda-open"),
    path(f"{HERE}edit/moves/", agenda.moves, name="agenda-moves"),
    path(f"{HERE}edit/change/", agenda.change, name="agenda-change"),
    path(f"{HERE}edit/solve/", agenda.solve, name="agenda-solve"),
    path(f"{HERE}plan/", agenda.plan, name="mission-plan"),
    path(f"{HERE}versions/", versions.versions, name="agenda-versions"),
    path(f"{HERE}versions/compare/", versions.compare, name="agenda-compare"),
    path(f"{HERE}versions/<int:number>/", versions.version, name="agenda-version"),
    path(f"{HERE}publish/", versions.publication, name="agenda-publish"),
    path(f"{HERE}calendars/", feeds.feeds, name="agenda-feeds"),
    path(f"{HERE}calendars/make/", feeds.make, name="agenda-feed-make"),
    path(f"{HERE}calendars/<int:feed>/renew/", feeds.renew, name="agenda-feed-renew"),
    path(f"{HERE}calendars/<int:feed>/revoke/", feeds.revoke, name="agenda-feed-revoke"),
    path("missions/<slug:slug>/move/", moving.move, name="mission-move"),
    path("missions/<slug:slug>/draft/folder.zip", folder.draft_folder, name="draft-folder"),
    path("calendar/<str:token>.ics", feeds.calendar, name="calendar-feed"),
]
