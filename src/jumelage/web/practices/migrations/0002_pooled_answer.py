from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('practices', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='modeltown',
            name='pooled',
            field=models.JSONField(default=dict, help_text='beside all towns hit: effect, interval, rank_probability'),
        ),
        migrations.AddField(
            model_name='townsearch',
            name='pooled',
            field=models.JSONField(default=dict, help_text='all towns hit, together: text, effect, low, high, p, hit, unhit'),
        ),
    ]
