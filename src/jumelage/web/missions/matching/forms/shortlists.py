"""The form of a shortlist’s limits."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jumelage.web.missions.matching.queries.shortlists import Limits

__all__ = ["LimitsForm"]


class LimitsForm(forms.Form):
    """The limits of a shortlist: each has a number to type, and a slider where there is script."""

    per_delegate = forms.IntegerField(label=_("At most, for each delegation"), min_value=1, max_value=12)
    per_host = forms.IntegerField(label=_("At most, for each host"), min_value=1, max_value=12)
    least_per_delegate = forms.IntegerField(label=_("At least, for each delegation"), min_value=0, max_value=12)
    least_per_host = forms.IntegerField(label=_("At least, for each host"), min_value=0, max_value=12)
    spread = forms.IntegerField(
        label=_("Spread between hosts"),
        min_value=0,
        max_value=10,
        help_text=_("0: the best matches first, whoever receives. 10: a less solicited host comes first."),
    )

    def __init__(self, data: Any) -> None:
        whole = {name: data.get(name, value) for name, value in Limits()._asdict().items()}
        super().__init__(whole)
        for name, field in self.fields.items():
            field.widget.attrs |= {"inputmode": "numeric", "data-slider": ""}
            if field.help_text:
                field.widget.attrs["aria-describedby"] = f"help_{name}"

    def clean(self) -> dict[str, Any]:
        """Reject a minimum above its maximum."""
        cleaned = super().clean() or {}
        for side in ("delegate", "host"):
            least, most = cleaned.get(f"least_per_{side}"), cleaned.get(f"per_{side}")
            if least is not None and most is not None and least > most:
                self.add_error(
                    f"least_per_{side}", _("This minimum is above the maximum: lower it, or raise the other.")
                )
        return cleaned

    def limits(self) -> Limits:
        """Return the limits given; the usual ones while something is wrong."""
        return Limits(**self.cleaned_data) if self.is_valid() else Limits()
