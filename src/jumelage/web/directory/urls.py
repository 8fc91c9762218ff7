"""Addresses of the directory room."""

from __future__ import annotations

from django.urls import path

from jumelage.web.directory import views

urlpatterns = [
    path("directory/duplicates/", views.duplicates, name="duplicates"),
    path("directory/duplicates/merge/", views.merge, name="duplicate-merge"),
    path("directory/duplicates/apart/", views.apart, name="duplicate-apart"),
    path("directory/duplicates/merges/<int:pk>/undo/", views.undo, name="merge-undo"),
    path("directory/duplicates/apart/<int:pk>/undo/", views.rejoin, name="apart-undo"),
]
