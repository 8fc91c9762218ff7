"""Addresses of matches, shortlists and requests, as an officer sees them."""

from __future__ import annotations

from django.urls import path

from jumelage.web.missions.matching.views import matches, requests, shortlists

urlpatterns = [
    path("missions/<slug:slug>/matches/", matches.matches, name="matches"),
    path("missions/<slug:slug>/matches/compare/", matches.compare, name="compare"),
    path("missions/<slug:slug>/matches/decide/", matches.decide, name="match-decide"),
    path("missions/<slug:slug>/matches/undo/<int:decision>/", matches.undo, name="match-undo"),
    path("missions/<slug:slug>/matches/again/", matches.rematch, name="rematch"),
    path("missions/<slug:slug>/matches/requests.csv", matches.requests_file, name="requests-file"),
    path("missions/<slug:slug>/matches/shortlist/", shortlists.shortlist, name="shortlist"),
    path("missions/<slug:slug>/matches/shortlist/save/", shortlists.save, name="shortlist-save"),
    path("missions/<slug:slug>/matches/shortlist/withdraw/", shortlists.withdraw, name="shortlist-withdraw"),
    path("missions/<slug:slug>/requests/", requests.requests, name="requests"),
    path("missions/<slug:slug>/requests/ask/", requests.ask, name="request-ask"),
    path("missions/<slug:slug>/requests/shortlist/", requests.from_shortlist, name="requests-from-shortlist"),
    path("missions/<slug:slug>/requests/<int:number>/answer/", requests.answer, name="request-answer"),
    path("missions/<slug:slug>/requests/<int:number>/withdraw/", requests.withdraw, name="request-withdraw"),
]
