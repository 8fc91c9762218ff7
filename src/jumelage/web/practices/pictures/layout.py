"""Lay a lineage out from left to right: columns, the room between them, boxes, and where arrows leave and arrive."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, product

from jumelage.documents.svg import text_width, wrapped
from jumelage.language import Bilingual, Language
from jumelage.practices import Lineage, LineageEdge, LineageNode

__all__ = [
    "BEND",
    "BOX",
    "SIZE",
    "SMALL",
    "WORDS",
    "Box",
    "Gap",
    "Ways",
    "columns_of",
    "gaps_of",
    "named_at_origin",
    "placed",
    "ports_of",
]

BOX, BEND, SPACE, SIZE = 236.0, 64.0, 20.0, 13
PORT, NAMED = 17.0, 34.0
"""Between two arrows at the same side of a box: bare, and named there."""
SMALL = 11.5
"""Size of the letters: of a box's name above, of an arrow's here."""
WORDS: Mapping[str, Bilingual] = {
    "inspired": Bilingual(fr="a inspiré", en="inspired"),
    "visited": Bilingual(fr="visité par", en="visited by"),
    "presented": Bilingual(fr="présenté à", en="presented to"),
    "taken_up": Bilingual(fr="repris par", en="taken up by"),
    "shared_source": Bilingual(fr="aussi source de", en="also source of"),
    "partner": Bilingual(fr="partenaire de", en="partner of"),
    "asked_for": Bilingual(fr="demandé par", en="asked for by"),
    "written_up": Bilingual(fr="écrit pour", en="written up for"),
    "not_shown": Bilingual(fr="sans lien connu", en="no known link"),
}


@dataclass(frozen=True, slots=True)
class Box:
    """Where a point of the lineage is drawn, and its name cut into lines."""

    node: LineageNode
    lines: list[str]
    x: float
    y: float
    height: float


Ways = Mapping[LineageEdge, Sequence[float]]
"""Heights at which an arrow passes the columns between its ends."""


def columns_of(graph: Lineage) -> dict[str, int]:
    """Put origins before what they gave, and each origin as near to it as can be."""
    column = graph.layers()
    for key in sorted(column, key=lambda key: -column[key]):
        after = [column[edge.target] for edge in graph.went_to(key)]
        if after and not graph.came_from(key):
            column[key] = max(column[key], min(after) - 1)
    first = min(column.values())
    return {key: number - first for key, number in column.items()}


@dataclass(frozen=True, slots=True)
class Gap:
    """The room between two columns: arrows run straight, past their names, at both ends, and bend in between."""

    before: float
    after: float

    @property
    def width(self) -> float:
        """Return the whole room, the head of the arrow included."""
        return self.before + BEND + self.after + 9


def gaps_of(graph: Lineage, column: Mapping[str, int], language: Language) -> list[Gap]:
    """Make each gap as wide as the names in it ask."""
    before: dict[int, float] = defaultdict(float)
    after: dict[int, float] = defaultdict(float)
    for edge in graph.edges:
        long = max(text_width(text, SMALL) for text in (WORDS[edge.relation].say(language), edge.when)) + 16
        if named_at_origin(graph, edge):
            before[column[edge.origin]] = max(before[column[edge.origin]], long)
        else:
            after[column[edge.target] - 1] = max(after[column[edge.target] - 1], long)
    return [Gap(before[number], after[number]) for number in range(max(column.values()))]


def placed(
    graph: Lineage, column: Mapping[str, int], gaps: Sequence[Gap], language: Language
) -> tuple[dict[str, Box], Ways]:
    """Stack the boxes of each column, neighbours level with one another as far as possible.

    An arrow that passes a column has a place of its own there, so that it never runs through a box.
    """
    lines = {node.key: wrapped(node.name.say(language), BOX - 30, SIZE, 3) for node in graph.nodes}
    high = {key: max(26.0 + 17 * len(rows), 16 + _ports_room(graph, key)) for key, rows in lines.items()}
    stacks: dict[int, list[str]] = defaultdict(list)
    for node in graph.nodes:
        stacks[column[node.key]].append(node.key)
    chains = {}
    for edge in graph.edges:
        passed = [f"{edge.origin}>{edge.target}@{at}" for at in range(column[edge.origin] + 1, column[edge.target])]
        for at, key in enumerate(passed, start=column[edge.origin] + 1):
            high[key] = 2.0
            stacks[at].append(key)
        chains[edge] = [edge.origin, *passed, edge.target]
    middle = _levelled(stacks, high, list(chains.values()))
    boxes = {
        node.key: Box(
            node,
            lines[node.key],
            2 + column[node.key] * BOX + sum(gap.width for gap in gaps[: column[node.key]]),
            2 + middle[node.key] - high[node.key] / 2,
            high[node.key],
        )
        for node in graph.nodes
    }
    ways = {edge: [2 + middle[key] for key in chain[1:-1]] for edge, chain in chains.items()}
    return boxes, ways


def named_at_origin(graph: Lineage, edge: LineageEdge) -> bool:
    """Tell at which end an arrow is named: where fewer arrows meet."""
    return len(graph.came_from(edge.target)) > len(graph.went_to(edge.origin))


def _step(graph: Lineage, edges: Sequence[LineageEdge], leaving: bool) -> float:
    """Return the room between arrows on one side of a box: more where several are named there."""
    named = sum(named_at_origin(graph, edge) is leaving for edge in edges)
    return NAMED if named and len(edges) > 1 else PORT


def _ports_room(graph: Lineage, key: str) -> float:
    sides = ((graph.came_from(key), False), (graph.went_to(key), True))
    return max(_step(graph, edges, leaving) * (len(edges) - 1) for edges, leaving in sides)


def _levelled(
    stacks: Mapping[int, list[str]], high: Mapping[str, float], chains: Sequence[list[str]]
) -> dict[str, float]:
    """Return the middle of each box: of a few starting orders, the one whose arrows cross least (Sugiyama's method)."""
    columns = sorted(stacks)[:4]
    tried: list[tuple[int, int, dict[str, float]]] = []
    for turned in product((False, True), repeat=len(columns)):
        flipped = {column for column, turn in zip(columns, turned, strict=True) if turn}
        order = {column: keys[::-1] if column in flipped else list(keys) for column, keys in stacks.items()}
        middle = _sorted(order, high, chains)
        tried.append((_crossings(middle, chains), len(tried), middle))
    return min(tried)[2]


def _crossings(middle: Mapping[str, float], chains: Sequence[list[str]]) -> int:
    pairs = [pair for chain in chains for pair in pairwise(chain)]
    return sum(
        (middle[a[0]] - middle[b[0]]) * (middle[a[1]] - middle[b[1]]) < 0
        for a, b in combinations(pairs, 2)
        if a[0] != b[0] and a[1] != b[1]
    )


def _sorted(
    stacks: Mapping[int, list[str]], high: Mapping[str, float], chains: Sequence[list[str]]
) -> dict[str, float]:
    """Sort each column by where its neighbours are (barycentres, four rounds)."""
    beside: dict[str, list[str]] = defaultdict(list)
    for chain in chains:
        for one, other in pairwise(chain):
            beside[one].append(other)
            beside[other].append(one)
    tall = max(sum(high[key] + SPACE for key in keys) - SPACE for keys in stacks.values())
    middle: dict[str, float] = {}

    def stack(keys: list[str]) -> None:
        top = (tall - sum(high[key] + SPACE for key in keys) + SPACE) / 2
        for key in keys:
            middle[key] = top + high[key] / 2
            top += high[key] + SPACE

    for keys in stacks.values():
        stack(keys)
    for _ in range(4):
        for keys in stacks.values():
            keys.sort(key=lambda key: sum(middle[other] for other in beside[key]) / max(len(beside[key]), 1))
            stack(keys)
    return middle


def ports_of(graph: Lineage, boxes: Mapping[str, Box], ways: Ways) -> dict[LineageEdge, tuple[float, float]]:
    """Return the heights at which each arrow leaves and arrives: side by side where several share a box."""

    def height(edge: LineageEdge, leaving: bool) -> float:
        box, passed = boxes[edge.target if leaving else edge.origin], ways[edge]
        return passed[0 if leaving else -1] if passed else box.y + box.height / 2

    def spread(edges: Sequence[LineageEdge], key: str, leaving: bool) -> dict[LineageEdge, float]:
        box, step = boxes[key], _step(graph, edges, leaving)
        ordered = sorted(edges, key=lambda edge: height(edge, leaving))
        first = box.y + box.height / 2 - step * (len(ordered) - 1) / 2
        return {edge: first + step * number for number, edge in enumerate(ordered)}

    leave: dict[LineageEdge, float] = {}
    arrive: dict[LineageEdge, float] = {}
    for key in boxes:
        leave |= spread(graph.went_to(key), key, True)
        arrive |= spread(graph.came_from(key), key, False)
    return {edge: (leave[edge], arrive[edge]) for edge in graph.edges}
