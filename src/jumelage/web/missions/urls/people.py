"""Addresses of the people of a mission: invitations, seats, the waiting list."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
