"""The list of organisations as a workbook, as it is filtered."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from jumelage.documents.sheet_writing import Column, write_workbook
from jumelage.language import Bilingual
from jumelage.web.directory import queries
from jumelage.web.directory.forms import FilterForm
from jumelage.web.formatting import page_language, text

__all__ = ["organisations_book"]

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS: list[Column] = [
    (Bilingual("Organisation", "Organisation"), 32),
    (Bilingual("Ville", "Town"), 18),
    (Bilingual("Genre", "Kind"), 18),
    (Bilingual("SCIAN", "NAICS"), 10),
    (Bilingual("Adresse", "Address"), 28),
    (Bilingual("Code postal", "Postal code"), 12),
    (Bilingual("Téléphone", "Telephone"), 16),
    (Bilingual("Site Web", "Website"), 26),
    (Bilingual("Offre", "Offers"), 48),
    (Bilingual("Cherche", "Needs"), 48),
    (Bilingual("Contact", "Contact"), 24),
    (Bilingual("Courriel", "E-mail"), 30),
    (Bilingual("Téléphone du contact", "Contact’s telephone"), 18),
    (Bilingual("Étiquettes", "Tags"), 20),
]
TITLE = Bilingual("Répertoire", "Directory")


@require_safe
def organisations_book(request: HttpRequest) -> HttpResponse:
    """Send the organisations of the list, with the filters that it has; one row a contact."""
    user = request.user
    form = FilterForm(
        request.GET,
        towns=queries.towns_seen_by(user),
        kinds=queries.kinds_seen_by(user),
        tags=queries.tags_seen_by(user),
    )
    rows = []
    for one in queries.listed(user, form.chosen()).prefetch_related("needs"):
        own = [
            one.name,
            one.town.name if one.town else "",
            text(one.kind_words),
            one.naics,
            one.address,
            one.postal_code,
            one.phone,
            one.website,
            "\n".join(text(said.text) for said in one.offers.all()),
            "\n".join(text(said.text) for said in one.needs.all()),
        ]
        tags = ", ".join(tag.name for tag in one.tags.all())
        people = [[who.name or who.role, who.email, who.phone] for who in one.contacts.all()] or [["", "", ""]]
        rows += [[*own, *person, tags] for person in people]
    made = write_workbook(TITLE.say(page_language()), [(TITLE, COLUMNS, rows)], page_language(), timezone.now())
    answer = HttpResponse(made, content_type=WORKBOOK)
    answer.headers["Content-Disposition"] = 'attachment; filename="repertoire.xlsx"'
    return answer
