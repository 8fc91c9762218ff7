from django.db import migrations

STAGES = {"agreed": "signed", "ended": "dormant"}


def carry_over(apps, schema_editor):
    """Give known links the new stages, their organisations, their first step and their payment risk."""
    Link = apps.get_model("links", "Link")
    Organisation = apps.get_model("directory", "Organisation")
    for link in Link.objects.select_related("agency"):
        link.stage = STAGES.get(link.stage, link.stage)
        link.attribution = "other" if link.attribution == "unknown" else link.attribution
        for side in ("a", "b"):
            rows = Organisation.objects.filter(
                agency=link.agency, merged_into=None, name=getattr(link, f"{side}_name")
            )[:2]
            if len(rows) == 1:
                setattr(link, side, rows[0])
        link.save()
        if link.years[:4].isdigit():
            link.steps.create(stage=link.stage, dated=link.years[:4], grade="none")
        if link.payment_at_risk:
            link.payment_risks.create(reason_fr=link.status_fr, reason_en=link.status_en)


class Migration(migrations.Migration):

    dependencies = [
        ('links', '0002_link_history'),
    ]

    operations = [
        migrations.RunPython(carry_over, migrations.RunPython.noop),
    ]
