"""Read a mission folder (``mission.toml``, ``organisations.csv|xlsx``, ``requests.csv``) into a :class:`Brief`."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from pathlib import Path
from typing import Literal, cast

from jumelage.errors import InputError, InputProblem
from jumelage.language import Bilingual
from jumelage.matching import Profile, read_profiles
from jumelage.mission.brief import (
    Brief,
    Day,
    Delegation,
    Exchange,
    FixedTime,
    GroupVisit,
    Limits,
    Remark,
    RemarkKind,
    Site,
    Travel,
)
from jumelage.mission.folder.coherence import check_brief
from jumelage.mission.folder.requests import read_requests
from jumelage.mission.folder.toml_reader import TomlTable, open_toml

__all__ = ["read_folder"]

ORGANISATION_FILES = ("organisations.csv", "organisations.xlsx", "organisations.csv.gz", "organisations.parquet")
_ID = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")


def read_folder(folder: Path) -> Brief:
    """Read and validate a mission folder.

    Parameters
    ----------
    folder
        Holds ``mission.toml`` and ``organisations.csv`` (or ``.xlsx``), optionally ``requests.csv``.

    Raises
    ------
    InputError
        With every problem found: file, table, key, and the remedy.
    """
    problems: list[InputProblem] = []
    toml = open_toml(folder / "mission.toml", problems)
    brief = _read_toml(toml, _read_organisations(folder))
    if not problems:
        problems += check_brief(brief)
    if problems:
        raise InputError(*problems)
    return brief if not (folder / "requests.csv").exists() else read_requests(folder / "requests.csv", brief)


def _read_organisations(folder: Path) -> tuple[Profile, ...]:
    for name in ORGANISATION_FILES:
        if (folder / name).exists():
            return tuple(read_profiles(folder / name))
    raise InputError.at(
        str(folder),
        Bilingual(fr="aucun fichier organisations.csv ni .xlsx.", en="no organisations.csv or .xlsx file."),
        Bilingual(
            fr="Ajoutez la liste des organisations des deux villes (colonnes id, name, town, …).",
            en="Add the list of both towns' organisations (columns id, name, town, …).",
        ),
    )


def _read_toml(toml: TomlTable, profiles: tuple[Profile, ...]) -> Brief:
    toml.integer("version", 1, 1)
    mission = toml.table("mission")
    brief = Brief(
        id=_id(mission, "id"),
        title=mission.bilingual("title"),
        goal=mission.bilingual("goal"),
        origin=mission.text("from"),
        destination=mission.text("to"),
        timezone=_timezone(mission),
        days=tuple(Day(t.date("date"), t.clock("start"), t.clock("end")) for t in toml.tables("days", required=True)),
        limits=_limits(toml.table("planning")),
        sites=tuple(_site(t) for t in toml.tables("sites")),
        travel=_travel(toml.table("travel")),
        group_visits=tuple(_group_visit(t) for t in toml.tables("group_visits")),
        fixed_times=tuple(_fixed_time(t) for t in toml.tables("fixed_times")),
        delegations=tuple(_delegation(t) for t in toml.tables("delegations", required=True)),
        exchanges=tuple(_exchange(t) for t in toml.tables("exchanges")),
        profiles=profiles,
        remarks=tuple(_remark(t) for t in toml.tables("notes")),
        sources=tuple((t.bilingual("text"), t.text("url")) for t in toml.tables("sources")),
    )
    toml.finish()
    return brief


def _id(table: TomlTable, key: str) -> str:
    value = table.text(key)
    if value and not _ID.match(value):
        table.report(
            key,
            f"identifiant « {value[:40]} » refusé.",
            f"identifier “{value[:40]}” refused.",
            "Lettres sans accent, chiffres, point, tiret, souligné ; 64 au plus.",
            "Plain letters, digits, dot, dash, underscore; 64 at most.",
        )
    return value


def _timezone(mission: TomlTable) -> str:
    name = mission.text("timezone", "America/Toronto", required=False)
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        mission.report(
            "timezone",
            f"fuseau horaire inconnu : {name[:40]}.",
            f"unknown time zone: {name[:40]}.",
            "Exemples : America/Toronto, Europe/Paris.",
            "Examples: America/Toronto, Europe/Paris.",
        )
        return "America/Toronto"
    return name


def _limits(planning: TomlTable) -> Limits:
    limits = Limits(
        slot_minutes=planning.integer("slot_minutes", 5, 120, 15),
        visit_minutes=planning.integer("visit_minutes", 5, 480, 60),
        least_visits=planning.integer("least_visits", 0, 100, 1),
        most_visits=planning.integer("most_visits", 1, 100, 4),
        visits_per_host=planning.integer("visits_per_host", 1, 100, 3),
        seconds=float(planning.integer("seconds", 1, 3600, 15)),
        seed=planning.integer("seed", 0, 2**31 - 1, 0),
    )
    if limits.least_visits > limits.most_visits:
        planning.report(
            "least_visits",
            "plus grand que most_visits.",
            "larger than most_visits.",
            "Baissez l'un ou montez l'autre.",
            "Lower one or raise the other.",
        )
    return limits


def _travel(table: TomlTable) -> Travel:
    pairs = {
        (pair.text("from"), pair.text("to")): pair.integer("minutes", 0, 24 * 60)
        for pair in table.tables("pairs", most=100_000)
    }
    return Travel(table.integer("default_minutes", 0, 24 * 60), table.boolean("assumed", False), pairs)


def _site(t: TomlTable) -> Site:
    tables = t.integer("tables", 1, 100_000, 0) if t.has("tables") else None
    return Site(
        id=_id(t, "id"),
        name=t.bilingual("name"),
        organisations=t.texts("organisations"),
        tables=tables or None,
        latitude=t.number("latitude", -90, 90),
        longitude=t.number("longitude", -180, 180),
    )


def _group_visit(t: TomlTable) -> GroupVisit:
    return GroupVisit(
        id=_id(t, "id"),
        title=t.bilingual("title"),
        hosts=t.texts("hosts"),
        minutes=t.integer("minutes", 5, 24 * 60),
        site=t.text("site"),
        reason=t.bilingual("reason", required=False),
        at=t.moment("at"),
        participants=t.texts("participants"),
        source_url=t.text("source_url", required=False),
    )


def _fixed_time(t: TomlTable) -> FixedTime:
    at = t.moment("at")
    if at is None and not t.has("at"):
        t.report("at", "clé absente.", "missing key.", "Donnez la date et l'heure.", "Give the date and hour.")
    kind = cast(Literal["meal", "arrival", "departure"], t.choice("kind", ("meal", "arrival", "departure")))
    return FixedTime(
        id=_id(t, "id"),
        kind=kind,
        title=t.bilingual("title"),
        at=at or dt.datetime.min,
        minutes=t.integer("minutes", 5, 24 * 60),
        site=t.text("site"),
        participants=t.texts("participants"),
        note=t.bilingual("note", required=False),
    )


def _delegation(t: TomlTable) -> Delegation:
    labels = t.tables("labels")
    ids = tuple(label.text("id", required=False) for label in labels)
    people = t.integer("people", 1, 500)
    if any(ids) and (len(set(ids)) != people or not all(ids)):
        t.report(
            "labels",
            f"{people} personnes, mais {len(set(ids) - {''})} identifiants différents.",
            f"{people} people, but {len(set(ids) - {''})} different ids.",
            "Donnez un « id » à chaque personne, ou à aucune.",
            "Give each person an “id”, or none.",
        )
    return Delegation(
        organisation=t.text("organisation"),
        people=people,
        role=cast(Literal["firm", "support"], t.choice("role", ("firm", "support"), "firm")),
        assumed=t.boolean("assumed", False),
        labels=tuple(label.bilingual("text") for label in labels),
        ids=ids if all(ids) else (),
    )


def _exchange(t: TomlTable) -> Exchange:
    return Exchange(t.text("delegation"), t.text("host"), t.integer("minutes", 5, 24 * 60), t.bilingual("reason"))


def _remark(t: TomlTable) -> Remark:
    kind = cast(RemarkKind, t.choice("kind", ("assumed", "missing", "todo", "caveat")))
    return Remark(kind, t.bilingual("text"), t.texts("about"))
