from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('links', '0003_carry_links_over'),
    ]

    operations = [
        migrations.RemoveField(model_name='link', name='payment_at_risk'),
    ]
