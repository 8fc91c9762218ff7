"""Each row beside what the directory knows: new, an update, the same, or perhaps the same organisation."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from jumelage.directory.lists.records import EMPTY, Change, changes, completed
from jumelage.directory.lists.rows import ListRow
from jumelage.directory.resolution import Record
from jumelage.directory.resolution.comparing import Rarity, compare, probability, say_why, stays_below
from jumelage.directory.resolution.finding import LARGEST_BLOCK, block_keys
from jumelage.directory.resolution.records import SHARED_DOMAINS
from jumelage.language import NO_TEXT, Bilingual
from jumelage.text import fold

__all__ = ["Action", "Known", "Proposal", "compare_rows"]

Action = Literal["create", "update", "same", "join", "confirm"]
"""``join``: another row of an organisation that an earlier row of the same file brings."""

PROBABLE = 0.3
"""Chance from which a person is asked whether two names are one organisation."""

COMPARED = 6
"""Records compared with a row in full: those that share the most keys with it."""


@dataclass(frozen=True, slots=True)
class Known:
    """A record of the directory: its key there, its code in lists, and its values (see :mod:`..records`)."""

    key: str
    code: str
    record: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What to do with a row.

    Parameters
    ----------
    row
        The row.
    action
        What to do.
    key
        Key of the record it is about: in the directory, or ``row:12`` for one that an earlier row of the file brings;
        empty for a new one.
    name
        That record's name.
    chance, why
        For ``confirm`` and ``update``: how sure, and because of what.
    changes
        What the row changes of that record, were it the same.
    """

    row: ListRow
    action: Action
    key: str = ""
    name: str = ""
    chance: float = 0.0
    why: Bilingual = NO_TEXT
    changes: tuple[Change, ...] = ()


