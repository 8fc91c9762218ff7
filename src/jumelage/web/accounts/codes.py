"""Sign in by a code: django-allauth keeps where a browser is in signing in; nothing here depends on who is known.

Asking does the same work for every address: a code is made, its print is kept in the browser's session, a message is
written. Whether the address is anybody's is asked when the message is about to leave, and when the right code comes
back. So neither the answer nor its time tells who has an account.
"""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from jumelage.web.accounts.allauth_internals import (
    Login,
    LoginByCodeStage,
    LoginCodeVerificationProcess,
    LoginStageController,
    normalize_user_code,
    perform_login,
    record_authentication,
)
from jumelage.web.accounts.limits import count, count_for
from jumelage.web.accounts.queries import person_to_sign_in

__all__ = ["CodeSignIn", "may_ask", "may_try"]


def may_ask(request: HttpRequest, email: str) -> bool:
    """Count a request for a code, by where it comes from; tell whether there were not too many."""
    return count_for(request, "request_login_code", email) is not None


def may_try(request: HttpRequest) -> bool:
    """Count an attempt at a code, two at once included; tell whether there were not too many."""
    return count(request, "try_code", str(request.session.session_key)) is not None


class CodeSignIn(LoginCodeVerificationProcess):
    """One browser signing in by a code."""

    @classmethod
    def begin(cls, request: HttpRequest, email: str) -> CodeSignIn:
        """Make a code, have it sent, and wait for it."""
        login = Login(user=None, email=email)
        login.state["stages"] = {"current": LoginByCodeStage.key}
        stage = LoginByCodeStage(LoginStageController(request, login), request, login)
        stage.state.update(cls.initial_state(user=None, email=email) | {"initiated_by_user": True})
        process = cls(stage)
        process.send()
        process.persist()
        return process

    @classmethod
    def under_way(cls, request: HttpRequest) -> CodeSignIn | None:
        """Return the sign-in that this browser has begun and that is not too old."""
        stage = LoginStageController.enter(request, LoginByCodeStage.key)
        process = cls(stage) if stage else None
        return process.abort_if_invalid() if process else None

    @property
    def email(self) -> str:
        """The address that the code went to."""
        return str(self.state["email"])

    def send_by_email(self, email: str, skip_enumeration_mails: bool = False) -> None:
        """Keep the print of a new code and have the code sent."""
        code = get_adapter().generate_login_code()
        self.state["code"] = _print(code)
        get_adapter().send_mail("code", email, {"code": code})

    def fits(self, code: str) -> bool:
        """Tell whether a code is the one that was sent."""
        return constant_time_compare(_print(code), self.code)

    def finish(self, redirect_url: str | None) -> HttpResponse | None:
        """Sign the person of the address in; None when it is nobody's any more."""
        user = person_to_sign_in(self.email)
        if user is None:
            self.abort()
            return None
        record_authentication(self.request, user, method="code", email=self.email)
        return perform_login(self.request, Login(user=user, redirect_url=redirect_url, email=self.email))


def _print(code: str) -> str:
    """Hash a code: of what was typed or pasted, only letters and digits count."""
    bare = normalize_user_code("".join(character for character in code if character.isalnum()))
    return salted_hmac("jumelage.accounts.code", bare, algorithm="sha256").hexdigest()
