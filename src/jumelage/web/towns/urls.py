"""Addresses of the towns room."""

from __future__ import annotations

from django.urls import path

from jumelage.web.towns.views import loading, portraits

urlpatterns = [
    path("towns/", portraits.towns, name="towns"),
    path("towns/<slug:slug>/", portraits.town, name="town"),
    path("portraits/ontario/load/", loading.ontario, name="load-ontario"),
    path("portraits/load/", loading.upload, name="upload-table"),
    path("portraits/load/<int:number>/", loading.table, name="load-table"),
    path("portraits/load/<int:number>/forget/", loading.forget, name="forget-table"),
    path("portraits/<slug:panel>/", portraits.panel, name="panel"),
    path("portraits/<slug:panel>/remove/", loading.remove, name="remove-table"),
    path("portraits/<slug:panel>/compare/", portraits.compare, name="compare-towns"),
    path("portraits/<slug:panel>/<slug:place>/", portraits.portrait, name="portrait"),
    path("portraits/<slug:panel>/<slug:place>/closure/", portraits.closure, name="closure"),
    path("portraits/<slug:panel>/<slug:place>/next/", portraits.coming, name="coming"),
    path("portraits/<slug:panel>/<slug:place>/<str:file>", portraits.portrait_file, name="portrait-file"),
]
