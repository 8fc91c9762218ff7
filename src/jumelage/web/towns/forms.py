"""Forms of the towns room: send a table, say which column is what; choose towns to compare, an industry to close."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jumelage.economy.portrait.town import TownFigures
from jumelage.economy.readers.uploads import KINDS, Reading, guess_columns
from jumelage.economy.table.placenames import fold
from jumelage.economy.table.sectors import short_name
from jumelage.web.accounts.models import Agency
from jumelage.web.formatting import page_language
from jumelage.web.towns.actions import Given
from jumelage.web.towns.models import Portrait, Town
from jumelage.web.towns.rules import LARGEST_FILE

__all__ = ["CompareForm", "TableForm", "UploadForm", "closable"]

COLUMN_FIELDS = (
    "place",
    "place_text",
    "year",
    "year_text",
    "industry",
    "industry_name",
    "employment",
    "level",
    "decimal",
)
COLUMNS = ("place", "industry", "year", "employment", "industry_name")


class UploadForm(forms.Form):
    """A file, for which agency."""

    agency = forms.ModelChoiceField(label=_("For which agency"), queryset=Agency.objects.none(), empty_label=None)
    file = forms.FileField(
        label=_("The table, in CSV or Excel"), error_messages={"required": _("Choose a file first.")}
    )

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["agency"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = agencies
        if len(agencies) == 1:
            field.widget, field.initial = forms.HiddenInput(), agencies[0].pk
        self.fields["file"].widget.attrs["accept"] = ",".join(KINDS)

    def clean_file(self) -> Any:
        """Refuse at once what is too large or of another kind."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(
                _("This file has more than 5 MB. Keep the places and years to compare, and send it again.")
            )
        if Path(file.name).suffix.lower() not in KINDS:
            raise forms.ValidationError(_("This kind of file is not read here. In Excel: Save as, CSV UTF-8."))
        return file


