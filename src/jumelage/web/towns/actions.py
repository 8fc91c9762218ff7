"""What is written about towns, and tables of jobs with their portraits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

import jumelage
from jumelage import economy
from jumelage.economy.portrait.outlook import Quality, next_industries, quality_of
from jumelage.economy.portrait.town import TownFigures, compute_figures
from jumelage.economy.readers.uploads import Reading, preview
from jumelage.economy.table.sectors import short_name
from jumelage.economy.table.source import PanelSource
from jumelage.economy.table.survey import CENSUS, Survey
from jumelage.errors import InputError, NoResultError
from jumelage.language import NO_TEXT, Bilingual
from jumelage.reference.places import find_place
from jumelage.serialisation import to_document
from jumelage.web.accounts.actions import record_change, require_editor
from jumelage.web.accounts.models import Agency, AnyUser
from jumelage.web.accounts.queries import authenticated
from jumelage.web.bilingual import columns
from jumelage.web.towns.models import Panel, Portrait, Town, TownEvent, TownFact, UploadedTable
from jumelage.web.towns.rules import MOST_PLACES, QUEBEC_REGIONS, town_slug

__all__ = [
    "Event",
    "Fact",
    "Given",
    "forget_upload",
    "keep_upload",
    "know_town",
    "load_events",
    "load_facts",
    "load_ontario",
    "load_quebec_regions",
    "load_table",
    "place_town",
    "remove_table",
]

ONTARIO = "ontario"
RESERVED = ("compare", "remove")
"""Words of addresses that no place may take."""

_NOT_DRAWN = Bilingual(
    fr="Le lieu choisi comme votre ville n'a pas de portrait : aucun chiffre connu, ou c'est celui qui contient les autres.",
    en="The place chosen as your town has no portrait: no known figure, or it is the one that contains the others.",
)
_NOTHING = Bilingual(
    fr="Aucun lieu de ce tableau n'a de chiffre connu et positif : il n'y a pas de portrait à faire.",
    en="No place of this table has a known figure above zero: there is no portrait to draw.",
)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something known of a town."""

    label: Bilingual
    value: Bilingual
    year: str = ""
    note: Bilingual = NO_TEXT
    source_url: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened between towns; ``date`` is as exact as the source."""

    code: str
    date: str
    towns: tuple[str, ...]
    text: Bilingual
    note: Bilingual = NO_TEXT
    source_url: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What an officer says of a table.

    Parameters
    ----------
    name
        What to call it.
    title, address, licence
        Its source; under which terms it may be used.
    people
        Whether it counts people where they live.
    census
        Whether it comes from the long form of the census (sampled, rounded).
    focus, whole
        The place the officer is interested in; the place that contains the others. Empty for none.
    """

    name: str
    title: str
    address: str = ""
    licence: str = ""
    people: bool = True
    census: bool = False
    focus: str = ""
    whole: str = ""

    def source(self, file: str) -> PanelSource:
        """Describe where the table comes from."""
        unit = (
            Bilingual(fr="personnes, selon le lieu de résidence", en="persons, by place of residence")
            if self.people
            else Bilingual(fr="emplois, selon le lieu de travail", en="jobs, by place of work")
        )
        note = Bilingual(fr=f"Tableau chargé du fichier « {file} ».", en=f"Table loaded from the file “{file}”.")
        title = Bilingual(fr=self.title, en=self.title)
        return PanelSource(title=title, unit=unit, address=self.address, licence=self.licence, notes=(note,))


def know_town(name: str) -> Town:
    """Return the town of this name; enter it where it is new."""
    town, _ = Town.objects.get_or_create(slug=town_slug(name), defaults={"name": name})
    return town


@transaction.atomic
def place_town(name: str, position: tuple[float, float] | None = None) -> Town:
    """Return the town of this name, entered where it is new, with its position: as given, else as the places carried say.

    A position that is known already stays: towns are everybody's.
    """
    carried = find_place(name)
    town = know_town(carried.name.fr if carried and not Town.objects.filter(slug=town_slug(name)).exists() else name)
    found = position or ((carried.latitude, carried.longitude) if carried else None)
    if found is not None and town.latitude is None:
        town.latitude, town.longitude = found
        town.save(update_fields=["latitude", "longitude"])
    return town


