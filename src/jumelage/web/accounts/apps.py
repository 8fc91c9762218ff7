"""The accounts room."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Register the room with Django."""

    name = "jumelage.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Connect the receivers of sign-in; register this app's personal data."""
        from django.contrib.auth.signals import user_logged_in

        from jumelage.language import Bilingual
        from jumelage.web.accounts import data_registry, personal_data
        from jumelage.web.accounts.connections import signed_in

        user_logged_in.connect(signed_in, dispatch_uid="jumelage.connections")
        title = Bilingual(fr="Compte, connexions et accords", en="Account, connections and consents")
        data_registry.register("accounts", personal_data, title)
        data_registry.knows("members", personal_data.members_of)
        data_registry.knows("consents", personal_data.consenting_to)
