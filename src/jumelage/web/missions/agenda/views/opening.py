"""How each page of a mission's agenda starts."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from jumelage.web.missions.agenda.queries import programmes
from jumelage.web.missions.core.views.opening import open_mission

__all__ = ["cache_key", "open_agenda"]


def open_agenda(request: HttpRequest, slug: str, tab: str, *, edit: bool = False) -> dict[str, Any]:
    """Return what :func:`open_mission` does, with the version and the programme that the person sees.

    People of the agency see the latest version, whatever its state. Partners and council readers see the latest public
    one, without what is between two firms.
    """
    context = open_mission(request, slug, tab, edit=edit)
    shared = context["shared"]
    version = (programmes.public_version if shared else programmes.current_version)(context["mission"])

    proposals = programmes.proposals_in(context["mission"]) if version else frozenset()

    def programme() -> Any:
        if version is None:
            return None
        whole = programmes.with_proposals(programmes.programme_of(version), proposals)
        return programmes.without_reasons(whole) if shared else whole

    # Read when a page first asks for it: many do not.
    return context | {
        "version": version,
        "proposals": proposals,
        "programme": SimpleLazyObject(programme) if version else None,
    }


def cache_key(context: dict[str, Any], version: Any) -> str:
    """Return the cache key of what a page shows of a version: any change of its contents gives another key."""
    asked = blake2b(" ".join(sorted(context["proposals"])).encode(), digest_size=8).hexdigest()
    return f"{context['mission'].slug} {version.pk} {programmes.contents_of(version)} {context['shared']} {asked}"
