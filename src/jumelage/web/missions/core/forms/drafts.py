"""The forms of a mission’s draft."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jumelage.documents.lettering import visible

__all__ = ["MOST_DAYS", "YEARS", "DayField", "DaysForm", "GoalFields", "LineField", "PeopleForm", "StartForm"]


MOST_DAYS = 10
YEARS = range(1950, 2101)
"""Years in which a mission may be: outside of them a date is a slip of the hand."""


class LineField(forms.CharField):
    """A name or a title: one line, of characters that are seen."""

    def to_python(self, value: Any) -> str:
        """Take line breaks, control characters and marks of direction out; what is left of nothing is empty."""
        return visible(" ".join((super().to_python(value) or "").split()))


class DayField(forms.DateField):
    """A day on which a mission may be."""

    def clean(self, value: Any) -> dt.date | None:
        """Refuse a year that no mission is in."""
        found: dt.date | None = super().clean(value)
        if found is not None and found.year not in YEARS:
            raise forms.ValidationError(
                _("Write a year from %(first)s to %(last)s."), params={"first": YEARS[0], "last": YEARS[-1]}
            )
        return found


class StartForm(forms.Form):
    """For which agency, and from which town, a mission starts."""

    agency: Any = forms.ModelChoiceField(queryset=None, label=_("Agency"), to_field_name="slug")
    origin: Any = forms.ModelChoiceField(queryset=None, label=_("Our town"), to_field_name="slug")

    def __init__(self, data: Any, agencies: Any, towns: Any) -> None:
        super().__init__(data)
        for name, rows in (("agency", agencies), ("origin", towns)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows


class GoalFields(forms.Form):
    """What a mission is for, in both languages."""

    goal_fr = forms.CharField(
        label=_("Goal, in French"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "fr"}),
    )
    goal_en = forms.CharField(
        label=_("Goal, in English"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "en"}),
    )

    def check_days(self, cleaned: dict[str, Any], first: str, last: str) -> None:
        """Ask for days in order, and not a month of them, in the two fields of these names."""
        begins, ends = cleaned.get(first), cleaned.get(last)
        if begins and ends and ends < begins:
            self.add_error(last, _("The last day comes before the first."))
        if begins and ends and (ends - begins).days >= MOST_DAYS:
            self.add_error(last, _("A mission lasts at most ten days: plan two instead."))


class DaysForm(GoalFields):
    """When the delegation is there, and what for."""

    first = DayField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    last = DayField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    field_order = ("first", "last", "goal_fr", "goal_en")

    def clean(self) -> dict[str, Any]:
        """Check the days."""
        cleaned = super().clean() or {}
        self.check_days(cleaned, "first", "last")
        return cleaned


class PeopleForm(forms.Form):
    """How many people of each organisation travel; 0 or empty for one that does not."""

    def __init__(self, data: Any, guests: list[Any]) -> None:
        super().__init__(data)
        self.guests = guests
        for guest in guests:
            self.fields[f"people_{guest.organisation.code}"] = forms.IntegerField(
                label=guest.organisation.name, min_value=0, max_value=50, initial=guest.people, required=False
            )

    def lines(self) -> list[tuple[Any, Any]]:
        """Return each organisation with its field."""
        return [(guest, self[f"people_{guest.organisation.code}"]) for guest in self.guests]

    def people(self) -> dict[str, int]:
        """Return how many travel, by code."""
        codes = [guest.organisation.code for guest in self.guests]
        return {code: self.cleaned_data[f"people_{code}"] or 0 for code in codes}
