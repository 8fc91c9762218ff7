"""Addresses of the accounts room. Two carry the names by which django-allauth finds them."""

from __future__ import annotations

from django.urls import path

from jumelage.web.accounts.views import own, people, signing

urlpatterns = [
    path("sign-in/", signing.ask_code, name="sign-in"),
    path("sign-in/code/", signing.enter_code, name="account_confirm_login_code"),
    path("sign-in/password/", signing.PasswordSignIn.as_view(), name="account_login"),
    path("sign-out/", signing.SignOut.as_view(), name="sign-out"),
    path("account/", own.account, name="account"),
    path("account/connections/", own.connections_page, name="connections"),
    path("account/connections/<int:pk>/end/", own.end_connection, name="connection-end"),
    path("account/connections/end-others/", own.end_others, name="connections-end-others"),
    path("account/data/", own.data, name="my-data"),
    path("account/data/export/", own.export_own, name="my-data-export"),
    path("account/data/erase/", own.erase_own, name="my-data-erase"),
    path("account/consents/<int:pk>/withdraw/", own.withdraw, name="consent-withdraw"),
    path("account/roles/<int:pk>/", own.answer_role, name="role-answer"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.colleague, name="colleague"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/end-sessions/", people.end_sessions, name="person-end-sessions"),
    path("people/<int:pk>/export/", people.export_person, name="person-export"),
    path("people/<int:pk>/erase/", people.erase_person, name="person-erase"),
]
