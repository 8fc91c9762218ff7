"""The forms of the practices room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jumelage.language import Bilingual
from jumelage.practices import OUTCOMES, VERDICTS
from jumelage.web.formatting import text
from jumelage.web.practices.models import Requirement
from jumelage.web.practices.rules import Outcome, Verdict

__all__ = ["AnswersForm", "PlanForm", "PracticeFilter", "ResultForm", "StepForm", "day_field"]

MET = {"yes": True, "no": False, "": None}


def day_field(label: Any) -> forms.DateField:
    """Make a field for a day, with the calendar of the browser."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget)


class PracticeFilter(forms.Form):
    """Narrow the practices by words, verdict, town and kind; what is not a choice is ignored."""

    text = forms.CharField(label=_("Words"), required=False, max_length=200)
    verdict = forms.ChoiceField(label=_("Verdict"), required=False)
    town = forms.ChoiceField(label=_("Town"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, data: Any, towns: Any, kinds: list[tuple[str, Bilingual]]) -> None:
        super().__init__(data)
        self.fields["text"].widget.attrs.update(type="search", autocomplete="off")
        self._offer("verdict", [(verdict.value, _capital(VERDICTS[verdict.value])) for verdict in Verdict])
        self._offer("town", [(town.slug, town.name) for town in towns])
        self._offer("kind", [(kind, text(name)) for kind, name in kinds])

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("any")), *choices]

    def chosen(self) -> dict[str, Any]:
        """Return what was chosen."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def _capital(name: Bilingual) -> str:
    said = text(name)
    return said[:1].upper() + said[1:]


class PlanForm(forms.Form):
    """Where a practice is brought, who answers for it, and from when."""

    agency: Any = forms.ModelChoiceField(queryset=None, label=_("Agency"), to_field_name="slug")
    here: Any = forms.ModelChoiceField(queryset=None, label=_("Our town"), to_field_name="slug")
    owner = forms.CharField(label=_("Who answers for it (an office or a function)"), max_length=120)
    start = day_field(_("First day"))

    def __init__(self, data: Any, agencies: Any, towns: Any, **initial: Any) -> None:
        super().__init__(data, initial=initial)
        for name, rows in (("agency", agencies), ("here", towns)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset, field.empty_label = rows, None
        if len(agencies) == 1:
            self.fields["agency"].widget = forms.HiddenInput()
            self.fields["agency"].initial = agencies[0].slug


class StepForm(forms.Form):
    """Who answers for a step, when it is due, and what comes next."""

    owner = forms.CharField(label=_("Who answers for it"), max_length=120)
    due = day_field(_("For when"))
    next = forms.CharField(label=_("Next thing to do"), max_length=300, required=False)


class AnswersForm(forms.Form):
    """What must be true here: for each line yes, no or not looked at, and how it was found out."""

    def __init__(self, data: Any, needs: list[Requirement], *, closed: bool = False) -> None:
        super().__init__(data)
        self.needs = needs
        choices = [("yes", _("Yes, it is true here")), ("no", _("No, not yet")), ("", _("Not looked at"))]
        for need in needs:
            met = next(key for key, value in MET.items() if value is need.met)
            self.fields[f"met_{need.number}"] = forms.ChoiceField(
                choices=choices, required=False, widget=forms.RadioSelect, initial=met, disabled=closed
            )
            note = forms.CharField(
                label=_("How we know"), required=False, max_length=300, initial=need.note, disabled=closed
            )
            self.fields[f"note_{need.number}"] = note

    def lines(self) -> list[tuple[Requirement, Any, Any]]:
        """Return each requirement with its two fields."""
        return [(need, self[f"met_{need.number}"], self[f"note_{need.number}"]) for need in self.needs]

    def answers(self) -> dict[int, tuple[bool | None, str]]:
        """Return the answers by number."""
        given = self.cleaned_data
        return {n.number: (MET[given[f"met_{n.number}"]], given[f"note_{n.number}"].strip()) for n in self.needs}


class ResultForm(forms.Form):
    """What came of it, why, and who may read it."""

    outcome = forms.ChoiceField(label=_("What came of it"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why, or what was changed"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    shared = forms.BooleanField(
        label=_("Show this result on the practice's page to every agency of this service"), required=False, initial=True
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["outcome"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(outcome.value, _capital(OUTCOMES[outcome.value])) for outcome in Outcome]

    def clean(self) -> dict[str, Any]:
        """Ask for the reason: the next town will read it."""
        cleaned = super().clean() or {}
        needed = {
            Outcome.REJECTED: _("Say why it was rejected: the next town will read it."),
            Outcome.ADAPTED: _("Say what was changed: the next town will read it."),
        }
        said = needed.get(cleaned.get("outcome"))  # type: ignore[arg-type]
        if said and not str(cleaned.get("reason", "")).strip():
            self.add_error("reason", said)
        return cleaned
