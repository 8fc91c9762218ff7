from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0004_import_outlook'),
    ]

    operations = [
        migrations.RenameField(model_name='importbatch', old_name='outlook', new_name='preview'),
    ]