def compare_rows(
    rows: Sequence[ListRow],
    known: Sequence[Known],
    *,
    erase: bool = False,
    apart: frozenset[tuple[str, str]] = frozenset(),
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> list[Proposal]:
    """Say, of each row, whether it is new, changes a record, says the same, or may be a record under another name.

    Parameters
    ----------
    rows
        Good rows of a list.
    known
        Records of the directory.
    erase
        Whether blank cells empty what records say.
    apart
        Row's folded name and record's key, of pairs that a person told apart.
    tell
        Called with how many rows are done, of how many.

    Notes
    -----
    A row is a known record when the enterprise number, or the code with a like name, or the name (but for legal forms)
    with the town, the site or the domain of its e-mail is the same, of one record only. Below that, the likelihood of
    :mod:`jumelage.directory.resolution` decides whether a person is asked.
    """
    records = [_of_row(row) for row in rows]
    index = _Index([(k.key, k.code, _of_known(k)) for k in known], records)
    by_key = {k.key: k.record for k in known}
    found = []
    for place, (row, record) in enumerate(zip(rows, records, strict=True)):
        code = fold(row.values.get("code", ""))
        likely = [like for like in index.like(record, code) if (fold(row.name), like.key) not in apart]
        found.append(_propose(row, likely, by_key, erase))
        if found[-1].action == "create":
            key = f"row:{row.number}"
            by_key[key] = completed(EMPTY, row.values)
            index.add(key, code, record)
        elif found[-1].action in ("update", "join"):
            by_key[found[-1].key] = completed(by_key[found[-1].key], row.values, erase=erase)
        if place % 500 == 0:
            tell(place, len(rows))
    return found


def _propose(row: ListRow, likely: Sequence[_Like], by_key: Mapping[str, Mapping[str, Any]], erase: bool) -> Proposal:
    certain = [like for like in likely if like.certain]
    if not certain and not (likely and likely[0].chance >= PROBABLE):
        return Proposal(row, "create")
    best = certain[0] if certain else likely[0]
    record = by_key[best.key]
    changed = changes(record, completed(record, row.values, erase=erase))
    shared = (best.key, str(record["name"]), best.chance, best.why(), changed)
    if len(certain) != 1:
        return Proposal(row, "confirm", *shared)
    if best.key.startswith("row:"):
        return _joined(row, shared)
    return Proposal(row, "update" if changed else "same", *shared)


def _joined(row: ListRow, shared: tuple[str, str, float, Bilingual, tuple[Change, ...]]) -> Proposal:
    """Join a second row of one organisation when it only adds values; ask a person when it contradicts the first."""
    contradicts = any(change.before and change.part not in ("contacts", "tags") for change in shared[-1])
    return Proposal(row, "confirm" if contradicts else "join", *shared)


@dataclass(frozen=True, slots=True)
class _Like:
    key: str
    chance: float
    certain: bool
    a: Record
    b: Record
    measured: tuple[float, ...]

    def why(self) -> Bilingual:
        return say_why(self.a, self.b, self.measured)


class _Index:
    """Records by what they share with others, so that a row meets only those that may be it."""

    def __init__(self, known: Sequence[tuple[str, str, Record]], rows: Sequence[Record]) -> None:
        records = [record for _, _, record in known]
        self._rarity = Rarity([*records, *rows])
        self._blocks: dict[str, list[int]] = defaultdict(list)
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._known_keys: dict[str, set[str]] = {}
        self._codes: dict[str, int] = {}
        self._all: list[tuple[str, Record]] = []
        for key, code, record in known:
            self.add(key, code, record)

    def add(self, key: str, code: str, record: Record) -> None:
        place = len(self._all)
        self._all.append((key, record))
        if code:
            self._codes.setdefault(fold(code), place)
        for exact in _exact_keys(record):
            self._exact[exact].append(place)
        for block in self._keys(record):
            members = self._blocks[block]
            if len(members) <= LARGEST_BLOCK:
                members.append(place)

    def like(self, record: Record, code: str) -> list[_Like]:
        """Return the records that may be the row's organisation, the likeliest first."""
        coded = self._codes.get(code)
        exact = {place for key in _exact_keys(record) for place in self._exact.get(key, ())[:COMPARED]}
        found = [self._compare(record, place, coded) for place in (exact if coded is None else exact | {coded})]
        if not any(like.certain for like in found):
            shared: Counter[int] = Counter()
            for block in self._keys(record):
                if len(members := self._blocks.get(block, ())) <= LARGEST_BLOCK:
                    shared.update(members)
            nearest = heapq.nsmallest(COMPARED, shared.items(), key=lambda one: (-one[1], one[0]))
            near = [place for place, _ in nearest if place not in exact]
            found += [self._compare(record, p, coded) for p in near if p == coded or self._may_be(record, p)]
        return sorted(found, key=lambda like: (not like.certain, -like.chance, like.key))

    def _keys(self, record: Record) -> set[str]:
        if record.id not in self._known_keys:
            self._known_keys[record.id] = block_keys(record, self._rarity)
        return self._known_keys[record.id]

    def _may_be(self, record: Record, place: int) -> bool:
        return not stays_below(record, self._all[place][1], self._rarity, PROBABLE)

    def _compare(self, record: Record, place: int, coded: int | None) -> _Like:
        key, other = self._all[place]
        measured = compare(record, other, self._rarity)
        chance = round(probability(record, other, measured, self._rarity), 4)
        return _Like(key, chance, _is_certain(record, other, chance, place == coded), record, other, measured)


def _exact_keys(record: Record) -> list[str]:
    """Name what makes two records one without a doubt."""
    keys = [f"number:{record.number}"] if record.number else []
    keys += [f"at:{record.core}|{record.place}"] if record.place else []
    return [*keys, f"site:{record.core}|{record.domain}"] if record.domain else keys


def _is_certain(a: Record, b: Record, chance: float, same_code: bool) -> bool:
    if a.number and b.number:
        return a.number == b.number
    same_name = a.core == b.core
    if same_code and (same_name or chance >= PROBABLE):
        return True
    return same_name and bool((a.place and a.place == b.place) or (a.domain and a.domain == b.domain))


def _of_row(row: ListRow) -> Record:
    return _record(f"row:{row.number}", row.values, row.values.get("email", ""))


def _of_known(known: Known) -> Record:
    emails = [contact["email"] for contact in known.record["contacts"]]
    return _record(known.key, known.record, next((e for e in emails if _domain(e)), ""))


def _record(key: str, values: Mapping[str, Any], email: str) -> Record:
    site = str(values.get("website", ""))
    own = Record(key, "", website=site).domain
    return Record(
        id=key,
        name=str(values["name"]),
        town=str(values.get("town", "")),
        postal_code=str(values.get("postal_code", "")),
        website=site if own and own not in SHARED_DOMAINS else _domain(email),
        phone=str(values.get("phone", "")).partition(",")[0],
        enterprise_number=str(values.get("enterprise_number", "")),
    )


def _domain(email: str) -> str:
    domain = email.rpartition("@")[2].lower()
    return "" if domain in SHARED_DOMAINS else domain