class TableForm(forms.Form):
    """Which column is what, where the table comes from, which place is the town."""

    place = forms.ChoiceField(label=_("Place"), required=False)
    place_text = forms.CharField(label=_("or the one place of the table"), required=False, max_length=120)
    industry = forms.ChoiceField(label=_("Industry, by code or by name"))
    industry_name = forms.ChoiceField(label=_("Name of the industry, if apart"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)
    year_text = forms.IntegerField(
        label=_("or the one year of the table"), required=False, min_value=1900, max_value=2100
    )
    employment = forms.ChoiceField(label=_("Number of people or jobs"))
    level = forms.TypedChoiceField(
        label=_("Level of the industries"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[
            ("", _("as they are (one level)")),
            ("2", _("sectors, two digits")),
            ("3", _("three digits")),
            ("4", _("four digits")),
        ],
    )
    people = forms.ChoiceField(
        label=_("What is counted"),
        choices=[("people", _("People, where they live")), ("jobs", _("Jobs, where the work is"))],
    )
    survey = forms.ChoiceField(
        label=_("How it was gathered"),
        choices=[
            ("census", _("Canadian census, long form (one household in four, rounded to 5)")),
            ("unknown", _("Otherwise, or not known")),
        ],
    )
    decimal = forms.ChoiceField(
        label=_("Which sign separates decimals"),
        required=False,
        choices=[("", _("as the column shows")), (".", _("the point: 12.5")), (",", _("the comma: 12,5"))],
    )
    name = forms.CharField(label=_("What to call this table"), max_length=150)
    title = forms.CharField(label=_("Source: who published it, which table"), max_length=300)
    address = forms.URLField(
        label=_("Address of the source (optional)"), required=False, max_length=400, assume_scheme="https"
    )
    licence = forms.CharField(label=_("Licence (optional)"), required=False, max_length=150)
    focus = forms.ChoiceField(label=_("Which place is your town"), required=False)
    whole = forms.ChoiceField(label=_("Which place contains the others (a province), if any"), required=False)

    def __init__(
        self,
        *args: Any,
        headers: Sequence[str],
        town: Town | None,
        reading: Reading | None = None,
        file: str = "",
        **kwargs: Any,
    ) -> None:
        self.headers = tuple(headers)
        self.official = reading is not None
        guessed = guess_columns(self.headers)
        initial = {**guessed, "place_text": town.name if town and "place" not in guessed else ""}
        if reading is not None:
            initial |= _known_of(reading, file, town)
        kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)
        if self.official:  # the layout says which column is what
            for name in (
                "place",
                "place_text",
                "year",
                "year_text",
                "industry",
                "industry_name",
                "employment",
                "decimal",
            ):
                del self.fields[name]
            return
        for name in COLUMNS:
            none = [] if name in ("industry", "employment") else [("", _("no such column"))]
            self._choices(name, [*none, *((header, header) for header in headers)])
        self.offer_places(())

    def _choices(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def offer_places(self, places: Sequence[tuple[str, str]]) -> None:
        """Offer the places that the table turned out to have."""
        self._choices("focus", [("", _("the most dependent one")), *places])
        self._choices("whole", [("", _("none: the sum of the table")), *places])

    def columns(self) -> tuple[dict[str, str], dict[str, str]]:
        """Return the column of each thing, and what is one for the whole table; from what was sent, else guessed."""
        chosen = {name: str(self[name].value() or "") for name in COLUMNS}
        chosen = {name: column if column in self.headers else "" for name, column in chosen.items()}
        fixed = {
            name: str(self[f"{name}_text"].value() or "").strip()
            for name in ("place", "year")
            if not chosen[name] and self[f"{name}_text"].value()
        }
        return {name: column for name, column in chosen.items() if column and name not in fixed}, fixed

    def chosen_level(self) -> int | None:
        """Return the digits of the industries to keep; None to keep them as they are."""
        said = str(self["level"].value() or "")
        return int(said) if said in ("2", "3", "4") else None

    def chosen_decimal(self) -> str:
        """Return the decimal mark that the officer says; empty to let the column decide."""
        said = str(self["decimal"].value() or "")
        return said if said in (".", ",") else ""

    def clean(self) -> dict[str, Any]:
        """Ask for a place and a year, by column or for the whole table."""
        cleaned = super().clean() or {}
        if self.official:
            return cleaned
        if not cleaned.get("place") and not cleaned.get("place_text"):
            self.add_error("place", _("Choose the column of places, or write the one place of the table."))
        if not cleaned.get("year") and not cleaned.get("year_text"):
            self.add_error("year", _("Choose the column of years, or write the one year of the table."))
        used = [cleaned[name] for name in COLUMNS if cleaned.get(name)]
        if len(used) != len(set(used)):
            raise forms.ValidationError(_("One column serves twice. Give each thing a column of its own."))
        return cleaned

    def given(self) -> Given:
        """Return what the officer says of the table."""
        data = self.cleaned_data
        return Given(
            name=data["name"],
            title=data["title"],
            address=data["address"],
            licence=data["licence"],
            people=data["people"] == "people",
            census=data["survey"] == "census",
            focus=data["focus"],
            whole=data["whole"],
        )


def _known_of(reading: Reading, file: str, town: Town | None) -> dict[str, str]:
    """Return what an official table says of itself, and the place in it that is the town, if any."""
    source, language = reading.panel.source, page_language()
    names = {place: fold(reading.panel.name_of(place)) for place in reading.panel.places}
    wanted = fold(town.name) if town else ""
    found = next((place for place, name in names.items() if wanted and name == wanted), "")
    found = found or next((place for place, name in names.items() if wanted and wanted in name), "")
    return {
        "name": f"{source.title.say(language)} ({Path(file).stem[:40]})"[:150],
        "title": source.title.say(language)[:300],
        "licence": source.licence[:150],
        "people": source.counted or "people",
        "survey": "census" if source.layout in ("98-401", "99-004", "statcan") else "unknown",
        "focus": found,
    }


class CompareForm(forms.Form):
    """Two towns of a table."""

    a = forms.ChoiceField(label=_("First town"), required=False)
    b = forms.ChoiceField(label=_("Second town"), required=False)

    def __init__(self, data: Any, portraits: Sequence[Portrait]) -> None:
        names = sorted(((p.slug, p.name) for p in portraits), key=lambda pair: pair[1])
        slugs = [p.slug for p in portraits]
        chosen = {name: data.get(name) if data.get(name) in slugs else "" for name in ("a", "b")}
        # Without a choice: the two most dependent towns; never a town beside itself.
        first = chosen["a"] or next(s for s in slugs if s != chosen["b"])
        second = chosen["b"] if chosen["b"] and chosen["b"] != first else next((s for s in slugs if s != first), first)
        super().__init__({"a": first, "b": second})
        for name in ("a", "b"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = names
        self.first, self.second = first, second


def closable(figures: TownFigures) -> list[tuple[str, str]]:
    """List the industries that could close, largest first: those with a known figure above zero."""
    lines = [line for line in figures.lines if line.employment]
    return [(line.industry, short_name(line.industry, line.name).say(page_language())) for line in lines]
