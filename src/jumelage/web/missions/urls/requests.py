"""Addresses of requests, as an officer sees them."""

from __future__ import annotations

from django.urls import path

from jumelage.web.missions.views import requests

urlpatterns = [
    path("missions/<slug:slug>/requests/", requests.requests, name="requests"),
    path("missions/<slug:slug>/requests/ask/", requests.ask, name="request-ask"),
    path("missions/<slug:slug>/requests/shortlist/", requests.from_shortlist, name="requests-from-shortlist"),
    path("missions/<slug:slug>/requests/<int:number>/answer/", requests.answer, name="request-answer"),
    path("missions/<slug:slug>/requests/<int:number>/withdraw/", requests.withdraw, name="request-withdraw"),
]
