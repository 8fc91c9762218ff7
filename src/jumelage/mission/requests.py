"""Read ``requests.csv``: who wishes to meet whom, and how much."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Literal, cast

from jumelage.errors import InputError, Problem
from jumelage.language import Bilingual
from jumelage.mission.brief import Brief, Request
from jumelage.mission.coherence import did_you_mean
from jumelage.tables import read_table

__all__ = ["read_requests"]

WISHES = ("must", "like", "no")


def read_requests(path: Path, brief: Brief) -> Brief:
    """Add the requests of a file (columns ``delegation, host, wish``, optional ``priority, reason_fr, reason_en``).

    Raises
    ------
    InputError
        Every bad row, with its number, column and remedy.
    """
    problems: list[Problem] = []
    table = read_table(path)
    for column in ("delegation", "host", "wish"):
        if column not in table.columns:
            raise InputError.at(
                f"{path.name}, {column}",
                Bilingual(fr="colonne absente.", en="missing column."),
                Bilingual(
                    fr="Colonnes : delegation, host, wish, priority.", en="Columns: delegation, host, wish, priority."
                ),
            )
    requests = [_request(row, number, path.name, brief, problems) for number, row in table.numbered_rows()]
    if problems:
        raise InputError(*problems)
    return dataclasses.replace(brief, requests=tuple(requests))


def _request(row: dict[str, str], number: int, name: str, brief: Brief, problems: list[Problem]) -> Request:
    def refuse(column: str, fr: str, en: str, remedy: Bilingual) -> None:
        problems.append(Problem(f"{name}, ligne/row {number}, {column}", Bilingual(fr=fr, en=en), remedy))

    delegation, host = row["delegation"].strip(), row["host"].strip()
    delegations = [d.organisation for d in brief.delegations]
    hosts = [p.id for p in brief.profiles if p.town == brief.destination]
    for column, value, known in (("delegation", delegation, delegations), ("host", host, hosts)):
        if value not in known:
            refuse(column, f"« {value} » inconnue.", f"unknown “{value}”.", did_you_mean(value, known))
    wish = row["wish"].strip().lower()
    if wish not in WISHES:
        refuse(
            "wish",
            f"« {wish} » inconnu.",
            f"unknown “{wish}”.",
            Bilingual(fr="must, like ou no.", en="must, like or no."),
        )
    priority = row.get("priority", "").strip() or "3"
    if priority not in "12345" or len(priority) != 1:
        refuse(
            "priority",
            f"« {priority} » refusée.",
            f"“{priority}” refused.",
            Bilingual(fr="De 1 à 5.", en="From 1 to 5."),
        )
        priority = "3"
    return Request(
        delegation=delegation,
        host=host,
        wish=cast(Literal["must", "like", "no"], wish),
        priority=int(priority),
        reason=Bilingual(fr=row.get("reason_fr", "").strip(), en=row.get("reason_en", "").strip()),
    )
