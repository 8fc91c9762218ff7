"""Signing in and out."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.utils.decorators import method_decorator

from jumelage.web.accounts.forms import SignInForm

__all__ = ["SignIn", "SignOut"]


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    """Ask for an address and a password."""

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


class SignOut(LogoutView):
    """Sign out (POST only)."""
