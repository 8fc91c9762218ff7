"""What a phone needs to show the last copy of a page without a network: the worker, the manifest, two plain pages."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

import jumelage

__all__ = ["manifest", "no_network", "not_sent", "worker"]

SHELL = (
    "web/jumelage.css",
    "web/my.css",
    "web/day.css",
    "web/day.js",
    "web/icon.svg",
    "web/fonts/InterVariable-latin.woff2",
)


@login_not_required
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Serve the service worker of the portal; its scope is the folder that it is served from."""
    context = {
        "release": jumelage.__version__,
        "files": [static(name) for name in SHELL],
        "no_network": reverse("my-no-network"),
        "not_sent": reverse("my-not-sent"),
        "room": reverse("my"),
        "statics": static(""),
    }
    answer = render(request, "missions/portal/worker.js", context, content_type="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@login_not_required
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Serve the web manifest: how the portal looks on a phone's home screen."""
    pictures = [
        ("icon.svg", "any", "image/svg+xml"),
        ("icon-192.png", "192x192", "image/png"),
        ("icon-512.png", "512x512", "image/png"),
    ]
    return JsonResponse(
        {
            "name": _("Jumelage: my mission"),
            "short_name": "Jumelage",
            "start_url": reverse("my"),
            "scope": reverse("my"),
            "display": "standalone",
            "background_color": "#f5f3ee",
            "theme_color": "#ffffff",
            "lang": f"{request.LANGUAGE_CODE}-CA",
            "icons": [{"src": static(f"web/{name}"), "sizes": sizes, "type": kind} for name, sizes, kind in pictures],
        },
        content_type="application/manifest+json",
    )


@login_not_required
@require_safe
def no_network(request: HttpRequest) -> HttpResponse:
    """Say that a page was not kept; nobody's name is on it."""
    return render(request, "missions/portal/no_network.html")


@login_not_required
@require_safe
def not_sent(request: HttpRequest) -> HttpResponse:
    """Say that an action was not sent, and that nothing waits to be sent later."""
    return render(request, "missions/portal/not_sent.html")
