"""What changes a day, each said in one sentence with blanks: who is away, which host closes, which table is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from jumelage.web.missions.day.rules import DisruptionKind

__all__ = ["FORMS", "AwayForm", "CallOffForm", "Choices", "ClosedForm", "LateForm", "MovedPlaceForm", "TablesForm"]

Choices = Mapping[str, Mapping[str, Any]]
"""For each list of the page, its rows by key; what a row is called is its ``str`` or its ``label``."""

CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class _Sentence(forms.Form):
    """One kind of change; ``rows`` are the lists to choose from, ``date`` the day that it is about."""

    kind: ClassVar[DisruptionKind]
    lists: ClassVar[dict[str, str]]  # field -> list of the page
    words = forms.CharField(label=_("Why (optional)"), required=False, max_length=400)

    def __init__(self, rows: Choices, date: dt.date, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.rows, self.date = rows, date
        for name, source in self.lists.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            empty = [] if field.required else [("", "–")]
            field.choices = [*empty, *((key, getattr(row, "label", row)) for key, row in rows[source].items())]

    def row(self, name: str) -> Any:
        """Return the row that was chosen in a list."""
        return self.rows[self.lists[name]].get(self.cleaned_data.get(name) or "")

    def span(self) -> dict[str, str]:
        """Return the hours that were given, as local times of the day."""
        ends = {"begins": self.cleaned_data["begins"], "ends": self.cleaned_data["ends"]}
        return {name: dt.datetime.combine(self.date, time).isoformat(timespec="minutes") for name, time in ends.items()}

    def clean(self) -> dict[str, Any]:
        """Ask for hours in their order."""
        data = super().clean() or {}
        begins, ends = data.get("begins"), data.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("The end comes after the beginning."))
        return data

    def values(self) -> dict[str, Any]:
        """Return what the action takes."""
        raise NotImplementedError


class CallOffForm(_Sentence):
    """An organisation cannot come to one meeting."""

    kind = DisruptionKind.CANCELLED
    lists: ClassVar[dict[str, str]] = {"who": "seats"}
    who = forms.ChoiceField(label=_("Who cannot come to what"))

    field_order = ("who", "words")


class AwayForm(_Sentence):
    """A person or a whole organisation is not there for a while: ill, called back, held up."""

    kind = DisruptionKind.AWAY
    lists: ClassVar[dict[str, str]] = {"who": "people"}
    who = forms.ChoiceField(label=_("Who"))
    begins = forms.TimeField(label=_("From"), widget=CLOCK)
    ends = forms.TimeField(label=_("Until"), widget=CLOCK)

    field_order = ("who", "begins", "ends", "words")

    def values(self) -> dict[str, Any]:
        """Return who is away, and when."""
        chosen = self.row("who")
        return {chosen.column: chosen.row, "words": self.cleaned_data["words"], **self.span()}


class ClosedForm(_Sentence):
    """A host receives nobody for a while."""

    kind = DisruptionKind.CLOSED
    lists: ClassVar[dict[str, str]] = {"who": "hosts"}
    who = forms.ChoiceField(label=_("Which host"))
    begins = forms.TimeField(label=_("From"), widget=CLOCK)
    ends = forms.TimeField(label=_("Until"), widget=CLOCK)

    field_order = ("who", "begins", "ends", "words")

    def values(self) -> dict[str, Any]:
        """Return which host closes, and when."""
        return {"organisation": self.row("who").row, "words": self.cleaned_data["words"], **self.span()}


class MovedPlaceForm(_Sentence):
    """A place cannot be used from now on; another may take over."""

    kind = DisruptionKind.CLOSED
    lists: ClassVar[dict[str, str]] = {"site": "sites", "instead": "sites"}
    site = forms.ChoiceField(label=_("Which place"))
    instead = forms.ChoiceField(label=_("Which place takes over (optional)"), required=False)

    field_order = ("site", "instead", "words")

    def clean(self) -> dict[str, Any]:
        """Ask for another place than the one that closes."""
        data = super().clean()
        if data.get("site") and data.get("site") == data.get("instead"):
            self.add_error("instead", _("Choose another place than the one that closes."))
        return data

    def values(self) -> dict[str, Any]:
        """Return the place, and which one takes over."""
        instead = self.row("instead")
        return {
            "site": self.row("site").row,
            "instead": instead.row if instead else None,
            "words": self.cleaned_data["words"],
        }


class TablesForm(_Sentence):
    """A place has fewer tables from now on."""

    kind = DisruptionKind.TABLES
    lists: ClassVar[dict[str, str]] = {"site": "sites"}
    site = forms.ChoiceField(label=_("Which place"))
    tables = forms.IntegerField(label=_("Tables left"), min_value=1, max_value=500)

    field_order = ("site", "tables", "words")

    def values(self) -> dict[str, Any]:
        """Return the place, and how many tables are left."""
        data = self.cleaned_data
        return {"site": self.row("site").row, "tables": data["tables"], "words": data["words"]}


class LateForm(_Sentence):
    """A meeting starts late, by more than it can make up for."""

    kind = DisruptionKind.LATE
    lists: ClassVar[dict[str, str]] = {"meeting": "meetings"}
    meeting = forms.ChoiceField(label=_("Which meeting"))
    minutes = forms.IntegerField(label=_("Minutes late"), min_value=5, max_value=480)

    field_order = ("meeting", "minutes", "words")

    def values(self) -> dict[str, Any]:
        """Return the meeting, and by how many minutes it is late."""
        data = self.cleaned_data
        return {"meeting": self.row("meeting").row, "minutes": data["minutes"], "words": data["words"]}


FORMS: dict[str, type[_Sentence]] = {
    "off": CallOffForm,
    "away": AwayForm,
    "closed": ClosedForm,
    "late": LateForm,
    "tables": TablesForm,
    "place": MovedPlaceForm,
}
"""The sentences of the page, most usual first."""
