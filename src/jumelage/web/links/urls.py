"""Addresses of the links room."""

from __future__ import annotations

from django.urls import path

from jumelage.web.links import views

urlpatterns = [
    path("missions/<slug:slug>/links/", views.links, name="links"),
    path("missions/<slug:slug>/links/from/<int:meeting>/", views.follow, name="link-follow"),
]
