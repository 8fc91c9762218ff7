"""Addresses of a mission’s overview, its delegation and its documents."""

from __future__ import annotations

from django.urls import path

from jumelage.web.missions.overview import views

urlpatterns = [
    path("find/", views.find, name="find"),
    path("missions/", views.missions, name="missions"),
    path("missions/<slug:slug>/", views.mission, name="mission"),
    path("missions/<slug:slug>/delegation/", views.delegation, name="delegation"),
    path("missions/<slug:slug>/delegation/<str:code>/", views.organisation, name="delegate-organisation"),
    path("missions/<slug:slug>/delegation/<str:code>/profile/", views.profile, name="delegate-profile"),
    path("missions/<slug:slug>/documents/", views.documents, name="documents"),
    path("missions/<slug:slug>/documents/<str:file>", views.document, name="document"),
]
