"""Forms of an import: the file, then what is made of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from jumelage.directory.lists import FIELDS, IGNORED, KINDS, Listing
from jumelage.web.directory.rules import LARGEST_UPLOAD, Mode
from jumelage.web.formatting import page_language

__all__ = ["ChoicesForm", "UploadForm"]


class UploadForm(forms.Form):
    """A file, and for which agency where the person has several."""

    agency: forms.ModelChoiceField = forms.ModelChoiceField(label=_("Agency"), queryset=None, empty_label=None)
    file = forms.FileField(
        label=_("File: Excel or CSV"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.ods,.csv,.tsv,.txt"}),
        error_messages={
            "required": _("Choose the file first."),
            "empty": _("The file is empty. Open the list in a spreadsheet, save it again, then try again."),
        },
    )

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agency = self.fields["agency"]
        assert isinstance(agency, forms.ModelChoiceField)
        agency.queryset = agencies
        if len(agencies) == 1:
            agency.initial, agency.widget, agency.required = agencies[0], forms.HiddenInput(), False

    def clean_agency(self) -> Any:
        """Take the only agency where none is asked for."""
        return self.cleaned_data["agency"] or self.fields["agency"].initial

    def clean_file(self) -> UploadedFile:
        """Refuse what is too large for a page."""
        file: UploadedFile = self.cleaned_data["file"]
        if file.size and file.size > LARGEST_UPLOAD:
            raise forms.ValidationError(_("The file is over 30 MB. Split the list, or remove images and formatting."))
        return file


class ChoicesForm(forms.Form):
    """Which sheet, which column is what, and what the import may do. Columns are named ``column-0``, ``column-1``…"""

    sheet = forms.ChoiceField(label=_("Sheet"), required=False)
    mode = forms.ChoiceField(
        label=_("What the import may do"),
        choices=[
            (Mode.BOTH, _("Create the new ones and complete those that are there")),
            (Mode.CREATE, _("Create the new ones only")),
            (Mode.UPDATE, _("Complete those that are there only")),
        ],
    )
    kind = forms.ChoiceField(label=_("Kind of the new ones, where the file does not say"), required=False)
    erase = forms.BooleanField(label=_("A blank cell empties what the record says"), required=False)
    good_rows = forms.BooleanField(label=_("Import the good rows, leave out those that cannot be"), required=False)
    doubts = forms.ChoiceField(
        label=_("All the others that may be the same"), required=False,
        choices=[("", _("Leave out for now")), ("same", _("The same: complete the record")), ("other", _("Another one: create it"))],
    )  # fmt: skip

    def __init__(self, *args: Any, listing: Listing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.listing = listing
        self._offer("sheet", [(name, name) for name in listing.sheets if name])
        self._offer(
            "kind", [("", "–"), *((code, both.say(page_language()).capitalize()) for code, both in KINDS.items())]
        )
        fields = [(field.name, field.label.say(page_language())) for field in FIELDS]
        for column in listing.columns:
            self.fields[f"column-{column.index}"] = forms.ChoiceField(
                label=column.label, required=False, choices=[(IGNORED, _("– leave out –")), *fields],
                initial=column.field or IGNORED,
            )  # fmt: skip

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        field.required = False

    def clean(self) -> dict[str, Any]:
        """Refuse one field for two columns, and a list without names."""
        cleaned = super().clean() or {}
        given: dict[str, str] = {}
        for column in self.listing.columns:
            key = f"column-{column.index}"
            field = cleaned.get(key)
            if not field or field == IGNORED:
                continue
            if field in given:
                words = _("“%(other)s” is already that: choose another, or leave one of the two out.")
                self.add_error(key, words % {"other": given[field]})
            given[field] = column.label
        return cleaned

    @property
    def columns(self) -> list[Any]:
        """Return the selects of the columns, each with its column."""
        return [(column, self[f"column-{column.index}"]) for column in self.listing.columns]

    def choices(self) -> dict[str, Any]:
        """Return the choices as they are kept."""
        said = self.cleaned_data
        mapping = {c.label: said[f"column-{c.index}"] or IGNORED for c in self.listing.columns}
        kept = {name: said[name] for name in ("mode", "kind", "erase", "good_rows", "doubts")}
        answers = {
            name.removeprefix("answer-"): value
            for name, value in self.data.items()
            if name.startswith("answer-") and name.removeprefix("answer-").isdecimal() and value in ("same", "other")
        }
        return kept | {"mapping": mapping, "decisions": answers}
