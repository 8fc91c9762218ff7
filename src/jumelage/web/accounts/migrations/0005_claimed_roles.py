"""Who was invited by an officer, and has not confirmed."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Roles that an officer gave, which their person has not confirmed."""

    dependencies = [("accounts", "0004_connections_and_consents")]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="claimed",
            field=models.BooleanField(
                default=False,
                help_text="an officer invited, the person has not confirmed: no authority over the account",
            ),
        ),
    ]
