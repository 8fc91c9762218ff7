"""Addresses of the practices room."""

from __future__ import annotations

from django.urls import path

from jumelage.web.practices.views import library, model_towns, transfers

urlpatterns = [
    path("practices/", library.practices, name="practices"),
    path("practices/lineage/", library.lineage, name="lineage"),
    path("practices/<slug:code>/", library.practice, name="practice"),
    path("practices/<slug:code>/transfer/", transfers.plan, name="transfer-plan"),
    path("transfers/", transfers.board, name="transfers"),
    path("transfers/<int:pk>/", transfers.transfer, name="transfer"),
    path("transfers/<int:pk>/requirements/", transfers.answers, name="transfer-requirements"),
    path("transfers/<int:pk>/steps/<slug:name>/", transfers.step, name="transfer-step"),
    path("transfers/<int:pk>/steps/<slug:name>/mark/", transfers.mark, name="transfer-mark"),
    path("transfers/<int:pk>/result/", transfers.close, name="transfer-result"),
    path("transfers/<int:pk>/reopen/", transfers.reopen, name="transfer-reopen"),
    path("transfers/<int:pk>/discard/", transfers.discard, name="transfer-discard"),
    path("model-towns/", model_towns.searches, name="model-towns"),
    path("model-towns/us-counties/", model_towns.counties, name="county-scan"),
    path("model-towns/<slug:slug>/", model_towns.search, name="model-town-search"),
    path("model-towns/<slug:slug>/<slug:town>/", model_towns.model_town, name="model-town"),
]
