"""The forms of the agenda: an hour and a place, a revision, a number of seconds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jumelage.web.missions.agenda.rules import PUBLIC

__all__ = ["ChangeForm", "FeedForm", "PublishForm", "SearchForm"]

SECONDS = (10, 30, 60, 180)


class ChangeForm(forms.Form):
    """One change to the draft."""

    DO = ("move", "swap", "unplace", "lock", "unlock", "undo", "redo", "refresh", "away", "back")

    do = forms.ChoiceField(choices=[(name, name) for name in DO])
    revision = forms.IntegerField(min_value=0)
    meeting = forms.CharField(max_length=120, required=False)
    other = forms.CharField(max_length=120, required=False)
    place = forms.CharField(max_length=200, required=False)
    who = forms.CharField(max_length=120, required=False)
    begins = forms.IntegerField(min_value=0, required=False)
    ends = forms.IntegerField(min_value=0, required=False)

    def clean_place(self) -> tuple[int, str] | None:
        """Read ``12@hall``: a slot and a site."""
        text: str = self.cleaned_data["place"]
        slot, found, site = text.partition("@")
        if not text:
            return None
        if not found or not slot.isdecimal() or len(slot) > 6 or not site:
            raise forms.ValidationError(_("Choose an hour in the list."))
        return int(slot), site

    def clean(self) -> dict[str, Any]:
        """Ask for what the change needs."""
        said = super().clean() or {}
        needs = {"move": "place", "swap": "other"}.get(said.get("do", ""))
        if needs and needs not in self.errors and not said.get(needs):
            self.add_error(
                needs, _("Choose an hour in the list.") if needs == "place" else _("Choose a meeting in the list.")
            )
        if said.get("do") in ("move", "swap", "unplace", "lock", "unlock") and not said.get("meeting"):
            self.add_error("meeting", _("Choose a meeting in the list."))
        if said.get("do") in ("away", "back"):
            self._absent(said)
        return said

    def _absent(self, said: dict[str, Any]) -> None:
        """Ask of an absence who, and an hour that ends after it begins; keep its slots as a range."""
        begins, ends = said.get("begins"), said.get("ends")
        if not said.get("who"):
            self.add_error("who", _("Choose a person in the list."))
        if begins is None or ends is None:
            self.add_error("begins", _("Choose an hour in the list."))
        elif ends <= begins:
            self.add_error("ends", _("An absence ends after it begins."))
        else:
            said["slots"] = range(begins, ends)


class SearchForm(forms.Form):
    """How long to search."""

    seconds = forms.TypedChoiceField(coerce=int, choices=[(n, n) for n in SECONDS], initial=30)


class PublishForm(forms.Form):
    """Which version, as what."""

    version = forms.IntegerField(min_value=1)
    revision = forms.IntegerField(min_value=0)
    state = forms.ChoiceField(choices=[(state.value, state.value) for state in PUBLIC])


class FeedForm(forms.Form):
    """Whose calendar: ``all``, ``person:3``, ``organisation:A1``."""

    whose = forms.CharField(max_length=140)
    language = forms.ChoiceField(choices=[("fr", "Français"), ("en", "English")])

    def clean_whose(self) -> tuple[str, str]:
        """Read whose it is."""
        kind, _found, which = str(self.cleaned_data["whose"]).partition(":")
        if kind not in ("all", "person", "organisation") or (kind != "all" and not which):
            raise forms.ValidationError(_("Choose in the list."))
        return kind, which
