"""Addresses of the reports room."""

from __future__ import annotations

from django.urls import path

from jumelage.web.reports import views

urlpatterns = [
    path("missions/<slug:slug>/report/", views.report, name="report"),
    path("missions/<slug:slug>/report/make/", views.make, name="report-make"),
    path("missions/<slug:slug>/report/cost/", views.cost, name="report-cost"),
    path("missions/<slug:slug>/report/lessons/", views.lessons, name="report-lessons"),
    path("missions/<slug:slug>/report/<str:file>", views.file, name="report-file"),
    path("reports/", views.years, name="reports"),
    path("reports/<slug:agency>/<int:year>/", views.year_report, name="year-report"),
    path("reports/<slug:agency>/<int:year>/make/", views.make_year, name="year-report-make"),
    path("reports/<slug:agency>/<int:year>/<str:file>", views.year_file, name="year-report-file"),
]
