"""Addresses of requests, as an officer sees them."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
