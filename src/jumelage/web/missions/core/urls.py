"""Addresses of a mission’s draft and sites."""

from __future__ import annotations

from django.urls import path

from jumelage.web.missions.core.views import drafts, lifecycle, setup, sites

HERE = "missions/<slug:slug>/setup/"

urlpatterns = [
    path("missions/start/", drafts.start, name="mission-start"),
    path("missions/new/", setup.new, name="mission-new"),
    path(HERE, setup.setup, name="setup"),
    path(f"{HERE}days/", setup.days, name="setup-days"),
    path(f"{HERE}limits/", setup.limits, name="setup-limits"),
    path(f"{HERE}programme/", setup.parts, name="setup-parts"),
    path(f"{HERE}programme/<str:kind>/add/", setup.part, name="setup-part-add"),
    path(f"{HERE}programme/<str:kind>/<int:number>/", setup.part, name="setup-part"),
    path(f"{HERE}programme/<str:kind>/<int:number>/remove/", setup.remove_part, name="setup-part-remove"),
    path(f"{HERE}archive/", lifecycle.archive, name="mission-archive"),
    path(f"{HERE}restore/", lifecycle.restore, name="mission-restore"),
    path(f"{HERE}duplicate/", lifecycle.duplicate, name="mission-duplicate"),
    path(f"{HERE}delete/", lifecycle.delete, name="mission-delete"),
    path("missions/<slug:slug>/draft/days/", drafts.draft_days, name="draft-days"),
    path("missions/<slug:slug>/draft/people/", drafts.draft_people, name="draft-people"),
    path("missions/<slug:slug>/draft/topics/", drafts.draft_topics, name="draft-topics"),
    path("missions/<slug:slug>/sites/", sites.sites, name="sites"),
    path("missions/<slug:slug>/sites/add/", sites.site, name="site-add"),
    path("missions/<slug:slug>/sites/<int:number>/", sites.site, name="site"),
    path("missions/<slug:slug>/sites/<int:number>/remove/", sites.remove, name="site-remove"),
]
