"""Addresses of the day itself: who came, what changed, what came of it."""

from __future__ import annotations

from django.urls import URLPattern, path

from jumelage.web.missions.day.views import as_officer, board, outcomes, repairs, sheets, walk_ins

DAY = "missions/<slug:slug>/day/"
AS = f"{DAY}as/<str:code>/"

urlpatterns: list[URLPattern] = [
    path(DAY, board.day, name="day"),
    path(f"{DAY}<int:meeting>/note/", board.note, name="day-note"),
    path(f"{DAY}changes/", board.changes, name="day-changes"),
    path(f"{DAY}changes/<int:pk>/withdraw/", board.withdraw, name="day-withdraw"),
    path(f"{DAY}repair/", repairs.repair, name="day-repair"),
    path(f"{DAY}repair/<int:number>/", repairs.proposal, name="day-proposal"),
    path(f"{DAY}repair/<int:number>/publish/", repairs.publish, name="day-publish"),
    path(f"{DAY}repair/<int:number>/discard/", repairs.discard, name="day-discard"),
    path(f"{DAY}walk-in/", walk_ins.walk_in, name="day-walk-in"),
    path(f"{DAY}sheet.pdf", sheets.sheet, name="day-sheet"),
    path(AS, as_officer.day_as, name="day-as"),
    path(f"{AS}<int:meeting>/note/", as_officer.day_as_note, name="day-as-note"),
    path(f"{AS}<int:meeting>/cancel/", as_officer.day_as_cancel, name="day-as-cancel"),
    path(f"{AS}<int:meeting>/back/", as_officer.day_as_return, name="day-as-return"),
    path("missions/<slug:slug>/outcomes/", outcomes.outcomes, name="outcomes"),
    path("missions/<slug:slug>/outcomes/<int:meeting>/<str:code>/", as_officer.outcome_for, name="outcome-for"),
]
