"""What a person answers in a survey wave: at most five questions, none of them required."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from jumelage.language import read_amount
from jumelage.web.links.actions import StatedAnswer
from jumelage.web.links.forms.links import STAGE_WORDS
from jumelage.web.links.queries import Asked
from jumelage.web.links.rules import NOTHING, Without

__all__ = ["STAND_WORDS", "WaveForm"]

STANDS = (NOTHING, "talks", "first_order", "quotation", "signed", "delivered", "lost")
WITHOUT_WORDS = {
    Without.ANYWAY.value: _("anyway, the same"),
    Without.LATER.value: _("later"),
    Without.SMALLER.value: _("smaller"),
    Without.NOT_AT_ALL.value: _("not at all"),
}
STAND_WORDS = {NOTHING: _("nothing for now"), **STAGE_WORDS}
YES_NO = [("", _("no answer")), ("1", _("yes")), ("0", _("no"))]

MOST_WORTH = Decimal(10**9)


@dataclass(frozen=True, slots=True)
class Row:
    """The questions about one meeting."""

    asked: Asked
    fields: tuple[BoundField, ...]


class WaveForm(forms.Form):
    """Four questions about each meeting, and one about what is in the way."""

    obstacle = forms.CharField(
        label=_("Is anything in the way? (only the agency reads it)"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, asked: list[Asked], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.asked = asked
        stands = [("", _("no answer")), *((s, STAND_WORDS[s]) for s in STANDS)]
        for one in asked:
            key = one.meeting.pk
            if not one.knows_before:
                self.fields[f"before_{key}"] = forms.ChoiceField(
                    label=_("Were you in touch before the mission?"), choices=YES_NO, required=False
                )
            self.fields[f"stands_{key}"] = forms.ChoiceField(
                label=_("Where does it stand now?"), choices=stands, required=False
            )
            self.fields[f"worth_{key}"] = forms.CharField(
                label=_("What is it worth, in dollars? (if you wish)"),
                required=False,
                max_length=30,
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            )
            self.fields[f"without_{key}"] = forms.ChoiceField(
                label=_("Without the mission, it would have come about…"),
                choices=[("", _("no answer")), *WITHOUT_WORDS.items()],
                required=False,
            )

    def rows(self) -> list[Row]:
        """Return the questions, meeting by meeting."""
        names = ("before", "stands", "worth", "without")
        return [
            Row(one, tuple(self[f"{n}_{one.meeting.pk}"] for n in names if f"{n}_{one.meeting.pk}" in self.fields))
            for one in self.asked
        ]

    def clean(self) -> dict[str, Any]:
        """Read the amounts, and refuse a form that says nothing."""
        data = super().clean() or {}
        for one in self.asked:
            name = f"worth_{one.meeting.pk}"
            try:
                data[name] = read_amount(data.get(name, ""))
            except ValueError:
                self.add_error(name, _("Write an amount: 24000, or 24 000,50."))
            else:
                if data[name] is not None and data[name] >= MOST_WORTH:
                    self.add_error(name, _("Write an amount under a billion dollars."))
        if not self.errors and not self._said(data):
            self.add_error(None, _("Answer at least one question: “nothing for now” is an answer."))
        return data

    def _said(self, data: dict[str, Any]) -> bool:
        return bool(data.get("obstacle", "").strip()) or any(data.get(f"stands_{one.meeting.pk}") for one in self.asked)

    def answers(self) -> list[StatedAnswer]:
        """Return what the action takes: the meetings of which something was said."""
        data = self.cleaned_data
        found = []
        for one in self.asked:
            key = one.meeting.pk
            if not data[f"stands_{key}"]:
                continue
            before, worth = data.get(f"before_{key}", ""), data[f"worth_{key}"]
            found.append(
                StatedAnswer(
                    asked=one,
                    stands=data[f"stands_{key}"],
                    in_touch_before={"1": True, "0": False}.get(before),
                    worth=worth if isinstance(worth, Decimal) else None,
                    without=Without(data[f"without_{key}"]) if data[f"without_{key}"] else None,
                )
            )
        return found
