"""Which records probably name one organisation, and what was answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jumelage.directory.resolution import Pair, Record, find_duplicates
from jumelage.language import Bilingual
from jumelage.web.accounts.models import Agency, AnyUser
from jumelage.web.accounts.queries import agencies_visible_to, role_in
from jumelage.web.accounts.rules import may_edit
from jumelage.web.directory.models import DuplicateDecision, Merge, Organisation
from jumelage.web.directory.queries.organisations import visible_to
from jumelage.web.directory.rules import COLUMNS, PROBABLE

__all__ = ["Candidate", "Side", "answers", "candidates", "enterprises", "merge_of", "pair_of", "refusal_of"]

ANSWERS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Side:
    """One record of a pair, as a person compares it."""

    organisation: Organisation

    @property
    def values(self) -> dict[str, str]:
        """Return its columns as text."""
        row = self.organisation
        return {name: str(getattr(row, name) or "") for name in COLUMNS}

    @property
    def filled(self) -> int:
        """Count the columns that are filled."""
        row = self.organisation
        return sum(map(bool, self.values.values())) + len(row.offers.all()) + len(row.needs.all())


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two records that probably name one organisation: the chance, why, and what differs."""

    a: Side
    b: Side
    probability: float
    why: Bilingual
    may_edit: bool
    two_places: bool = False

    @property
    def fuller(self) -> Organisation:
        """Return the record with more filled columns: the default one to keep."""
        return (self.a if self.a.filled >= self.b.filled else self.b).organisation

    @property
    def rows(self) -> Iterator[tuple[str, str, str, bool]]:
        """Yield each column that at least one of the two fills: its name, both values, whether they differ."""
        mine, theirs = self.a.values, self.b.values
        for name in COLUMNS:
            if mine[name] or theirs[name]:
                yield name, mine[name], theirs[name], mine[name] != theirs[name]


def candidates(user: AnyUser) -> list[Candidate]:
    """Return the pairs of one establishment to confirm, the most probable first; answered ones are left out."""
    found = [pair for agency in agencies_visible_to(user) for pair in _of_agency(user, agency) if not pair.two_places]
    return sorted(found, key=lambda pair: (-pair.probability, pair.a.organisation.name, pair.a.organisation.pk))


def enterprises(user: AnyUser) -> list[list[Organisation]]:
    """Return the groups of establishments that probably are of one enterprise: to show, not to merge."""
    groups: list[dict[int, Organisation]] = []
    for agency in agencies_visible_to(user):
        for pair in _of_agency(user, agency):
            if pair.two_places:
                both = {side.organisation.pk: side.organisation for side in (pair.a, pair.b)}
                met = [group for group in groups if group.keys() & both.keys()]
                groups = [group for group in groups if group not in met]
                groups.append({key: row for group in (both, *met) for key, row in group.items()})
    named = [sorted(group.values(), key=lambda row: (row.name, row.pk)) for group in groups]
    return sorted(named, key=lambda group: (group[0].name, group[0].pk))


def _of_agency(user: AnyUser, agency: Agency) -> Iterator[Candidate]:
    rows = visible_to(user).filter(agency=agency).select_related("town").prefetch_related("offers", "needs")
    records = {str(row.pk): row for row in rows.order_by("pk")}
    told_apart = set(DuplicateDecision.objects.filter(agency=agency, undone_at=None).values_list("a_id", "b_id"))
    editor = may_edit(role_in(user, agency))
    for pair in _pairs(tuple(_record(row) for row in records.values())):
        a, b = sorted((records[pair.a], records[pair.b]), key=lambda row: row.pk)
        if (a.pk, b.pk) not in told_apart:
            yield Candidate(Side(a), Side(b), pair.probability, pair.why, editor, pair.two_places)


@lru_cache(maxsize=16)
def _pairs(records: tuple[Record, ...]) -> tuple[Pair, ...]:
    # The same records give the same pairs: worth keeping, for a page is opened after each answer.
    return find_duplicates(records, least=PROBABLE).pairs


def _record(row: Organisation) -> Record:
    return Record(
        id=str(row.pk),
        name=row.name,
        town=row.town.name if row.town else "",
        postal_code=row.postal_code,
        website=row.website,
        phone=row.phone,
        enterprise_number=row.enterprise_number,
    )


def pair_of(user: AnyUser, first: str, second: str) -> tuple[Organisation, Organisation] | None:
    """Return two records of one agency of the person, by their keys; None where they are not there to be joined."""
    if not (first.isdecimal() and second.isdecimal()) or len(first) > 18 or len(second) > 18:
        return None
    seen = visible_to(user).select_related("agency", "town").in_bulk([int(first), int(second)])
    rows = [seen.get(int(key)) for key in (first, second)]
    if len(seen) != 2 or rows[0] is None or rows[1] is None or rows[0].agency_id != rows[1].agency_id:
        return None
    return rows[0], rows[1]


def answers(user: AnyUser) -> list[tuple[str, Any, bool]]:
    """Return the latest answers that stand, merges and refusals, with whether the person may undo them."""
    agencies = agencies_visible_to(user)
    merges = Merge.objects.filter(agency__in=agencies, undone_at=None).select_related("kept", "dropped", "made_by")
    apart = DuplicateDecision.objects.filter(agency__in=agencies, undone_at=None).select_related("a", "b", "made_by")
    edits = {agency.pk: may_edit(role_in(user, agency)) for agency in agencies}
    both = [("merge", row) for row in merges[:ANSWERS_SHOWN]] + [("apart", row) for row in apart[:ANSWERS_SHOWN]]
    both.sort(key=lambda item: item[1].made_at, reverse=True)
    return [(kind, row, edits[row.agency_id]) for kind, row in both[:ANSWERS_SHOWN]]


def merge_of(user: AnyUser, pk: int) -> Merge | None:
    """Return a merge of the person's agencies."""
    found = Merge.objects.filter(agency__in=agencies_visible_to(user), pk=pk)
    return found.select_related("agency", "kept", "dropped").first()


def refusal_of(user: AnyUser, pk: int) -> DuplicateDecision | None:
    """Return a decision of the person's agencies that two records are distinct."""
    found = DuplicateDecision.objects.filter(agency__in=agencies_visible_to(user), pk=pk)
    return found.select_related("agency", "a", "b").first()
