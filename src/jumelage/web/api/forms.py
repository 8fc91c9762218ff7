"""The form that makes a key."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

__all__ = ["KeyForm"]


class KeyForm(forms.Form):
    """What a key is for, and whether it may change things."""

    name = forms.CharField(max_length=80, label=_("What is it for?"))
    may_write = forms.BooleanField(required=False, label=_("It may change things, as I may"))
