"""Addresses of a mission's own pages: overview, drafts, delegation, matches, documents."""

from __future__ import annotations

from django.urls import path

from jumelage.web.missions import views

urlpatterns = [
    path("missions/", views.missions, name="missions"),
    path("missions/start/", views.start, name="mission-start"),
    path("missions/<slug:slug>/", views.mission, name="mission"),
    path("missions/<slug:slug>/draft/days/", views.draft_days, name="draft-days"),
    path("missions/<slug:slug>/draft/people/", views.draft_people, name="draft-people"),
    path("missions/<slug:slug>/draft/topics/", views.draft_topics, name="draft-topics"),
    path("missions/<slug:slug>/draft/folder.zip", views.draft_folder, name="draft-folder"),
    path("missions/<slug:slug>/delegation/", views.delegation, name="delegation"),
    path("missions/<slug:slug>/delegation/<str:code>/", views.organisation, name="delegate-organisation"),
    path("missions/<slug:slug>/delegation/<str:code>/profile/", views.profile, name="delegate-profile"),
    path("missions/<slug:slug>/matches/", views.matches, name="matches"),
    path("missions/<slug:slug>/matches/compare/", views.compare, name="compare"),
    path("missions/<slug:slug>/matches/decide/", views.decide, name="match-decide"),
    path("missions/<slug:slug>/matches/undo/<int:decision>/", views.undo, name="match-undo"),
    path("missions/<slug:slug>/matches/again/", views.rematch, name="rematch"),
    path("missions/<slug:slug>/matches/requests.csv", views.requests_file, name="requests-file"),
    path("missions/<slug:slug>/matches/shortlist/", views.shortlist, name="shortlist"),
    path("missions/<slug:slug>/matches/shortlist/save/", views.save, name="shortlist-save"),
    path("missions/<slug:slug>/matches/shortlist/withdraw/", views.withdraw, name="shortlist-withdraw"),
    path("missions/<slug:slug>/documents/", views.documents, name="documents"),
    path("missions/<slug:slug>/documents/<str:file>", views.document, name="document"),
]
