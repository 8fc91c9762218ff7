"""Who copied whom: the lineage of practices as a graph one can walk and draw."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from jumelage.language import Bilingual

__all__ = ["RELATIONS", "Lineage", "LineageEdge", "LineageNode", "Relation"]

Relation = Literal[
    "inspired", "visited", "presented", "taken_up", "shared_source", "partner", "asked_for", "written_up", "not_shown"
]

RELATIONS: dict[Relation, Bilingual] = {
    "inspired": Bilingual(fr="a inspiré", en="inspired"),
    "visited": Bilingual(fr="a été visité par", en="was visited by"),
    "presented": Bilingual(fr="a été présenté à", en="was presented to"),
    "taken_up": Bilingual(fr="a été repris par", en="was taken up by"),
    "shared_source": Bilingual(fr="est aussi la source de", en="is also the source of"),
    "partner": Bilingual(fr="est partenaire de", en="is a partner of"),
    "asked_for": Bilingual(fr="a été demandé aussi par", en="was also asked for by"),
    "written_up": Bilingual(fr="a été mis par écrit pour", en="was written up for"),
    "not_shown": Bilingual(
        fr="a précédé (aucune source ne dit que l'un a imité l'autre)",
        en="came before (no source says one copied the other)",
    ),
}


@dataclass(frozen=True, slots=True)
class LineageNode:
    """A practice (``practice`` is its identifier) or a place or idea outside the library (empty)."""

    key: str
    name: Bilingual
    practice: str = ""


@dataclass(frozen=True, slots=True)
class LineageEdge:
    """One step of a lineage, from where it came to where it went.

    Parameters
    ----------
    origin, target
        Keys of two nodes.
    relation
        What is known of the step. Only ``not_shown`` claims nothing: both exist, and nothing links them.
    when
        Year, years or date, as the source says; empty where it does not.
    told_by
        Identifier of the practice whose record says so: its source is the source of the edge.
    """

    origin: str
    target: str
    relation: Relation
    when: str
    told_by: str

    @property
    def shown(self) -> bool:
        """Tell whether a source says that something passed along this edge."""
        return self.relation != "not_shown"


@dataclass(frozen=True, slots=True)
class Lineage:
    """A graph of practices and what they came from.

    Raises
    ------
    ValueError
        An edge names a node that is not there, or two nodes share a key.
    """

    nodes: tuple[LineageNode, ...]
    edges: tuple[LineageEdge, ...]

    def __post_init__(self) -> None:
        """Check that the edges hold together."""
        keys = {node.key for node in self.nodes}
        if len(keys) != len(self.nodes):
            raise ValueError("two nodes of the lineage share a key")
        lost = sorted({key for edge in self.edges for key in (edge.origin, edge.target)} - keys)
        if lost:
            raise ValueError(f"edges name nodes that are not there: {', '.join(lost)}")

    def node(self, key: str) -> LineageNode:
        """Return a node (``KeyError`` where there is none)."""
        for node in self.nodes:
            if node.key == key:
                return node
        raise KeyError(key)

    def came_from(self, key: str) -> tuple[LineageEdge, ...]:
        """List the edges that lead to a node."""
        return tuple(edge for edge in self.edges if edge.target == key)

    def went_to(self, key: str) -> tuple[LineageEdge, ...]:
        """List the edges that leave a node."""
        return tuple(edge for edge in self.edges if edge.origin == key)

    def ancestors(self, key: str) -> tuple[str, ...]:
        """List what a node came from, nearest first, through edges that a source shows."""
        return self._walk(key, {e: e.origin for e in self.edges if e.shown}, forward=False)

    def descendants(self, key: str) -> tuple[str, ...]:
        """List what came from a node, nearest first, through edges that a source shows."""
        return self._walk(key, {e: e.target for e in self.edges if e.shown}, forward=True)

    def _walk(self, key: str, ends: dict[LineageEdge, str], *, forward: bool) -> tuple[str, ...]:
        following = defaultdict(list)
        for edge, end in ends.items():
            following[edge.origin if forward else edge.target].append(end)
        seen, waiting, found = {key}, deque([key]), []
        while waiting:
            for other in following[waiting.popleft()]:
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
                    found.append(other)
        return tuple(found)

    def families(self) -> tuple[tuple[str, ...], ...]:
        """List the connected parts of the graph, the largest first; nodes without an edge are left out."""
        beside = defaultdict(set)
        for edge in self.edges:
            beside[edge.origin].add(edge.target)
            beside[edge.target].add(edge.origin)
        left, found = dict.fromkeys(node.key for node in self.nodes if node.key in beside), []
        while left:
            family, waiting = [], [next(iter(left))]
            left.pop(waiting[0])
            while waiting:
                key = waiting.pop(0)
                family.append(key)
                for other in sorted(beside[key]):
                    if other in left:
                        left.pop(other)
                        waiting.append(other)
            found.append(tuple(family))
        return tuple(sorted(found, key=lambda family: (-len(family), family)))

    def layers(self, keys: Sequence[str] | None = None) -> dict[str, int]:
        """Return a column for each node, to draw the graph from left to right: origins come before what they gave.

        A loop is cut where it closes.
        """
        chosen = set(keys) if keys is not None else {node.key for node in self.nodes}
        edges = [e for e in self.edges if e.origin in chosen and e.target in chosen]
        column = dict.fromkeys((node.key for node in self.nodes if node.key in chosen), 0)
        for _ in range(len(column)):
            moved = False
            for edge in edges:
                if column[edge.target] <= column[edge.origin] < len(column) - 1:
                    column[edge.target] = column[edge.origin] + 1
                    moved = True
            if not moved:
                break
        return column


def lineage_of(nodes: Iterable[LineageNode], edges: Iterable[LineageEdge]) -> Lineage:
    """Build the graph, leaving out nodes that no edge touches and that are no practice."""
    kept = tuple(edges)
    touched = {key for edge in kept for key in (edge.origin, edge.target)}
    return Lineage(tuple(node for node in nodes if node.key in touched or node.practice), kept)
