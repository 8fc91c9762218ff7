"""Addresses of the page Today."""

from __future__ import annotations

from django.urls import path

from jumelage.web.today import views

urlpatterns = [path("today/", views.today, name="today")]
