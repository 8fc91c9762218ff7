"""Addresses of a participant's own pages, made for a phone."""

from __future__ import annotations

from django.urls import path

from jumelage.web.missions.views import mine

urlpatterns = [
    path("invitation/<str:token>/", mine.invitation, name="invitation"),
    path("my/", mine.my_missions, name="my"),
    path("my/<slug:slug>/", mine.my_mission, name="my-mission"),
    path("my/<slug:slug>/requests/", mine.my_mission, name="my-requests"),
    path("my/<slug:slug>/answer/", mine.my_answer, name="my-answer"),
]
