"""Addresses of a mission’s draft and sites."""

from __future__ import annotations

from django.urls import path

from jumelage.web.missions.core.views import drafts, sites

urlpatterns = [
    path("missions/start/", drafts.start, name="mission-start"),
    path("missions/<slug:slug>/draft/days/", drafts.draft_days, name="draft-days"),
    path("missions/<slug:slug>/draft/people/", drafts.draft_people, name="draft-people"),
    path("missions/<slug:slug>/draft/topics/", drafts.draft_topics, name="draft-topics"),
    path("missions/<slug:slug>/sites/", sites.sites, name="sites"),
    path("missions/<slug:slug>/sites/add/", sites.site, name="site-add"),
    path("missions/<slug:slug>/sites/<int:number>/", sites.site, name="site"),
    path("missions/<slug:slug>/sites/<int:number>/remove/", sites.remove, name="site-remove"),
]
