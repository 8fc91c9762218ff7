"""Codes where words stood: the relation of a meeting, and in stored programmes and reports."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

RELATIONS = {
    "fournisseur possible": "supplier",
    "client possible": "client",
    "partenaire possible": "partner",
    "complément possible": "complement",
    "visite individuelle": "visit",
}
SECTIONS = {
    "Qui part": "delegation",
    "Qui rencontre qui, et pourquoi": "who_meets",
    "Ce que la délégation apprend ensemble": "together",
    "Suppositions, manques et choses à faire": "gaps",
    "La suite": "next",
}


def with_codes(programme: dict[str, Any], report: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give the documents of a version the codes that they lack; those that have them stay as they are."""
    for activity in programme.get("activities", []):
        words = activity.get("relation")
        if not isinstance(words, str):
            activity["relation"] = RELATIONS.get((words or {}).get("fr", ""), "")
    for note in programme.get("notes", []):
        if note["text"]["fr"].startswith("Visite non placée"):
            note.setdefault("code", "not_placed")
    figures = programme.get("figures") or []
    programme.setdefault("travel_assumed", bool(figures and (figures[-1].get("note") or {}).get("fr")))
    for section in report.get("sections", []):
        section.setdefault("code", SECTIONS.get(section["title"]["fr"], ""))
    return programme, report


def give_codes(apps: Any, schema_editor: Any) -> None:
    """Write the codes of every meeting and version."""
    meetings = apps.get_model("missions", "Meeting").objects
    for words, code in RELATIONS.items():
        meetings.filter(relation_fr=words).update(relation=code)
    for version in apps.get_model("missions", "AgendaVersion").objects.iterator(chunk_size=20):
        version.programme, version.report = with_codes(version.programme, version.report)
        version.save(update_fields=["programme", "report"])


class Migration(migrations.Migration):
    """Meetings get a relation by code in the place of its words."""

    dependencies = [("missions", "0008_hour_of_a_note")]

    operations = [
        migrations.AddField("meeting", "relation", models.CharField(blank=True, max_length=12)),
        migrations.RunPython(give_codes, migrations.RunPython.noop),
        migrations.RemoveField("meeting", "relation_fr"),
        migrations.RemoveField("meeting", "relation_en"),
    ]
