"""The filter of the matches page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jumelage.web.directory.models import Organisation
from jumelage.web.missions.rules import RELATIONS

__all__ = ["RELATION_WORDS", "MatchFilter"]

RELATION_WORDS = {
    "supplier": _("possible supplier"),
    "client": _("possible client"),
    "partner": _("possible partner"),
    "complement": _("possible complement"),
}


class MatchFilter(forms.Form):
    """Narrow the matches to one delegate organisation, one host, one relation, or what is on the agenda."""

    delegation = forms.ChoiceField(label=_("Delegation"), required=False)
    host = forms.ChoiceField(label=_("Host"), required=False)
    relation = forms.ChoiceField(label=_("Relation"), required=False)
    planned = forms.BooleanField(label=_("On the agenda only"), required=False)

    def __init__(
        self, data: Any, delegations: list[Organisation], hosts: list[Organisation], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(data, *args, **kwargs)
        self._offer("delegation", [(row.code, row.name) for row in delegations])
        self._offer("host", [(row.code, row.name) for row in hosts])
        self._offer("relation", [(name, RELATION_WORDS[name]) for name in RELATIONS])

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("All")), *choices]

    def chosen(self) -> dict[str, Any]:
        """Return what was chosen; what is not a choice is ignored."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
