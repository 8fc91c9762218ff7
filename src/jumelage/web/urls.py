"""All addresses."""

from __future__ import annotations

from django.urls import include, path

from jumelage.web import views
from jumelage.web.accounts.admin import operator
from jumelage.web.guides import HOME

urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", views.health, name="health"),
    path("metrics", views.metrics, name="metrics"),
    path("aide/", views.show_guide, {"name": HOME}, name="help"),
    path("aide/pictures/<path:path>", views.show_guide_picture, name="guide-picture"),
    path("aide/<path:name>/", views.show_guide, name="guide"),
    path("language/", views.set_language, name="set_language"),
    path("", include("jumelage.web.accounts.urls")),
    path("", include("jumelage.web.jobs.urls")),
    path("", include("jumelage.web.outbox.urls")),
    path("", include("jumelage.web.towns.urls")),
    path("", include("jumelage.web.directory.urls")),
    path("", include("jumelage.web.practices.urls")),
    path("", include("jumelage.web.missions.urls")),
    path("", include("jumelage.web.links.urls")),
    path("", include("jumelage.web.reports.urls")),
    path("", include("jumelage.web.today.urls")),
    path("", include("jumelage.web.api.urls")),
    path("operator/", operator.urls),
]

handler403 = "jumelage.web.views.forbidden"
handler404 = "jumelage.web.views.not_found"
handler500 = "jumelage.web.views.server_error"
