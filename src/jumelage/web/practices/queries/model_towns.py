"""What is read about model towns. A search is made from public tables, so every person who signs in sees it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Count, QuerySet

from jumelage.economy import Panel
from jumelage.economy.model_towns import VERDICTS, model_towns
from jumelage.language import NO_TEXT, Bilingual, Language, say_number, say_percent
from jumelage.web.accounts.models import AnyUser
from jumelage.web.practices.models import ModelTown, Practice, TownSearch
from jumelage.web.towns.models import Town

__all__ = [
    "Gain",
    "Later",
    "Ranked",
    "figures_of",
    "gap_of",
    "known_as",
    "later_of",
    "practices_there",
    "ranked",
    "searches_with_counts",
    "together",
    "town_of",
    "visible_to",
]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A model town, its place in the ranking and how unlike the asking town it was (None: nobody asks)."""

    rank: int
    town: ModelTown
    distance: float | None
    practices: int = 0

    @property
    def gap(self) -> Bilingual:
        """Say the gap five to ten years later, with its 95 % interval."""
        return gap_of(self.town)


@dataclass(frozen=True, slots=True)
class Gain:
    """An industry that gained jobs; ``entry``: it became a speciality of the town."""

    name: Bilingual
    before: float
    after: float
    entry: bool

    @property
    def change(self) -> float:
        """Return the jobs gained."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Later:
    """What grew and what was lost between two years; ``jobs`` by movement, losses below zero."""

    since: int
    until: int
    gains: list[Gain]
    jobs: dict[str, float]
    caution: Bilingual


def visible_to(user: AnyUser) -> QuerySet[TownSearch]:
    """Return the searches that a person sees."""
    return TownSearch.objects.all() if user.is_authenticated else TownSearch.objects.none()


def searches_with_counts(user: AnyUser) -> list[tuple[TownSearch, dict[str, int]]]:
    """Return each search with how many towns got each verdict."""
    rows = list(visible_to(user))
    counted = ModelTown.objects.filter(search__in=rows).order_by().values_list("search", "verdict")
    counts = {(search, verdict): n for search, verdict, n in counted.annotate(n=Count("id"))}
    return [(row, {verdict: counts.get((row.pk, verdict), 0) for verdict in VERDICTS}) for row in rows]


def ranked(search: TownSearch, like: str = "") -> list[Ranked]:
    """Return the towns of a search: by verdict, then by likeness to the asking town before they were hit."""
    towns = list(search.towns.all())
    names = {town.name for town in towns}
    there = Practice.objects.filter(town__name__in=names).order_by().values_list("town__name").annotate(n=Count("id"))
    tried = dict(there)
    far = dict(_likeness(search.address, like)) if like and search.address.startswith("demo:") else {}
    if far:
        order = list(VERDICTS)
        towns = [town for town in towns if town.place != like]
        towns.sort(key=lambda t: (order.index(t.verdict), far.get(t.place, float("inf")), t.rank))  # type: ignore[arg-type]
    return [Ranked(n, t, far.get(t.place), tried.get(t.name, 0)) for n, t in enumerate(towns, start=1)]


@lru_cache(maxsize=64)
def _likeness(address: str, like: str) -> tuple[tuple[str, float], ...]:
    """Ask the shipped panel again for the likeness to one of its places (half a second, then kept)."""
    found = model_towns(Panel.read(address), like)
    return tuple((town.place, town.distance) for town in found.towns if town.distance is not None)


def town_of(user: AnyUser, search: str, slug: str) -> ModelTown | None:
    """Return one town of a search."""
    if not (search.isprintable() and slug.isprintable()):
        return None
    rows = ModelTown.objects.select_related("search").filter(search__in=visible_to(user))
    return rows.filter(search__slug=search, slug=slug).first()


def figures_of(town: ModelTown) -> list[dict[str, Any]]:
    """Return the figures of the chart, one row a year; the comparison only where one could be made."""
    chart = town.chart
    if not chart:
        return [{"year": year, "actual": value} for year, value in town.path]
    keys = ("actual", "without", "low", "high")
    return [
        {"year": year, **dict(zip(keys, values, strict=True))}
        for year, *values in zip(chart["years"], *(chart[key] for key in keys), strict=True)
    ]


def later_of(town: ModelTown) -> Later | None:
    """Return what grew and what was lost after the shock; None where the table has no industries."""
    if not town.later:
        return None
    told = town.later
    gains = [Gain(_both(g["name"]), g["before"], g["after"], g["entry"]) for g in told["gains"]]
    jobs = told["jobs"]
    return Later(told["since"], told["until"], gains, jobs, _both(told["caution"]))


def _both(text: dict[str, str]) -> Bilingual:
    return Bilingual(fr=text["fr"], en=text["en"])


def practices_there(town: ModelTown) -> QuerySet[Practice]:
    """Return what the library knows that this town tried."""
    return Practice.objects.filter(town__name=town.name).prefetch_related("evidence")


def known_as(town: ModelTown) -> Town | None:
    """Return the page of the town in the towns room, where there is one."""
    return Town.objects.filter(name=town.name).first()


def together(search: TownSearch) -> Bilingual:
    """Return the sentence on all towns hit, taken together; no text in searches of earlier releases."""
    text = search.pooled.get("text")
    return _both(text) if text else NO_TEXT


def gap_of(town: ModelTown) -> Bilingual:
    """Say the gap five to ten years later, with its 95 % interval; nothing where the town was not pooled."""
    if not town.pooled:
        return NO_TEXT
    (fr, en), (low_fr, low_en), (high_fr, high_en) = (
        (_gap(value, "fr", share=town.pooled["share"]), _gap(value, "en", share=town.pooled["share"]))
        for value in (town.pooled["effect"], *town.pooled["interval"])
    )
    if town.pooled["interval"][1] is None:
        return Bilingual(
            fr=f"{fr} (sans bornes\u00a0: trop peu de lieux épargnés)",
            en=f"{en} (no bounds: too few places spared)",
        )
    return Bilingual(fr=f"{fr} (de {low_fr} à {high_fr})", en=f"{en} ({low_en} to {high_en})")


def _gap(value: float | None, language: Language, *, share: bool) -> str:
    if value is None:
        return "–"
    return ("+" if value > 0 else "") + (say_percent(value, language) if share else say_number(value, language, 1))
