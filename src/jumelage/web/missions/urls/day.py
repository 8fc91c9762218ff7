"""Addresses of the day itself: who came, what changed, what came of it."""

from __future__ import annotations

from django.urls import URLPattern, path

from jumelage.web.missions.views import copies, day, day_as, day_board, day_papers, day_repairs, day_walk_ins, outcomes

DAY = "missions/<slug:slug>/day/"
AS = f"{DAY}as/<str:code>/"

urlpatterns: list[URLPattern] = [
    path("my/worker.js", copies.worker, name="my-worker"),
    path("my/app.webmanifest", copies.manifest, name="my-manifest"),
    path("my/no-network", copies.no_network, name="my-no-network"),
    path("my/not-sent", copies.not_sent, name="my-not-sent"),
    path("my/<slug:slug>/day/", day.my_day, name="my-day"),
    path("my/<slug:slug>/day/programme.pdf", day.my_paper, name="my-day-paper"),
    path("my/<slug:slug>/day/<int:meeting>/note/", day.my_note, name="my-day-note"),
    path("my/<slug:slug>/day/<int:meeting>/cancel/", day.my_cancel, name="my-day-cancel"),
    path("my/<slug:slug>/day/<int:meeting>/back/", day.my_return, name="my-day-return"),
    path("my/<slug:slug>/day/<int:meeting>/outcome/", day.my_outcome, name="my-day-outcome"),
    path(DAY, day_board.day, name="day"),
    path(f"{DAY}<int:meeting>/note/", day_board.note, name="day-note"),
    path(f"{DAY}changes/", day_board.changes, name="day-changes"),
    path(f"{DAY}changes/<int:pk>/withdraw/", day_board.withdraw, name="day-withdraw"),
    path(f"{DAY}repair/", day_repairs.repair, name="day-repair"),
    path(f"{DAY}repair/<int:number>/", day_repairs.proposal, name="day-proposal"),
    path(f"{DAY}repair/<int:number>/publish/", day_repairs.publish, name="day-publish"),
    path(f"{DAY}repair/<int:number>/discard/", day_repairs.discard, name="day-discard"),
    path(f"{DAY}walk-in/", day_walk_ins.walk_in, name="day-walk-in"),
    path(f"{DAY}sheet.pdf", day_papers.sheet, name="day-sheet"),
    path(AS, day_as.day_as, name="day-as"),
    path(f"{AS}<int:meeting>/note/", day_as.day_as_note, name="day-as-note"),
    path(f"{AS}<int:meeting>/cancel/", day_as.day_as_cancel, name="day-as-cancel"),
    path(f"{AS}<int:meeting>/back/", day_as.day_as_return, name="day-as-return"),
    path("missions/<slug:slug>/outcomes/", outcomes.outcomes, name="outcomes"),
    path("missions/<slug:slug>/outcomes/<int:meeting>/<str:code>/", day_as.outcome_for, name="outcome-for"),
]
