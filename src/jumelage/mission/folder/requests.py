"""Read ``requests.csv``: who wishes to meet whom, and how much."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, cast

from jumelage.errors import InputError, InputProblem
from jumelage.language import Bilingual
from jumelage.mission.brief import Brief, Request
from jumelage.mission.folder.coherence import did_you_mean
from jumelage.spreadsheets import Row, Table, read_table

__all__ = ["read_requests"]

WISHES = ("must", "like", "no")


def read_requests(path: Path, brief: Brief) -> Brief:
    """Add the requests of a file (columns ``delegation, host, wish``, optional ``priority, reason_fr, reason_en``).

    Raises
    ------
    InputError
        Every bad row, with its number, column and remedy.
    """
    problems: list[InputProblem] = []
    table = read_table(path, required=("delegation", "host", "wish"))
    requests = [_request(row, table, brief, problems) for row in table]
    problems += _contradictions(table, requests)
    if problems:
        raise InputError(*problems)
    return dataclasses.replace(brief, requests=tuple(requests))


def _contradictions(table: Table, requests: Sequence[Request]) -> Iterator[InputProblem]:
    """Find rows that say otherwise than an earlier row of the same pair."""
    first: dict[tuple[str, str], tuple[int, Request]] = {}
    for row, request in zip(table, requests, strict=True):
        number, known = first.setdefault((request.delegation, request.host), (row.number, request))
        if (known.wish, known.priority) != (request.wish, request.priority):
            pair = f"{request.delegation} – {request.host}"
            yield InputProblem(
                table.place(row.number, "wish"),
                Bilingual(
                    fr=f"contredit la ligne {number} ({pair}\u00a0: {known.wish}, priorité {known.priority}).",
                    en=f"contradicts row {number} ({pair}: {known.wish}, priority {known.priority}).",
                ),
                Bilingual(fr="Ne gardez qu'une ligne par paire.", en="Keep one row for each pair."),
                row=row.number,
                column="wish",
            )


def _request(row: Row, table: Table, brief: Brief, problems: list[InputProblem]) -> Request:
    def refuse(column: str, value: str, remedy: Bilingual) -> None:
        shown = value[:40]
        what = Bilingual(fr=f"« {shown} » refusé.", en=f"“{shown}” refused.")
        problems.append(InputProblem(table.place(row.number, column), what, remedy))

    delegation, host = row["delegation"].strip(), row["host"].strip()
    delegations = [d.organisation for d in brief.delegations]
    hosts = [p.id for p in brief.profiles if p.town == brief.destination]
    for column, value, known in (("delegation", delegation, delegations), ("host", host, hosts)):
        if value not in known:
            refuse(column, value, did_you_mean(value, known))
    wish = row["wish"].strip().lower()
    if wish not in WISHES:
        refuse("wish", wish, Bilingual(fr="Écrivez must, like ou no.", en="Write must, like or no."))
    priority = row["priority"].strip() or "3"
    if priority not in ("1", "2", "3", "4", "5"):
        refuse("priority", priority, Bilingual(fr="Écrivez un nombre de 1 à 5.", en="Write a number from 1 to 5."))
        priority = "3"
    return Request(
        delegation=delegation,
        host=host,
        wish=cast(Literal["must", "like", "no"], wish),
        priority=int(priority),
        reason=Bilingual(fr=row["reason_fr"].strip(), en=row["reason_en"].strip()),
    )
