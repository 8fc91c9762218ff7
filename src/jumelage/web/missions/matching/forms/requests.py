"""The forms of the requests, as an officer uses them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from jumelage.web.missions.core.rules import Side
from jumelage.web.missions.matching.forms.matches import RELATION_WORDS
from jumelage.web.missions.matching.rules import RELATIONS, RequestState, Wish

__all__ = ["REQUEST_WORDS", "SIDE_WORDS", "WISH_WORDS", "AskForForm", "BoardFilter", "ReplyForm"]


REQUEST_WORDS = {
    RequestState.PROPOSED: _("awaiting an answer"),
    RequestState.ACCEPTED: _("both said yes"),
    RequestState.DECLINED: _("no thanks"),
    RequestState.EXPIRED: _("no answer in time"),
    RequestState.WITHDRAWN: _("taken back"),
}


SIDE_WORDS = {Side.DELEGATION: _("the delegate asks"), Side.HOST: _("the host asks")}


class BoardFilter(forms.Form):
    """Narrow the requests to a state or an organisation."""

    state = forms.ChoiceField(label=_("State"), required=False)
    organisation = forms.ChoiceField(label=_("Organisation"), required=False)

    def __init__(self, data: Any, organisations: list[Any]) -> None:
        super().__init__(data)
        states = [(state.value, capfirst(words)) for state, words in REQUEST_WORDS.items()]
        self._offer("state", [("", _("All states")), *states])
        self._offer("organisation", [("", _("All organisations")), *((row.code, row.name) for row in organisations)])

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def chosen(self) -> dict[str, str]:
        """Return what was chosen; what is not a choice is ignored."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class AskForForm(forms.Form):
    """Ask for a meeting in an organisation's place."""

    side = forms.ChoiceField(label=_("Who asks"), choices=list(SIDE_WORDS.items()))
    delegation = forms.ChoiceField(label=_("Delegate organisation"))
    host = forms.ChoiceField(label=_("Host"))
    relation = forms.ChoiceField(label=_("As what (optional)"), required=False)
    wish = forms.ChoiceField(
        label=_("Wish"), choices=[(Wish.LIKE, _("would like to meet")), (Wish.MUST, _("must meet"))]
    )
    priority = forms.TypedChoiceField(
        label=_("Priority, 5 is most"), choices=[(n, n) for n in range(1, 6)], coerce=int, initial=3
    )
    words = forms.CharField(
        label=_("Words to the other side (optional)"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any, sides: dict[Side, dict[int, Any]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self._offer("relation", [("", _("as the match says")), *((r, capfirst(RELATION_WORDS[r])) for r in RELATIONS)])
        self._offer("delegation", [(str(pk), row.name) for pk, row in sides[Side.DELEGATION].items()])
        self._offer("host", [(str(pk), row.name) for pk, row in sides[Side.HOST].items()])

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


PRIORITY = {Wish.MUST: 5, Wish.LIKE: 3, Wish.NO: 3}
"""What a wish weighs where nobody says more."""
WISH_WORDS = {Wish.MUST: _("must meet"), Wish.LIKE: _("would like to meet"), Wish.NO: _("no thanks")}


class ReplyForm(forms.Form):
    """The answer to a request: yes and it matters, yes, or no thanks; words, and an officer's priority from 1 to 5."""

    wish = forms.ChoiceField(choices=[(wish.value, wish.value) for wish in Wish])
    priority = forms.TypedChoiceField(
        choices=[(str(n), str(n)) for n in range(1, 6)],
        coerce=int,
        empty_value=None,
        required=False,
    )
    words = forms.CharField(
        label=_("A word to them (optional)"), required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 2})
    )

    def values(self) -> dict[str, Any]:
        """Return what the action takes."""
        data = self.cleaned_data
        wish = Wish(data["wish"])
        return {"wish": wish, "priority": data["priority"] or PRIORITY[wish], "words": data["words"]}
