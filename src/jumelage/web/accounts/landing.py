"""Where a person comes in."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from jumelage.web.accounts.models import AnyUser
from jumelage.web.accounts.queries import agencies_visible_to

__all__ = ["first_page"]

OWN_PAGES = ("my-missions", "my")


def first_page(user: AnyUser) -> str:
    """Lead officers, readers and the operator to the missions, everybody else to the pages of a participant."""
    if not (user.is_superuser or agencies_visible_to(user).exists()):
        for name in OWN_PAGES:
            try:
                return reverse(name)
            except NoReverseMatch:
                continue
    return reverse("missions")