@transaction.atomic
def load_facts(name: str, facts: Iterable[Fact], *, industry: Bilingual = NO_TEXT, **place: object) -> Town:
    """Replace what is known of a town; ``place``: region, country, latitude, longitude."""
    town = know_town(name)
    for key, value in (place | columns(industry=industry)).items():
        setattr(town, key, value)
    town.save()
    town.facts.all().delete()
    TownFact.objects.bulk_create(
        TownFact(
            town=town,
            position=position,
            year=fact.year,
            source_url=fact.source_url,
            **columns(label=fact.label, value=fact.value, note=fact.note),
        )
        for position, fact in enumerate(facts)
    )
    return town


@transaction.atomic
def load_events(events: Iterable[Event]) -> None:
    """Enter or correct events, and say which towns took part."""
    for event in events:
        values = {"date": event.date, "source_url": event.source_url, **columns(text=event.text, note=event.note)}
        row, _ = TownEvent.objects.update_or_create(code=event.code, defaults=values)
        row.towns.set([know_town(name) for name in event.towns])


@transaction.atomic
def load_ontario() -> Panel:
    """Load the embedded table of Ontario resource towns and draw its portraits; once, for it does not change."""
    kept = Panel.objects.filter(slug=ONTARIO).first()
    if kept is not None:
        return kept
    name = Bilingual(fr="Villes de ressources du nord de l'Ontario", en="Resource towns of Northern Ontario")
    return _store(economy.Panel.demo(), None, ONTARIO, name, people=True, survey=CENSUS)


@transaction.atomic
def load_quebec_regions() -> Panel:
    """Load the embedded table of Québec's regions and draw their portraits; once, for it does not change."""
    kept = Panel.objects.filter(slug=QUEBEC_REGIONS).first()
    if kept is not None:
        return kept
    name = Bilingual(fr="Régions du Québec (non des villes)", en="Regions of Québec (not towns)")
    return _store(economy.Panel.read("demo:quebec-regions"), None, QUEBEC_REGIONS, name, people=True, survey=CENSUS)


def keep_upload(user: AnyUser, agency: Agency, name: str, content: bytes, town: Town | None = None) -> UploadedTable:
    """Keep a file while its columns are being named; files forgotten for a day are removed.

    Raises
    ------
    PermissionDenied
        The person is not an officer of the agency.
    InputError
        The file is no table.
    """
    require_editor(user, agency)
    preview(name, content)  # before any transaction: reading a file from outside may take its time
    return _kept(user, agency, name, content, town)


@transaction.atomic
def _kept(user: AnyUser, agency: Agency, name: str, content: bytes, town: Town | None) -> UploadedTable:
    UploadedTable.objects.filter(made_at__lt=timezone.now() - dt.timedelta(days=1)).delete()
    return UploadedTable.objects.create(
        agency=agency, user=authenticated(user), town=town, name=name[-120:], content=content
    )


@transaction.atomic
def forget_upload(user: AnyUser, upload: UploadedTable) -> None:
    """Remove a file that will not be loaded."""
    require_editor(user, upload.agency)
    upload.delete()


