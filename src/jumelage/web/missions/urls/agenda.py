"""Addresses of the agenda room: versions, edits, publishing, calendar feeds."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
