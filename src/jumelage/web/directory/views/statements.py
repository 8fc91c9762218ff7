"""Tell who wrote a profile which translations were left out of it."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

__all__ = ["tell_left_out"]


def tell_left_out(request: HttpRequest, lines: Sequence[str]) -> None:
    """Say which translations no longer stand, since the line that they translated was rewritten."""
    if lines:
        text = _(
            "Left out, since the line that they translated was rewritten: %(lines)s. Write them again if they still hold."
        )
        messages.warning(request, text % {"lines": " · ".join(lines)})
