"""Addresses of the towns room."""

from __future__ import annotations

from django.urls import path

from jumelage.web.towns import views

urlpatterns = [
    path("towns/", views.towns, name="towns"),
    path("towns/<slug:slug>/", views.town, name="town"),
]
