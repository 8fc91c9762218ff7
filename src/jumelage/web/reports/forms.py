"""Forms of a report: what the mission cost, and what it taught."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from jumelage.language import read_amount

__all__ = ["CostForm", "LessonsForm"]

MOST = Decimal(10**9)
LINES = 3


class CostForm(forms.Form):
    """The cost of a mission, as a person writes an amount; an empty field removes it."""

    amount = forms.CharField(
        label=_("What did the mission cost, all in, in dollars? (optional)"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )

    def clean_amount(self) -> Decimal | None:
        """Read the amount."""
        try:
            amount = read_amount(self.cleaned_data["amount"])
        except ValueError as error:
            raise forms.ValidationError(_("Write an amount: 24000, or 24 000,50.")) from error
        if amount is not None and amount >= MOST:
            raise forms.ValidationError(_("Write an amount under a billion dollars."))
        return amount


class LessonsForm(forms.Form):
    """What the officer would do again or otherwise; an empty field removes it."""

    text = forms.CharField(
        label=_("What would you do again, or otherwise? Three lines, shown when the next mission is planned."),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_text(self) -> str:
        """Refuse more than three lines: nobody reads further."""
        text: str = self.cleaned_data["text"].strip()
        if len([line for line in text.splitlines() if line.strip()]) > LINES:
            raise forms.ValidationError(_("Keep it to three lines."))
        return text
