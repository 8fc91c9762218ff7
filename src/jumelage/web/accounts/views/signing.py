"""Signing in by a code or a password, and out. A GET decides nothing: an address in a mail only shows."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from jumelage.web.accounts.codes import CodeSignIn
from jumelage.web.accounts.decorators import posted
from jumelage.web.accounts.forms import AskCodeForm, CodeForm, SignInForm
from jumelage.web.accounts.landing import first_page
from jumelage.web.accounts.limits import remember_browser

__all__ = ["PasswordSignIn", "SignOut", "ask_code", "enter_code"]


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask_code(request: HttpRequest) -> HttpResponse:
    """Ask for an address and send a code to it."""
    if request.user.is_authenticated:
        return redirect(_next(request) or first_page(request.user))
    form = AskCodeForm(request, posted(request))
    if request.method == "POST" and form.is_valid():
        CodeSignIn.begin(request, form.cleaned_data["email"])
        return redirect(_with_next(request, "account_confirm_login_code"))
    context = {"form": form, "next": _next(request)}
    return render(request, "accounts/sign_in.html", context, status=_status(form))


@login_not_required
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code that was sent, and sign in with it."""
    if request.user.is_authenticated:
        return redirect(_next(request) or first_page(request.user))
    process = CodeSignIn.under_way(request)
    if process is None:
        messages.warning(request, _("Ask for a code first; a code serves for ten minutes, in the browser that asked."))
        return redirect(_with_next(request, "sign-in"))
    form = CodeForm(process, posted(request))
    if request.method == "POST":
        if form.is_valid():
            email = process.email
            if answer := process.finish(_next(request) or None):
                remember_browser(request, answer, email)
                return answer
        elif "code" in form.data and not process.record_invalid_attempt():
            messages.warning(request, _("Too many wrong codes: this one serves no more. Ask for another."))
            return redirect(_with_next(request, "sign-in"))
    context = {"form": form, "email": process.email, "next": _next(request)}
    return render(request, "accounts/code.html", context, status=_status(form))


@method_decorator(login_not_required, name="dispatch")
class PasswordSignIn(LoginView):
    """Ask for an address and a password, where the person has one."""

    template_name = "accounts/password.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: SignInForm) -> HttpResponse:
        """Sign in, and remember the browser."""
        response = super().form_valid(form)
        remember_browser(self.request, response, form.get_user().email)
        return response

    def get_default_redirect_url(self) -> str:
        """Lead officers to their missions, participants to theirs."""
        return first_page(self.request.user)


class SignOut(LogoutView):
    """Sign out (POST only)."""


def _next(request: HttpRequest) -> str:
    """Return where the person was going, when it is an address of this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    here = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if here else ""


def _with_next(request: HttpRequest, name: str) -> str:
    wanted = _next(request)
    return reverse(name) + (f"?{urlencode({'next': wanted})}" if wanted else "")


def _status(form: Any) -> int:
    return 422 if form.errors else 200
