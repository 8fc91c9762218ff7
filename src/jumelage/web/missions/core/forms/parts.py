"""The forms of what is on the programme by itself: group visits, meals and other fixed times, exchanges on methods."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from jumelage.language import Bilingual
from jumelage.mission.brief import Exchange, FixedTime, GroupVisit
from jumelage.web.formatting import page_language
from jumelage.web.missions.core.forms.drafts import LineField
from jumelage.web.missions.core.forms.setup import HourField
from jumelage.web.missions.core.setup import Setup

__all__ = ["PARTS", "PartForm"]

Choices = list[tuple[str, str]]


def _minutes() -> forms.IntegerField:
    return forms.IntegerField(label=_("Length, in minutes"), initial=60, min_value=5, max_value=600)


class PartForm(forms.Form):
    """One thing of a list of the setup (``part``): read from it, and made again from what was typed."""

    part: ClassVar[str]

    def __init__(self, data: Any, setup: Setup, one: Any = None, **choices: Choices) -> None:
        super().__init__(data, initial=self.initial_of(one) if one is not None else None)
        self.setup, self.one = setup, one
        days = [(day.date.isoformat(), _day(day.date)) for day in setup.days]
        for name, known in (choices | {"day": days}).items():
            field = self.fields.get(name)
            if isinstance(field, forms.ChoiceField):
                field.choices = [*EMPTY.get((self.part, name), []), *known]

    @staticmethod
    def initial_of(one: Any) -> dict[str, Any]:
        """Return what the fields hold of a thing that is there."""
        raise NotImplementedError

    def made(self, id: str) -> Any:
        """Return the thing as it was typed."""
        raise NotImplementedError

    def both(self, name: str) -> Bilingual:
        """Return a text in both languages; one that was left empty is as the other."""
        fr, en = self.cleaned_data[f"{name}_fr"].strip(), self.cleaned_data[f"{name}_en"].strip()
        return Bilingual(fr or en, en or fr)

    def at(self) -> dt.datetime | None:
        """Return the hour that was set."""
        date, time = self.cleaned_data.get("day"), self.cleaned_data.get("time")
        return dt.datetime.combine(dt.date.fromisoformat(date), time) if date and time else None

    def clean(self) -> dict[str, Any]:
        """Ask for a title in one language at least, and for an hour of the grid inside its day."""
        cleaned = super().clean() or {}
        if "title_fr" in self.fields and not (
            cleaned.get("title_fr", "").strip() or cleaned.get("title_en", "").strip()
        ):
            self.add_error("title_fr", _("Give a title, in one language at least."))
        if "time" in self.fields:
            self._check_hour(cleaned)
        return cleaned

    def _check_hour(self, cleaned: dict[str, Any]) -> None:
        if bool(cleaned.get("day")) != bool(cleaned.get("time")) and not self.errors:
            self.add_error("time", _("Give both the day and the hour, or neither."))
        at, minutes = self.at(), cleaned.get("minutes")
        day = next((day for day in self.setup.days if at and day.date == at.date()), None)
        if at is None or day is None or not minutes:
            return
        opening, closing = (dt.datetime.combine(day.date, hour) for hour in (day.start, day.end))
        slot = self.setup.limits.slot_minutes
        if at < opening or at + dt.timedelta(minutes=minutes) > closing:
            self.add_error(
                "time", _("It does not fit into the hours of this day: change the hour, or the day’s hours.")
            )
        elif (at - opening).seconds // 60 % slot:
            self.add_error(
                "time",
                _("Hours fall every %(n)s minutes from the start of the day: choose one of them.") % {"n": slot},
            )


def _day(date: dt.date) -> str:
    from jumelage.language import say_date

    return say_date(date, page_language(), weekday=True, year=False)


def _names(one: Any, *names: str) -> dict[str, Any]:
    return {f"{name}_{lang}": getattr(getattr(one, name), lang) for name in names for lang in ("fr", "en")}


def _when(at: dt.datetime | None) -> dict[str, Any]:
    return {"day": at.date().isoformat(), "time": at.time()} if at else {}


class VisitForm(PartForm):
    """A visit that the whole delegation makes, or some of it."""

    part = "group_visits"
    title_fr = LineField(label=_("Title, in French"), max_length=200, required=False)
    title_en = LineField(label=_("Title, in English"), max_length=200, required=False)
    hosts = forms.MultipleChoiceField(label=_("Hosts"), required=False, widget=forms.CheckboxSelectMultiple)
    minutes = _minutes()
    site = forms.ChoiceField(label=_("Place"), required=False)
    day = forms.ChoiceField(label=_("Day"), required=False)
    time = HourField(label=_("Hour"), required=False)
    reason_fr = forms.CharField(label=_("Why, in French"), max_length=1000, required=False)
    reason_en = forms.CharField(label=_("Why, in English"), max_length=1000, required=False)
    participants = forms.MultipleChoiceField(
        label=_("Who goes (none ticked: everyone)"), required=False, widget=forms.CheckboxSelectMultiple
    )

    @staticmethod
    def initial_of(one: GroupVisit) -> dict[str, Any]:
        """Return what the fields hold of a visit."""
        own = {"hosts": one.hosts, "minutes": one.minutes, "site": one.site, "participants": one.participants}
        return own | _names(one, "title", "reason") | _when(one.at)

    def made(self, id: str) -> GroupVisit:
        """Return the visit; without a place of the mission it has one of its own."""
        said = self.cleaned_data
        return GroupVisit(
            id=id,
            title=self.both("title"),
            hosts=tuple(said["hosts"]),
            minutes=said["minutes"],
            site=said["site"] or f"lieu-{id}",
            reason=self.both("reason"),
            at=self.at(),
            participants=tuple(said["participants"]),
            source_url=self.one.source_url if self.one else "",
        )


class FixedTimeForm(PartForm):
    """A meal, an arrival or a departure."""

    part = "fixed_times"
    kind = forms.ChoiceField(
        label=_("What it is"), choices=[("meal", _("meal")), ("arrival", _("arrival")), ("departure", _("departure"))]
    )
    title_fr = LineField(label=_("Title, in French"), max_length=200, required=False)
    title_en = LineField(label=_("Title, in English"), max_length=200, required=False)
    day = forms.ChoiceField(label=_("Day"))
    time = HourField(label=_("Hour"))
    minutes = _minutes()
    site = forms.ChoiceField(label=_("Place"))

    @staticmethod
    def initial_of(one: FixedTime) -> dict[str, Any]:
        """Return what the fields hold of a fixed time."""
        return {"kind": one.kind, "minutes": one.minutes, "site": one.site} | _names(one, "title") | _when(one.at)

    def made(self, id: str) -> FixedTime:
        """Return the fixed time."""
        said, at = self.cleaned_data, self.at()
        assert at is not None
        kept = {"participants": self.one.participants, "note": self.one.note} if self.one else {}
        return FixedTime(id, said["kind"], self.both("title"), at, said["minutes"], said["site"], **kept)


class ExchangeForm(PartForm):
    """A meeting of counterparts on methods."""

    part = "exchanges"
    delegation = forms.ChoiceField(label=_("Who travels"))
    host = forms.ChoiceField(label=_("Host"))
    minutes = _minutes()
    reason_fr = forms.CharField(label=_("Why, in French"), max_length=1000, required=False)
    reason_en = forms.CharField(label=_("Why, in English"), max_length=1000, required=False)

    @staticmethod
    def initial_of(one: Exchange) -> dict[str, Any]:
        """Return what the fields hold of an exchange."""
        return {"delegation": one.delegation, "host": one.host, "minutes": one.minutes} | _names(one, "reason")

    def clean(self) -> dict[str, Any]:
        """Ask for the reason: an exchange is not matched."""
        cleaned = super().clean()
        if not (cleaned.get("reason_fr", "").strip() or cleaned.get("reason_en", "").strip()):
            self.add_error("reason_fr", _("Say why they should meet, in one language at least."))
        return cleaned

    def made(self, id: str) -> Exchange:
        """Return the exchange."""
        said = self.cleaned_data
        return Exchange(said["delegation"], said["host"], said["minutes"], self.both("reason"))


EMPTY: dict[tuple[str, str], Iterable[tuple[str, Any]]] = {
    ("group_visits", "site"): [("", _("where the host is"))],
    ("group_visits", "day"): [("", _("any day: the search chooses"))],
}
PARTS: dict[str, type[PartForm]] = {"visits": VisitForm, "meals": FixedTimeForm, "exchanges": ExchangeForm}
