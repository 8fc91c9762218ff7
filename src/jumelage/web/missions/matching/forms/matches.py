"""The forms of the matches: narrow them, decide, limit a shortlist."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from jumelage.web.directory.models import Organisation
from jumelage.web.missions.matching.queries.matches import Pair
from jumelage.web.missions.matching.rules import RELATIONS, Rejection, Verdict

__all__ = ["REJECTION_WORDS", "RELATION_WORDS", "DecisionForm", "MatchFilter"]


RELATION_WORDS = {
    "supplier": _("possible supplier"),
    "client": _("possible client"),
    "partner": _("possible partner"),
    "complement": _("possible complement"),
}


REJECTION_WORDS = {
    Rejection.COMPETITOR: _("competitors"),
    Rejection.ACQUAINTED: _("they already know each other"),
    Rejection.WRONG_ACTIVITY: _("wrong activity"),
    Rejection.NOT_AGAIN: _("not them again"),
    Rejection.PAYMENT_RISK: _("payment risk"),
    Rejection.OTHER: _("other reason"),
}


STATE_WORDS = {
    "open": _("to decide"),
    "accepted": _("accepted"),
    "rejected": _("rejected"),
    "proposed": _("on the shortlist"),
    "planned": _("on the agenda"),
}


class MatchFilter(forms.Form):
    """Narrow the pairs to one delegate organisation, one host, one relation, one state."""

    delegation = forms.ChoiceField(label=_("Delegation"), required=False)
    host = forms.ChoiceField(label=_("Host"), required=False)
    relation = forms.ChoiceField(label=_("Relation"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(
        self, data: Any, delegations: list[Organisation], hosts: list[Organisation], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(data, *args, **kwargs)
        self._offer("delegation", _("All delegations"), [(row.code, row.name) for row in delegations])
        self._offer("host", _("All hosts"), [(row.code, row.name) for row in hosts])
        self._offer("relation", _("All relations"), [(name, capfirst(RELATION_WORDS[name])) for name in RELATIONS])
        self._offer("state", _("All but rejected"), [(name, capfirst(words)) for name, words in STATE_WORDS.items()])

    def _offer(self, name: str, every: Any, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", every), *choices]

    def chosen(self) -> dict[str, Any]:
        """Return what was chosen; what is not a choice is ignored."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class DecisionForm(forms.Form):
    """Accept a pair in one of its relations, or reject it for a reason, with words where the reason is another."""

    verdict = forms.ChoiceField(choices=[(v.value, v.value) for v in Verdict])
    relation = forms.ChoiceField(required=False)
    reason = forms.ChoiceField(label=_("Why not?"), required=False)
    words = forms.CharField(label=_("In your words"), required=False, max_length=400)

    def __init__(self, data: Any, pair: Pair) -> None:
        super().__init__(data)
        known = [row.relation for row in pair.suggestions]
        self.fields["relation"].choices = [(name, name) for name in known]  # type: ignore[attr-defined]
        self.fields["reason"].choices = list(REJECTION_WORDS.items())  # type: ignore[attr-defined]
        self._best = known[0]

    def clean(self) -> dict[str, Any]:
        """Ask for a reason, and for words where it says nothing by itself."""
        cleaned = super().clean() or {}
        cleaned["relation"] = cleaned.get("relation") or self._best
        if cleaned.get("verdict") == Verdict.REJECTED and "reason" not in self.errors:
            if not cleaned.get("reason"):
                self.add_error("reason", _("Choose why: it is what the next matching learns from."))
            elif cleaned["reason"] == Rejection.OTHER and not cleaned.get("words"):
                self.add_error("words", _("Say in a few words what the other reason is."))
        return cleaned
