"""The sign-in form."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

__all__ = ["SignInForm"]


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
