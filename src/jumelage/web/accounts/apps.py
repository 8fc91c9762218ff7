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
        from jumelage.web.accounts import own_data, personal
        from jumelage.web.accounts.connections import signed_in

        user_logged_in.connect(signed_in, dispatch_uid="jumelage.connections")
        personal.register(
            "accounts",
            title=Bilingual(fr="Compte, connexions et accords", en="Account, connections and consents"),
            export=own_data.export_account,
            erase=own_data.erase_account,
            tables=own_data.TABLES,
        )
        personal.knows("members", own_data.members_of)
        personal.knows("consents", own_data.consenting_to)