@transaction.atomic
def load_table(user: AnyUser, upload: UploadedTable, reading: Reading, given: Given) -> Portrait:
    """Store a table that was read from a file, draw its portraits, and forget the file: all of it, or nothing.

    Parameters
    ----------
    user
        An officer of the agency.
    upload
        The file.
    reading
        What it reads as.
    given
        What the officer says of it: name, source, unit, which place is the town.

    Raises
    ------
    PermissionDenied
        The person is not an officer of the agency.
    InputError, NoResultError
        No portrait can be computed of this table.
    """
    require_editor(user, upload.agency)
    panel = replace(economy.Panel.of(reading.panel), source=given.source(upload.name))
    if given.whole:
        panel = panel.with_wholes(panel.find_place(given.whole), first=True)
    slug = free_slug(f"{upload.agency.slug}-{slugify(given.name)}"[:100] or "table")
    survey = CENSUS if given.census else Survey(None)
    kept = _store(
        panel, upload.agency, slug, Bilingual(fr=given.name, en=given.name), people=given.people, survey=survey
    )
    wanted = kept.portraits.filter(place=panel.find_place(given.focus)) if given.focus else kept.portraits.all()
    focus = wanted.first()
    if focus is None:
        raise NoResultError(_NOT_DRAWN)
    if upload.town is not None:
        focus.town = upload.town
        focus.save(update_fields=["town"])
    record_change(
        upload.agency, user, "panel.loaded", f"panel:{kept.pk}",
        after={"file": upload.name, "name": given.name, "rows": len(panel), "totals_left_out": reading.totals},
    )  # fmt: skip
    upload.delete()
    return focus


@transaction.atomic
def remove_table(user: AnyUser, panel: Panel) -> None:
    """Remove a table of an agency, with its portraits; a public one stays (``PermissionDenied``)."""
    if panel.agency is None:
        raise PermissionDenied
    require_editor(user, panel.agency)
    named = {"name": panel.name_fr, "portraits": panel.portraits.count()}
    record_change(panel.agency, user, "panel.removed", f"panel:{panel.pk}", before=named)
    panel.delete()


def free_slug(wanted: str) -> str:
    """Return an address that no table has yet."""
    taken = set(Panel.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return next(slug for slug in (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)


def _store(
    panel: economy.Panel, agency: Agency | None, slug: str, name: Bilingual, *, people: bool, survey: Survey
) -> Panel:
    places = [place for place in panel.places if place not in panel.wholes]
    if len(places) > MOST_PLACES:
        raise _too_many(len(places))
    table = to_document(panel)
    kept = Panel.objects.create(
        agency=agency, slug=slug, people=people, source=table.pop("source"), table=table,
        **columns(name=name),
    )  # fmt: skip
    computed, skipped = [], 0
    for place in places:
        try:
            computed.append(compute_figures(panel, place, people=people, survey=survey))
        except NoResultError:  # no figure above zero: nothing to draw of this place
            skipped += 1
    if not computed:
        raise NoResultError(_NOTHING)
    kept.forecast_quality = to_document(quality_of(panel), Quality | None)
    kept.save(update_fields=["forecast_quality"])
    taken: set[str] = set(RESERVED)
    Portrait.objects.bulk_create([_portrait(kept, figures, taken, panel) for figures in computed])
    return kept


def _portrait(kept: Panel, f: TownFigures, taken: set[str], panel: economy.Panel) -> Portrait:
    known = find_place(f.name) or find_place(f.place)
    wanted = slugify(known.name.fr if known else f.name)[:100] or "lieu"
    slug = next(s for s in (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))) if s not in taken)
    taken.add(slug)
    largest = short_name(f.largest.industry, f.largest.name)
    coming = (
        [to_document(one) for one in next_industries(panel, f.place)]
        if kept.forecast_quality and f.year == panel.years[-1]
        else None
    )
    settings = {
        "year": f.year,
        "since": [change.since for change in f.changes],
        "reference": f.reference,
        "sampled": f.survey.sampled,
        "rounding": f.survey.rounding,
        "release": jumelage.__version__,
    }
    return Portrait(
        panel=kept, place=f.place[:200], slug=slug, name=f.name[:200], year=f.year,
        employment=f.employment, share=f.largest.share or 0.0, effective=f.effective_industries, settings=settings,
        largest_fr=largest.fr[:200], largest_en=largest.en[:200], result=to_document(f), next_industries=coming,
    )  # fmt: skip


def _too_many(count: int) -> InputError:
    return InputError.at(
        "place",
        Bilingual(fr=f"{count} lieux : c'est trop pour cette page.", en=f"{count} places: too many for this page."),
        Bilingual(
            fr=f"Gardez les {MOST_PLACES} lieux à comparer, ou servez-vous de la ligne de commande.",
            en=f"Keep the {MOST_PLACES} places to compare, or use the command line.",
        ),
    )
