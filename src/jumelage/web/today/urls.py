"""Addresses of the room of the day's work."""

from __future__ import annotations

from django.urls import path

from jumelage.web.today import views

urlpatterns = [path("today/", views.today, name="today")]
