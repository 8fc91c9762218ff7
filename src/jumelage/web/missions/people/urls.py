"""Addresses of the people of a mission: invitations, seats, the waiting list; the mission’s settings."""

from __future__ import annotations

from django.urls import path

from jumelage.web.missions.people.views import choosing
from jumelage.web.missions.people.views import people as views

urlpatterns = [
    path("missions/<slug:slug>/setup/choose/<str:side>/", choosing.choose, name="choose"),
    path("missions/<slug:slug>/setup/choose/<str:side>/paste/", choosing.paste, name="choose-paste"),
    path("missions/<slug:slug>/people/", views.people, name="participants"),
    path("missions/<slug:slug>/people/list.xlsx", views.people_book, name="participants-list"),
    path("missions/<slug:slug>/people/add/", views.add, name="participants-add"),
    path("missions/<slug:slug>/people/contacts/", views.add_contacts, name="participants-contacts"),
    path("missions/<slug:slug>/people/invite/", views.invite, name="participants-invite"),
    path("missions/<slug:slug>/people/<int:number>/", views.person, name="participant"),
    path("missions/<slug:slug>/people/<int:number>/act/", views.act, name="participant-act"),
    path("missions/<slug:slug>/settings/", views.settings, name="mission-settings"),
]
