"""What the second of two who act at once reads: how the request stands now."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

__all__ = ["request_moved"]


def request_moved(request: HttpRequest, context: dict[str, Any], row: Any) -> HttpResponse:
    """Say how a request stands, to someone who saw it otherwise."""
    return render(request, "missions/matching/request_moved.html", context | {"row": row}, status=409)
