from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('missions', '0009_codes'),
    ]

    operations = [
        migrations.AddField(
            model_name='participant',
            name='dietary_needs',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='participant',
            name='access_needs',
            field=models.CharField(blank=True, max_length=300),
        ),
    ]
