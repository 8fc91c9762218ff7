"""Forms of an organisation, its contacts and notes; each value is checked as an import checks it."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jumelage.directory.lists import BY_NAME, EMPTY, KINDS
from jumelage.directory.lists.values import InvalidValueError, read_value
from jumelage.documents.lettering import spaced
from jumelage.web.directory.rules import COLUMNS
from jumelage.web.formatting import page_language

__all__ = ["ContactForm", "FilterForm", "NoteForm", "OrganisationForm"]

STATEMENTS = ("offers_fr", "offers_en", "needs_fr", "needs_en")


class CheckedForm(forms.Form):
    """A form read by the rules of a list: ``checked`` names the list's field for each of its own."""

    checked: dict[str, str] = {}  # noqa: RUF012

    def clean(self) -> dict[str, Any]:
        """Give each value its one form, or say what is wrong and how to mend it."""
        cleaned = super().clean() or {}
        for name, field in self.checked.items():
            if name not in cleaned:
                continue
            try:
                cleaned[name] = read_value(field, cleaned[name])
            except InvalidValueError as unfit:
                words = f"{unfit.what.say(page_language())} {unfit.remedy.say(page_language())}"
                self.add_error(name, spaced(words[:1].upper() + words[1:], page_language()))
        return cleaned


def _text(label: Any, field: str, **attributes: Any) -> forms.CharField:
    widget = forms.TextInput(attrs=attributes)
    longest = BY_NAME[field].longest if field in BY_NAME else 200
    return forms.CharField(label=label, required=False, max_length=max(longest, 60), widget=widget)


def _lines(label: Any, language: str) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 4, "lang": language})
    return forms.CharField(label=label, required=False, max_length=8000, widget=widget)


class OrganisationForm(CheckedForm):
    """All that a record says but its contacts, which have their own form."""

    name = forms.CharField(
        label=_("Name"), max_length=200, error_messages={"required": _("Write the name of the organisation.")}
    )
    town = _text(_("Town"), "town", list="towns", autocomplete="off")
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    naics = _text(_("NAICS code"), "naics", inputmode="numeric")
    website = _text(_("Website"), "website", inputmode="url")
    phone = _text(_("Telephone"), "phone", inputmode="tel")
    address = _text(_("Address"), "address")
    postal_code = _text(_("Postal code"), "postal_code")
    enterprise_number = _text(_("Enterprise number"), "enterprise_number", inputmode="numeric")
    languages = _text(_("Languages (fr, en)"), "languages")
    tags = _text(_("Tags, separated by commas"), "tags", list="tags")
    source_url = _text(_("Where this comes from (page)"), "source_url", inputmode="url")
    offers_fr = _lines(_("What it offers, in French"), "fr")
    offers_en = _lines(_("What it offers, in English"), "en")
    needs_fr = _lines(_("What it needs, in French"), "fr")
    needs_en = _lines(_("What it needs, in English"), "en")
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    checked = {name: name for name in (*COLUMNS, "tags", *STATEMENTS) if name != "kind"}  # noqa: RUF012

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(code, both.say(page_language()).capitalize()) for code, both in KINDS.items()]
        given = self.initial.get("kind") or ""
        other = [(given, given)] if given and given not in KINDS else []
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [("", "–"), *kinds, *other]

    @staticmethod
    def of(record: dict[str, Any]) -> dict[str, str]:
        """Return a record as the form shows it."""
        shown = {name: record[name] for name in COLUMNS} | {"tags": ", ".join(record["tags"])}
        shown["languages"] = record["languages"].replace(";", ", ")
        for part in ("offers", "needs"):
            for place, language in enumerate(("fr", "en")):
                shown[f"{part}_{language}"] = "\n".join(pair[place] for pair in record[part] if pair[place])
        return shown

    def record(self, before: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the record that the form describes; what it does not show stays as it was."""
        said = self.cleaned_data
        record = dict(before or EMPTY) | {name: said[name] for name in COLUMNS}
        record["tags"] = [tag for tag in said["tags"].split("; ") if tag]
        for part in ("offers", "needs"):
            columns = [said[f"{part}_{language}"].split("\n") for language in ("fr", "en")]
            record[part] = [list(pair) for pair in zip_longest(*columns, fillvalue="") if any(pair)]
        return record


class ContactForm(CheckedForm):
    """A person to write to; a name, an address or a telephone is needed."""

    name = _text(_("Name"), "contact_name", autocomplete="off")
    role = _text(_("Role"), "contact_role")
    email = _text(_("E-mail address"), "email", inputmode="email", autocomplete="off")
    phone = _text(_("Telephone"), "contact_phone", inputmode="tel", autocomplete="off")
    language = forms.ChoiceField(label=_("Language"), choices=[("fr", "Français"), ("en", "English")])
    consent = _text(_("How this person agreed to be written to"), "consent")
    consent_on = forms.CharField(
        label=_("On which day"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"placeholder": "2026-03-31"}),
    )

    checked = {  # noqa: RUF012
        "name": "contact_name", "role": "contact_role", "email": "email", "phone": "contact_phone", "consent": "consent",
        "consent_on": "consent_on",
    }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Ask for somebody to write to."""
        cleaned = super().clean()
        if not self.errors and not any(cleaned.get(name) for name in ("name", "email", "phone")):
            raise forms.ValidationError(_("Write a name, an e-mail address or a telephone number."))
        return cleaned


class NoteForm(forms.Form):
    """A note of the agency's own."""

    text = forms.CharField(
        label=_("A note, read by your agency only"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the note first.")},
    )  # fmt: skip


class FilterForm(forms.Form):
    """What to show of the list: nothing of it can be wrong, an unknown value filters nothing."""

    q = forms.CharField(
        label=_("Search"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    town = forms.ChoiceField(label=_("Town"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    tag = forms.ChoiceField(label=_("Tag"), required=False)
    show = forms.ChoiceField(
        label=_("Show"), required=False,
        choices=[("", _("Everything")), ("to-complete", _("Profiles to complete")), ("archived", _("Archived"))],
    )  # fmt: skip

    def __init__(self, *args: Any, towns: list[Any], kinds: list[str], tags: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = ("", _("Any"))
        said = [(code, KINDS[code].say(page_language()).capitalize() if code in KINDS else code) for code in kinds]
        for name, choices in (("town", towns), ("kind", said), ("tag", tags)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [everything, *choices]

    def chosen(self) -> dict[str, str]:
        """Return the filters that mean something."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}
