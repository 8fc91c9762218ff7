"""Find the clusters of records that name one organisation."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from jumelage.directory.resolution.comparing import Rarity, compare, probability, say_why
from jumelage.directory.resolution.establishments import apart, establishments
from jumelage.directory.resolution.records import Record
from jumelage.language import Bilingual

__all__ = ["Duplicates", "Pair", "block_keys", "candidate_pairs", "cluster", "find_duplicates"]

LARGEST_BLOCK = 60
"""Records that share a word or postal code beyond this number are not compared for that alone."""

NOT_COMPARED = 0.0
THRESHOLD = 0.5


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records, the chance that they name one organisation, and why; ``two_places``: they are two establishments of it."""

    a: str
    b: str
    probability: float
    why: Bilingual
    two_places: bool = False


@dataclass(frozen=True, slots=True)
class Duplicates:
    """The establishment and the enterprise of each record, and the pairs of one enterprise that are worth a look.

    ``entity``: records of one establishment, to merge; records are told apart by their places. ``enterprise``: branches,
    divisions and trade names of one enterprise, to show as a group. Both are the id of the group's first record.
    """

    entity: dict[str, str]
    enterprise: dict[str, str]
    pairs: tuple[Pair, ...]

    @property
    def entities(self) -> int:
        """Count the distinct establishments."""
        return len(set(self.entity.values()))

    @property
    def enterprises(self) -> int:
        """Count the distinct enterprises."""
        return len(set(self.enterprise.values()))


def find_duplicates(records: Sequence[Record], *, threshold: float = THRESHOLD, least: float = 0.2) -> Duplicates:
    """Cluster records by the enterprise that they name, and within it by establishment.

    Parameters
    ----------
    records
        With unique ids.
    threshold
        Mean chance, over all pairs of two clusters, from which they are joined.
    least
        Chance from which a pair is reported for a person to judge.

    Notes
    -----
    Pairs that share a rare word, a postal code, a domain, a number or the start of their name are compared
    (logistic weights, after Fellegi & Sunter, 1969); clusters join by average linkage, so that one doubtful pair
    does not chain two firms together.
    """
    rarity = Rarity(records)
    chances: dict[tuple[int, int], float] = {}
    pairs = []
    for i, j in candidate_pairs(records, rarity):
        a, b = records[i], records[j]
        measured = compare(a, b, rarity)
        chance = probability(a, b, measured, rarity)
        if chance >= 0.05:
            chances[i, j] = chance
        if chance >= least:
            pairs.append(Pair(a.id, b.id, round(chance, 4), say_why(a, b, measured), apart(a, b)))
    groups = cluster(len(records), chances, threshold)
    enterprise = {records[n].id: records[group[0]].id for group in groups for n in group}
    entity: dict[str, str] = {}
    for group in groups:
        for place in establishments([records[n] for n in group]):
            entity |= {record.id: place[0].id for record in place}
    return Duplicates(entity, enterprise, tuple(sorted(pairs, key=lambda p: (-p.probability, p.a, p.b))))


def candidate_pairs(records: Sequence[Record], rarity: Rarity) -> Iterator[tuple[int, int]]:
    """Yield each pair worth comparing once, smaller place first."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for n, record in enumerate(records):
        for key in block_keys(record, rarity):
            blocks[key].append(n)
    seen: set[tuple[int, int]] = set()
    for key, members in blocks.items():
        if len(members) > LARGEST_BLOCK and not key.startswith(("core:", "number:")):
            continue
        for pair in combinations(members, 2):
            if pair not in seen:
                seen.add(pair)
                yield pair


def block_keys(record: Record, rarity: Rarity) -> set[str]:
    keys = {f"core:{record.core}", f"start:{record.core[:6]}", f"words:{' '.join(sorted(set(record.tokens)))}"}
    keys |= {f"word:{t}" for t in record.tokens if rarity.seen[t] <= LARGEST_BLOCK}
    keys |= {f"two:{a} {b}" for a, b in zip(record.tokens, record.tokens[1:], strict=False)}
    keys |= {f"number:{n}" for n in record.company_numbers}
    for name, value in (("post", record.postal), ("site", record.domain), ("tel", record.digits)):
        if value:
            keys.add(f"{name}:{value}")
    keys |= {f"initials:{t}" for t in (*record.tokens[:2], record.initials) if 2 < len(t) < 7}
    keys |= {f"core:{''.join(tokens)}" for tokens in record.other_names}
    return keys | ({f"number:{record.number}"} if record.number else set())


def cluster(size: int, chances: dict[tuple[int, int], float], threshold: float) -> list[list[int]]:
    """Join clusters while the mean chance over all their pairs stays at the threshold (average linkage)."""
    members = {n: [n] for n in range(size)}
    sums: dict[int, dict[int, float]] = defaultdict(dict)
    for (i, j), chance in chances.items():
        sums[i][j] = sums[j][i] = chance
    heap = [(-chance, i, j) for (i, j), chance in chances.items() if chance >= threshold]
    heapq.heapify(heap)
    fresh = size
    while heap:
        mean, i, j = heapq.heappop(heap)
        if i not in members or j not in members:
            continue
        members[fresh] = members.pop(i) + members.pop(j)
        mine, theirs = sums.pop(i), sums.pop(j)
        for other in (mine.keys() | theirs.keys()) - {i, j}:
            total = mine.get(other, NOT_COMPARED) + theirs.get(other, NOT_COMPARED)
            sums[other].pop(i, None)
            sums[other].pop(j, None)
            sums[fresh][other] = sums[other][fresh] = total
            mean = total / (len(members[fresh]) * len(members[other]))
            if mean >= threshold:
                heapq.heappush(heap, (-mean, fresh, other))
        fresh += 1
    return sorted(sorted(group) for group in members.values())
