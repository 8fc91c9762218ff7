"""Addresses of the day itself: who came, what changed, what came of it."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
