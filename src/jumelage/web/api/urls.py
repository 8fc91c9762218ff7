"""Addresses for programs, and for those who write them."""

from __future__ import annotations

from typing import Any

from django.urls import path

from jumelage.web.api import views
from jumelage.web.api.service import service

answers: Any = service.urls[0]
for pattern in answers:
    pattern.callback.login_required = False  # the service refuses with 401 by itself, instead of leading to a page

urlpatterns = [
    path("api/docs", views.reference, name="api-reference"),
    path("api/keys/", views.keys, name="access-keys"),
    path("api/keys/<int:key>/revoke/", views.revoke, name="access-key-revoke"),
    path("api/", (answers, "api", "api")),
]
