"""Addresses of a participant's own pages, made for a phone."""

from __future__ import annotations

from django.urls import path

from jumelage.web.missions.portal.views import asked, day, home, offline_cache, profile, programme, requests

urlpatterns = [
    path("my/worker.js", offline_cache.worker, name="my-worker"),
    path("my/app.webmanifest", offline_cache.manifest, name="my-manifest"),
    path("my/no-network", offline_cache.no_network, name="my-no-network"),
    path("my/not-sent", offline_cache.not_sent, name="my-not-sent"),
    path("invitation/<str:token>/", home.invitation, name="invitation"),
    path("request/<str:token>/", asked.request_link, name="request-link"),
    path("my/", home.my_missions, name="my"),
    path("my/<slug:slug>/", home.my_mission, name="my-mission"),
    path("my/<slug:slug>/answer/", home.my_answer, name="my-answer"),
    path("my/<slug:slug>/profile/", profile.my_profile, name="my-profile"),
    path("my/<slug:slug>/suggestions/", requests.my_suggestions, name="my-suggestions"),
    path("my/<slug:slug>/ask/", requests.my_ask, name="my-ask"),
    path("my/<slug:slug>/requests/", requests.my_requests, name="my-requests"),
    path("my/<slug:slug>/requests/<int:number>/reply/", requests.my_reply, name="my-reply"),
    path("my/<slug:slug>/requests/<int:number>/withdraw/", requests.my_withdraw, name="my-withdraw"),
    path("my/<slug:slug>/programme/", programme.my_programme, name="my-programme"),
    path("my/<slug:slug>/briefings.pdf", programme.my_briefings_pdf, name="my-briefings-pdf"),
    path("my/<slug:slug>/briefing/<str:code>/", programme.my_briefing, name="my-briefing"),
    path("my/<slug:slug>/day/", day.my_day, name="my-day"),
    path("my/<slug:slug>/day/programme.pdf", day.my_day_pdf, name="my-day-pdf"),
    path("my/<slug:slug>/day/<int:meeting>/note/", day.my_note, name="my-day-note"),
    path("my/<slug:slug>/day/<int:meeting>/cancel/", day.my_cancel, name="my-day-cancel"),
    path("my/<slug:slug>/day/<int:meeting>/back/", day.my_return, name="my-day-return"),
    path("my/<slug:slug>/day/<int:meeting>/outcome/", day.my_outcome, name="my-day-outcome"),
]
