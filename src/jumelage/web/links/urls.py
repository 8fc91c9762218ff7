"""Addresses of the links room."""

from __future__ import annotations

from django.urls import path

from jumelage.web.links.views import mission, portfolio, waves

urlpatterns = [
    path("missions/<slug:slug>/links/", mission.links, name="links"),
    path("missions/<slug:slug>/links/from/<int:meeting>/", mission.follow, name="link-follow"),
    path("links/", portfolio.portfolio, name="portfolio"),
    path("links/new/", portfolio.new, name="link-new"),
    path("links/<int:pk>/", portfolio.link, name="link"),
    path("links/<int:pk>/step/", portfolio.step, name="link-step"),
    path("links/<int:pk>/next/", portfolio.next_step, name="link-next"),
    path("links/<int:pk>/risk/", portfolio.risk, name="link-risk"),
    path("links/<int:pk>/risk/<int:risk>/close/", portfolio.close_risk, name="link-risk-close"),
    path("links/<int:pk>/note/", portfolio.note, name="link-note"),
    path("after/<str:token>/", waves.wave, name="wave"),
    path("links/answers/<int:pk>/aside/", waves.aside, name="wave-aside"),
]
