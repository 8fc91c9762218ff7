from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('towns', '0003_what_could_come'),
    ]

    operations = [
        migrations.RenameField(model_name='panel', old_name='outlook', new_name='forecast_quality'),
        migrations.RenameField(model_name='portrait', old_name='outlook', new_name='next_industries'),
    ]
