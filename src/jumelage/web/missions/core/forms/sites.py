"""The form of a place, and the field that reads a position however it is pasted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jumelage.reference.places.positions import Position, position_of
from jumelage.web.missions.core.forms.drafts import LineField

__all__ = ["PositionField", "SiteForm"]


class PositionField(forms.CharField):
    """A position pasted from a map, or typed; ``near`` (latitude, longitude) gives the sign of a longitude typed without one."""

    near: tuple[float, float] | None = None

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=2000, required=False, **kwargs)

    def clean(self, value: Any) -> Position | None:
        """Read what was pasted."""
        text = super().clean(value)
        if not text:
            return None
        found = position_of(text, self.near)
        if found is None:
            raise forms.ValidationError(
                _("No position is in this text. Paste the link of a map, or two numbers such as 50.21, 66.38.")
            )
        return found


class SiteForm(forms.Form):
    """A place where meetings happen: its name, its address, its position, its tables."""

    name_fr = LineField(label=_("Name, in French"), max_length=200, required=False)
    name_en = LineField(label=_("Name, in English"), max_length=200, required=False)
    address = LineField(label=_("Address"), max_length=240, required=False)
    position = PositionField(
        label=_("Position"), help_text=_("Paste the link of a map (OpenStreetMap, Google Maps), or two numbers.")
    )
    tables = forms.IntegerField(
        label=_("Tables"), required=False, min_value=1, max_value=500, help_text=_("Empty: no limit.")
    )
    everyone = forms.BooleanField(
        label=_("Every host receives here"),
        required=False,
        help_text=_(
            "Ticked: firms meet at tables here, without travel. Otherwise each host receives at its own place."
        ),
    )

    def __init__(self, *args: Any, near: tuple[float, float] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["position"]
        assert isinstance(field, PositionField)
        field.near = near

    def clean(self) -> dict[str, Any]:
        """Ask for a name in one language at least."""
        cleaned = super().clean() or {}
        names = [cleaned.get("name_fr", "").strip(), cleaned.get("name_en", "").strip()]
        if not any(names):
            self.add_error("name_fr", _("Give the place a name, in one language at least."))
        cleaned["name_fr"], cleaned["name_en"] = names[0] or names[1], names[1] or names[0]
        return cleaned
