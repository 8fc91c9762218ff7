"""The forms of a new mission, of its days and hours, and of its limits."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jumelage.mission.brief import Day, Limits
from jumelage.reference.places import find_place
from jumelage.text import fold
from jumelage.web.missions.core.forms.drafts import MOST_DAYS, DayField, LineField
from jumelage.web.missions.core.forms.sites import PositionField
from jumelage.web.missions.core.setup import HOURS, TEMPLATES, Setup

__all__ = ["HourField", "HoursForm", "LimitsForm", "NewMissionForm"]

LANGUAGES = [("fr", "Français"), ("en", "English")]
SLOTS = [(n, str(n)) for n in (5, 10, 15, 20, 30, 60)]


class DateInput(forms.DateInput):
    """A date field with the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """An hour field with the browser's own control."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class HourField(forms.TimeField):
    """An hour and its minutes, on whatever clock; seconds are no part of a programme."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%H:%M", "%H:%M:%S"], widget=TimeInput(), **kwargs)

    def clean(self, value: Any) -> dt.time | None:
        """Drop the seconds."""
        found: dt.time | None = super().clean(value)
        return found.replace(second=0) if found else None


class NewMissionForm(forms.Form):
    """What a mission needs to exist: what it is called, from where to where, when, of which kind."""

    template = forms.ChoiceField(
        label=_("Kind of mission"),
        choices=[(name, name) for name in TEMPLATES],
        initial="visit",
        widget=forms.RadioSelect,
    )
    title = LineField(label=_("Title"), max_length=200)
    first = DayField(label=_("First day"), widget=DateInput())
    home = LineField(label=_("Our town"), max_length=120)
    destination = LineField(label=_("Town visited"), max_length=120)
    language = forms.ChoiceField(label=_("Language of the people invited"), choices=LANGUAGES, initial="fr")
    home_position = PositionField(label=_("Position of our town (a map link)"))
    destination_position = PositionField(label=_("Position of the town visited (a map link)"))
    agency: Any = forms.ModelChoiceField(queryset=None, label=_("Agency"), to_field_name="slug", empty_label=None)

    def __init__(self, data: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field = self.fields["agency"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = agencies
        if len(agencies) == 1:
            del self.fields["agency"]
        for name in ("home", "destination"):
            self.fields[name].widget.attrs |= {"list": "places", "autocomplete": "off"}
        near = find_place((data or {}).get("home", ""))
        for name in ("home_position", "destination_position"):
            position = self.fields[name]
            assert isinstance(position, PositionField)
            position.near = (near.latitude, near.longitude) if near else QUEBEC

    def clean(self) -> dict[str, Any]:
        """Ask for two towns."""
        cleaned = super().clean() or {}
        home, there = (fold(cleaned.get(name, "")) for name in ("home", "destination"))
        if home and home == there:
            self.add_error("destination", _("The mission starts and ends in the same town: give two towns."))
        return cleaned


QUEBEC = (49.0, -70.0)
"""Near which a position is meant while no town is known: the service begins there."""


class HoursForm(forms.Form):
    """Each day of a mission with its hours, and their time zone; a line without a date is ignored."""

    timezone = forms.ChoiceField(label=_("Time zone"))

    def __init__(self, data: Any, days: Sequence[Day], timezone: str) -> None:
        self.lines = min(MOST_DAYS, len(days) + 1)
        initial: dict[str, Any] = {"timezone": timezone}
        for n, day in enumerate(days):
            initial |= {f"date_{n}": day.date, f"start_{n}": day.start, f"end_{n}": day.end}
        super().__init__(data, initial=initial)
        last = days[-1] if days else None
        for n in range(self.lines):
            fresh = n >= len(days)
            self.fields[f"date_{n}"] = DayField(
                label=_("Day to add") if fresh else _("Day"), required=False, widget=DateInput()
            )
            hours = (last.start, last.end) if last else HOURS
            self.fields[f"start_{n}"] = HourField(label=_("Starts at"), required=False, initial=hours[0])
            self.fields[f"end_{n}"] = HourField(label=_("Ends at"), required=False, initial=hours[1])
        zones = dict.fromkeys([timezone, *ZONES])
        field = self.fields["timezone"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(zone, ZONES.get(zone, zone.replace("_", " "))) for zone in zones]

    def rows(self) -> list[tuple[Any, Any, Any]]:
        """Return the fields of each line."""
        return [(self[f"date_{n}"], self[f"start_{n}"], self[f"end_{n}"]) for n in range(self.lines)]

    def clean(self) -> dict[str, Any]:
        """Put the days in order; each date once, each day from an hour to a later one."""
        cleaned = super().clean() or {}
        found: dict[dt.date, Day] = {}
        for n in range(self.lines):
            date, start, end = (cleaned.get(f"{name}_{n}") for name in ("date", "start", "end"))
            if date and not (start and end) and not {f"start_{n}", f"end_{n}"} & self.errors.keys():
                self.add_error(f"start_{n}", _("Give both hours of this day."))
            if not (date and start and end):
                continue
            if date in found:
                self.add_error(f"date_{n}", _("This day is written twice."))
            elif end <= start:
                self.add_error(f"end_{n}", _("The end comes before the start."))
            found[date] = Day(date, start, end)
        if not found and not self.errors:
            self.add_error("date_0", _("Give one day at least."))
        if found and (max(found) - min(found)).days >= MOST_DAYS:
            self.add_error(None, _("A mission lasts at most ten days: plan two instead."))
        cleaned["days"] = tuple(found[date] for date in sorted(found))
        return cleaned


ZONES = {
    "America/Toronto": _("Eastern time (Toronto, Montréal)"),
    "America/Halifax": _("Atlantic time (Halifax)"),
    "America/Moncton": _("Atlantic time (Moncton)"),
    "America/St_Johns": _("Newfoundland time (St. John’s)"),
    "America/Winnipeg": _("Central time (Winnipeg)"),
    "America/Regina": _("Saskatchewan time (Regina)"),
    "America/Edmonton": _("Mountain time (Edmonton)"),
    "America/Vancouver": _("Pacific time (Vancouver)"),
    "America/New_York": _("Eastern time (New York)"),
    "Europe/Paris": _("Time of France (Paris)"),
    "Europe/Brussels": _("Time of Belgium (Brussels)"),
    "Europe/London": _("Time of the United Kingdom (London)"),
}
assert set(ZONES) <= zoneinfo.available_timezones()


class LimitsForm(forms.Form):
    """Limits of visits for a firm and a host, their length, and the grid of hours; each field says what it changes."""

    most_visits = forms.IntegerField(
        label=_("Visits of a firm, at most"), min_value=0, max_value=40,
        help_text=_("Individual visits that each travelling firm makes. More: longer days, fewer left out."),
    )  # fmt: skip
    least_visits = forms.IntegerField(
        label=_("Visits of a firm, wanted"), min_value=0, max_value=40,
        help_text=_("Below this number a firm is served before the others get more."),
    )  # fmt: skip
    visits_per_host = forms.IntegerField(
        label=_("Visits that a host receives, at most"), min_value=0, max_value=40,
        help_text=_("A host who receives too often says no next time."),
    )  # fmt: skip
    visit_minutes = forms.IntegerField(
        label=_("Length of a visit, in minutes"), min_value=5, max_value=480,
        help_text=_("Of the visits planned from now on: those on the agenda keep theirs."),
    )  # fmt: skip
    slot_minutes = forms.TypedChoiceField(
        label=_("Hours fall every … minutes"), choices=SLOTS, coerce=int,
        help_text=_("The finer, the longer the search. It stays once the mission is planned."),
    )  # fmt: skip
    travel_minutes = forms.IntegerField(
        label=_("Road between two places, in minutes"), min_value=0, max_value=600,
        help_text=_("Kept free between two meetings in different places."),
    )  # fmt: skip
    travel_assumed = forms.BooleanField(
        label=_("These minutes are assumed"), required=False,
        help_text=_("The programme then says so to its readers."),
    )  # fmt: skip

    def __init__(self, data: Any, setup: Setup, *, planned: bool) -> None:
        names = ("most_visits", "least_visits", "visits_per_host", "visit_minutes", "slot_minutes")
        initial = {name: getattr(setup.limits, name) for name in names}
        initial |= {"travel_minutes": setup.travel_minutes, "travel_assumed": setup.travel_assumed}
        super().__init__(data, initial=initial)
        self.setup = setup
        if planned:
            for name in ("slot_minutes", "travel_minutes", "travel_assumed"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Refuse more wanted visits than a firm may make."""
        cleaned = super().clean() or {}
        if cleaned.get("least_visits", 0) > cleaned.get("most_visits", 99):
            self.add_error("least_visits", _("More visits are wanted than a firm may make."))
        return cleaned

    def parts(self) -> dict[str, Any]:
        """Return the parts of the setup that the form fills in."""
        said, old = self.cleaned_data, self.setup.limits
        limits = Limits(
            slot_minutes=said.get("slot_minutes", old.slot_minutes),
            visit_minutes=said["visit_minutes"],
            least_visits=said["least_visits"],
            most_visits=said["most_visits"],
            visits_per_host=said["visits_per_host"],
            seconds=old.seconds,
            seed=old.seed,
        )
        travel: dict[str, Any] = {name: said[name] for name in ("travel_minutes", "travel_assumed") if name in said}
        return {"limits": limits, **travel}
