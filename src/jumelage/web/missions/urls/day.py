"""Addresses of the day itself: who came, what changed, what came of it."""

from __future__ import annotations

from django.urls import URLPattern, path

from jumelage.web.missions.views import copies, day

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
]
