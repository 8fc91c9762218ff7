"""What django-allauth keeps to itself and signing in needs: the one module that touches it.

``tests/web/test_internals.py`` pins it. ``stages`` comes here too: it can only be imported after the internals.
"""

from __future__ import annotations

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.core.internal.ratelimit import consume

__all__ = [
    "Login",
    "LoginByCodeStage",
    "LoginCodeVerificationProcess",
    "LoginStageController",
    "consume",
    "normalize_user_code",
    "perform_login",
    "record_authentication",
]
