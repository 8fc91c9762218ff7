"""Addresses of the people of a mission: invitations, seats, the waiting list; its settings and its sites."""

from __future__ import annotations

from django.urls import path

from jumelage.web.missions.views import people, sites

urlpatterns = [
    path("missions/<slug:slug>/people/", people.people, name="participants"),
    path("missions/<slug:slug>/people/add/", people.add, name="participants-add"),
    path("missions/<slug:slug>/people/contacts/", people.add_contacts, name="participants-contacts"),
    path("missions/<slug:slug>/people/invite/", people.invite, name="participants-invite"),
    path("missions/<slug:slug>/people/<int:number>/", people.person, name="participant"),
    path("missions/<slug:slug>/people/<int:number>/act/", people.act, name="participant-act"),
    path("missions/<slug:slug>/settings/", people.settings, name="mission-settings"),
    path("missions/<slug:slug>/sites/", sites.sites, name="sites"),
    path("missions/<slug:slug>/sites/add/", sites.site, name="site-add"),
    path("missions/<slug:slug>/sites/<int:number>/", sites.site, name="site"),
    path("missions/<slug:slug>/sites/<int:number>/remove/", sites.remove, name="site-remove"),
]
