"""Addresses of a participant's own pages, made for a phone."""

from __future__ import annotations

from django.urls import path

from jumelage.web.missions.views import mine, my_profile, my_programme, my_requests

urlpatterns = [
    path("invitation/<str:token>/", mine.invitation, name="invitation"),
    path("my/", mine.my_missions, name="my"),
    path("my/<slug:slug>/", mine.my_mission, name="my-mission"),
    path("my/<slug:slug>/answer/", mine.my_answer, name="my-answer"),
    path("my/<slug:slug>/profile/", my_profile.my_profile, name="my-profile"),
    path("my/<slug:slug>/suggestions/", my_requests.my_suggestions, name="my-suggestions"),
    path("my/<slug:slug>/ask/", my_requests.my_ask, name="my-ask"),
    path("my/<slug:slug>/requests/", my_requests.my_requests, name="my-requests"),
    path("my/<slug:slug>/requests/<int:number>/reply/", my_requests.my_reply, name="my-reply"),
    path("my/<slug:slug>/requests/<int:number>/withdraw/", my_requests.my_withdraw, name="my-withdraw"),
    path("my/<slug:slug>/programme/", my_programme.my_programme, name="my-programme"),
    path("my/<slug:slug>/briefings.pdf", my_programme.my_briefings_paper, name="my-briefings-paper"),
    path("my/<slug:slug>/briefing/<str:code>/", my_programme.my_briefing, name="my-briefing"),
]
