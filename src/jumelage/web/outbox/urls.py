"""Addresses of the outbox room."""

from __future__ import annotations

from django.urls import path

from jumelage.web.outbox import views

urlpatterns = [
    path("mail/", views.messages, name="mail"),
    path("mail/<int:pk>/", views.message, name="mail-message"),
    path("mail/<int:pk>/again/", views.again, name="mail-again"),
    path("mail/wordings/", views.wordings, name="mail-wordings"),
    path("mail/wordings/<str:kind>/", views.wording, name="mail-wording"),
    path("mail/wordings/<str:kind>/preview/", views.preview, name="mail-preview"),
    path("mail/wordings/<str:kind>/default/", views.default, name="mail-default"),
    path("mail/stopped/", views.suppressions, name="mail-stopped"),
    path("mail/stopped/<int:pk>/allow/", views.allow, name="mail-allow"),
    path("stop/<str:token>/", views.stop, name="stop-mail"),
]
