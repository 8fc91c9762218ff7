"""Write a brief as a mission folder: what :func:`~jumelage.mission.folder.read_folder` reads back as the same brief."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any

from jumelage.language import LANGUAGES, NO_TEXT, Bilingual
from jumelage.matching import NO_LINE, Profile
from jumelage.mission.brief import Brief, Request
from jumelage.text import clean

__all__ = ["folder_files", "requests_csv"]

PROFILE_COLUMNS = (
    "id", "name", "town", "kind", "naics", "naics_confidence", "codes", "region", "offers_fr", "needs_fr", "offers_en",
    "needs_en", "languages", "size_band", "past_bids", "last_active", "date", "source_url",
)  # fmt: skip
REQUEST_COLUMNS = ("delegation", "host", "wish", "priority", "reason_fr", "reason_en")


def folder_files(brief: Brief) -> dict[str, str]:
    """Return the text of each file of the folder, by name; where days or people are missing, a comment shows how.

    Texts of the lists are cleaned as their reader cleans them (:func:`jumelage.text.clean`), and stay on one line.
    """
    files = {
        "mission.toml": "\n".join(_toml(brief)).lstrip() + "\n",
        "organisations.csv": _csv(PROFILE_COLUMNS, [*map(_profile, brief.profiles), *_missing_rows(brief)]),
    }
    if brief.requests:
        files["requests.csv"] = requests_csv(brief.requests)
    return files


def requests_csv(requests: Iterable[Request]) -> str:
    """Return the text of ``requests.csv``."""
    rows = (
        (r.delegation, r.host, r.wish, r.priority, _one_line(r.reason.fr), _one_line(r.reason.en)) for r in requests
    )
    return _csv(REQUEST_COLUMNS, rows)


def _toml(brief: Brief) -> Iterator[str]:
    yield "version = 1"
    towns = {"from": brief.origin, "to": brief.destination}
    yield from _table("[mission]", id=brief.id, title=brief.title, **towns, timezone=brief.timezone)
    yield f"goal = {_value(brief.goal)}"
    yield from _table("[planning]", **_fields(brief.limits) | {"seconds": int(brief.limits.seconds)})
    yield from _table("[travel]", default_minutes=brief.travel.default_minutes, assumed=brief.travel.assumed)
    for (origin, target), minutes in brief.travel.pairs.items():
        yield from _table("[[travel.pairs]]", **{"from": origin, "to": target}, minutes=minutes)
    for day in brief.days:
        yield from _table("[[days]]", **_fields(day))
    if not brief.days:
        yield NO_DAYS
    for site in brief.sites:
        yield from _table("[[sites]]", **_fields(site))
    for visit in brief.group_visits:
        yield from _table("[[group_visits]]", **_fields(visit))
    for fixed in brief.fixed_times:
        yield from _table("[[fixed_times]]", **_fields(fixed))
    for delegation in brief.delegations:
        own = {"organisation": delegation.organisation, "people": delegation.people, "role": delegation.role}
        yield from _table("[[delegations]]", **own, assumed=delegation.assumed)
        for number, label in enumerate(delegation.labels):
            id = delegation.ids[number] if delegation.ids else ""
            yield from _table("[[delegations.labels]]", id=id, text=label)
    if not brief.delegations:
        yield NO_DELEGATIONS
    for exchange in brief.exchanges:
        yield from _table("[[exchanges]]", **_fields(exchange))
    for remark in brief.remarks:
        yield from _table("[[notes]]", **_fields(remark))
    for text, url in brief.sources:
        yield from _table("[[sources]]", text=text, url=url)


def _fields(record: Any) -> dict[str, Any]:
    """Return what a part of the brief holds: the keys of its table are the names of its fields."""
    return {field.name: getattr(record, field.name) for field in fields(record)}


def _table(heading: str, **values: Any) -> Iterator[str]:
    """Write a table, without the keys that say nothing."""
    yield f"\n{heading}"
    for key, value in values.items():
        if value is not None and value not in ("", (), NO_TEXT):
            yield f"{key} = {_value(value)}"


def _value(value: Any) -> str:
    if isinstance(value, Bilingual):
        return f"{{ fr = {_value(value.fr)}, en = {_value(value.en)} }}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    # A JSON string is a TOML string, but for one control character.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return stream.getvalue()


def _cell(value: Any) -> str:
    """Keep a spreadsheet from running a text as a formula: the space is dropped when the list is read again."""
    text = "" if value is None else str(value)
    return f" {text}" if text[:1] in ("=", "+", "-", "@") else text


def _profile(profile: Profile) -> list[Any]:
    columns = {
        f"{what}_{language}": _lines(texts, language)
        for what, texts in (("offers", profile.offers), ("needs", profile.needs))
        for language in LANGUAGES
    }
    columns |= {"codes": ";".join(profile.codes), "languages": ";".join(profile.languages)}
    return [columns.get(name, getattr(profile, name, None)) for name in PROFILE_COLUMNS]


def _lines(texts: Sequence[Bilingual], language: str) -> str:
    """Write one line a text; where some lack the language, a dash keeps the lines of both languages paired."""
    lines = [_one_line(getattr(text, language)) for text in texts]
    return "\n".join(line or NO_LINE for line in lines) if any(lines) else ""


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())


def _missing_rows(brief: Brief) -> Iterator[list[str]]:
    """Show where those who travel and those who receive are to be written, while a town has none."""
    towns = {profile.town for profile in brief.profiles}
    firms = {profile.town for profile in brief.profiles if profile.kind == "company"}
    rest = [""] * (len(PROFILE_COLUMNS) - 4)
    if brief.origin not in towns:
        yield ["G01", "À compléter (qui part)", brief.origin, "agency", *rest]
    if brief.destination not in firms:
        # The planner looks for firms to meet: without one it has nobody to propose.
        yield ["E01", "À compléter (entreprise à rencontrer)", brief.destination, "company", *rest]


NO_DAYS = """
# Les dates manquent\u00a0: enlevez les # et écrivez les jours. / Dates are missing: remove the # and write the days.
# [[days]]
# date = 2027-05-12
# start = 08:30:00
# end = 17:00:00"""

NO_DELEGATIONS = """
# Qui part\u00a0? Enlevez les #, une section par organisation de organisations.csv.
# Who travels? Remove the #, one section for each organisation of organisations.csv.
# [[delegations]]
# organisation = "G01"
# people = 2
# role = "support"   # ou / or "firm\""""
