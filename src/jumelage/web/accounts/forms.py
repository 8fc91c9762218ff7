"""The sign-in forms, and what people say of themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from jumelage.text import mail_address
from jumelage.web.accounts.codes import CodeSignIn, may_ask, may_try
from jumelage.web.accounts.limits import count_for

__all__ = ["AskCodeForm", "CodeForm", "ColleagueForm", "EraseForm", "ProfileForm", "SignInForm"]

TOO_MANY = _("Too many attempts. Wait ten minutes, then try again.")


class AskCodeForm(forms.Form):
    """An address to send a code to; the answer is the same whether anybody has it."""

    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True}),
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("This is not a whole e-mail address."),
        },
    )

    def __init__(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_email(self) -> str:
        """Count the request."""
        email = mail_address(str(self.cleaned_data["email"]))
        if not may_ask(self.request, email):
            raise ValidationError(TOO_MANY)
        return email


class CodeForm(forms.Form):
    """The code that came by mail, with or without its dash."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True, "class": "code-input"}
        ),
        error_messages={"required": _("Type the code that came by mail.")},
    )

    def __init__(self, process: CodeSignIn, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.process = process

    def clean_code(self) -> str:
        """Count the attempt, then compare."""
        code = str(self.cleaned_data["code"])
        if not may_try(self.process.request):
            raise ValidationError(TOO_MANY)
        if not self.process.fits(code):
            raise ValidationError(_("This is not the code that was sent last. Check it, then type it again."))
        return code


class SignInForm(AuthenticationForm):
    """An address and a password; one message whatever is wrong, so that addresses cannot be guessed."""

    error_messages = {  # noqa: RUF012
        "invalid_login": _("This address and this password do not go together. Check both, then try again."),
        "inactive": _("This account is closed. Write to the person who runs the service."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("E-mail address")
        self.fields["username"].widget.attrs.update(autocomplete="email", inputmode="email")
        self.fields["password"].label = _("Password")

    def clean(self) -> dict[str, Any]:
        """Count failures, by where they come from: from there, the right password is refused after too many."""
        key = str(self.cleaned_data.get("username") or "").strip().lower()
        counted = count_for(self.request, "login_failed", key) if self.request else None
        if counted is None:
            raise ValidationError(TOO_MANY)
        given = super().clean()
        counted.rollback()
        return given


class ProfileForm(forms.Form):
    """What the service calls a person, and the language of the mail to them."""

    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    language = forms.ChoiceField(
        label=_("Language of the messages you get"), choices=[("fr", "Français"), ("en", "English")]
    )


class EraseForm(forms.Form):
    """The person has read what erasing means."""

    understood = forms.BooleanField(error_messages={"required": _("Tick the box to erase.")})


class ColleagueForm(forms.Form):
    """A colleague to invite: how to write to them, and what they may do."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"))
    role = forms.ChoiceField(
        label=_("May"),
        choices=[
            ("officer", _("see and change everything of the agency")),
            ("reader", _("see everything, change nothing")),
        ],
    )
    agency: Any = forms.ModelChoiceField(queryset=None, label=_("Agency"), to_field_name="slug", empty_label=None)

    def __init__(self, data: Any, agencies: Any) -> None:
        super().__init__(data)
        field = self.fields["agency"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = agencies
        if len(agencies) == 1:
            del self.fields["agency"]
