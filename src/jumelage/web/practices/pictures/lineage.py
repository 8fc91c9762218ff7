"""Draw a lineage from left to right; each box is a link, so that the graph can be walked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, product

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from jumelage.documents.svg import INK, SOFT, SPRUCE, frame, label, text_width, wrapped
from jumelage.language import Bilingual, Language
from jumelage.practices.lineage import Lineage, LineageEdge, LineageNode
from jumelage.web.practices.queries.library import Edge

__all__ = ["Picture", "draw_families", "draw_lineage"]

BOX, GAP, SPACE, SIZE = 236.0, 214.0, 20.0, 13
PORT, NAMED = 17.0, 34.0
"""Between two arrows at the same side of a box: bare, and named there."""
SMALL = 11.5
HALO: dict[str, str | float] = {"stroke": "#fff", "stroke_width": 4, "paint_order": "stroke"}


@dataclass(frozen=True, slots=True)
class _Box:
    node: LineageNode
    lines: list[str]
    x: float
    y: float
    height: float


_Ways = Mapping[LineageEdge, Sequence[float]]
"""Heights at which an arrow passes the columns between its ends."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A connected part of the lineage; ``wide``: it needs the whole width of a page."""

    drawing: SafeString
    wide: bool


def draw_families(steps: Sequence[Edge], language: Language, address: Callable[[LineageNode], str]) -> list[Picture]:
    """Draw each connected part of the lineage, the largest first."""
    graph = _graph(steps)
    column = _columns(graph) if steps else {}
    pictures = []
    for family in graph.families():
        own = [step for step in steps if step.row.origin.key in family]
        columns = {column[key] for key in family}
        pictures.append(Picture(draw_lineage(own, language, address), len(columns) > 2))
    return pictures


def draw_lineage(
    steps: Sequence[Edge], language: Language, address: Callable[[LineageNode], str], here: str = ""
) -> SafeString:
    """Draw steps as a graph; empty where there is no step.

    Parameters
    ----------
    steps
        What to draw.
    language
        Of the words.
    address
        Gives the page that a box leads to.
    here
        Key of the point that the page is about: its box is filled and leads nowhere.
    """
    if not steps:
        return SafeString()
    graph = _graph(steps)
    boxes, ways = _placed(graph, _columns(graph), language)
    ports = _ports(graph, boxes)
    width = max(box.x + BOX for box in boxes.values()) + 2
    height = max(box.y + box.height for box in boxes.values()) + 4
    arrows = [
        part
        for edge in graph.edges
        for part in _arrow(edge, boxes, ways[edge], ports[edge], _named_at_origin(graph, edge), language)
    ]
    nodes = [_node(box, address(box.node), box.node.key == here, language) for box in boxes.values()]
    said = "; ".join(_sentence(graph, edge, language) for edge in graph.edges)
    title = Bilingual(fr="Qui s'est inspiré de qui", en="Who was inspired by whom").say(language)
    arrows.sort(key=lambda part: part.startswith("<text"))  # names over every line
    drawn = frame(width, height, title, said, [*arrows, *nodes])
    # Boxes are links: the picture is a group of them, not one image. All texts are escaped above.
    return mark_safe(drawn.replace(' role="img"', ' role="group"', 1))


def _graph(steps: Sequence[Edge]) -> Lineage:
    ends = {node.key: node for step in steps for node in (step.row.origin, step.row.target)}
    nodes = tuple(LineageNode(n.key, n.name, n.practice.code if n.practice else "") for n in ends.values())
    rows = [step.row for step in steps]
    edges = tuple(
        LineageEdge(row.origin.key, row.target.key, row.relation, row.when, row.told_by.code)  # type: ignore[arg-type]
        for row in rows
    )
    return Lineage(nodes, edges)


def _columns(graph: Lineage) -> dict[str, int]:
    """Put origins before what they gave, and each origin as near to it as can be."""
    column = graph.layers()
    for key in sorted(column, key=lambda key: -column[key]):
        after = [column[edge.target] for edge in graph.went_to(key)]
        if after and not graph.came_from(key):
            column[key] = max(column[key], min(after) - 1)
    first = min(column.values())
    return {key: number - first for key, number in column.items()}


def _placed(graph: Lineage, column: Mapping[str, int], language: Language) -> tuple[dict[str, _Box], _Ways]:
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
        node.key: _Box(
            node,
            lines[node.key],
            2 + column[node.key] * (BOX + GAP),
            2 + middle[node.key] - high[node.key] / 2,
            high[node.key],
        )
        for node in graph.nodes
    }
    ways = {edge: [2 + middle[key] for key in chain[1:-1]] for edge, chain in chains.items()}
    return boxes, ways


def _named_at_origin(graph: Lineage, edge: LineageEdge) -> bool:
    """Tell at which end an arrow is named: where fewer arrows meet."""
    return len(graph.came_from(edge.target)) > len(graph.went_to(edge.origin))


def _step(graph: Lineage, edges: Sequence[LineageEdge], leaving: bool) -> float:
    """Return the room between arrows on one side of a box: more where several are named there."""
    named = sum(_named_at_origin(graph, edge) is leaving for edge in edges)
    return NAMED if named and len(edges) > 1 else PORT


def _ports_room(graph: Lineage, key: str) -> float:
    sides = ((graph.came_from(key), False), (graph.went_to(key), True))
    return max(_step(graph, edges, leaving) * (len(edges) - 1) for edges, leaving in sides)


def _levelled(
    stacks: Mapping[int, list[str]], high: Mapping[str, float], chains: Sequence[list[str]]
) -> dict[str, float]:
    """Return the middle of each box: of a few starting orders, the one whose arrows cross least (Sugiyama's method)."""
    columns = sorted(stacks)[:4]
    tried = []
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


def _node(box: _Box, address: str, here: bool, language: Language) -> str:
    practice = bool(box.node.practice)
    fill = SPRUCE if here else "#fff" if practice else "#efece4"
    ink = "#fff" if here else INK
    rounded = 9 if practice else 22
    parts = [
        f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{BOX:.1f}" height="{box.height:.1f}" rx="{rounded}" '
        f'fill="{fill}" stroke="{SPRUCE if practice else "#b9b3a4"}" stroke-width="1.4"/>'
    ]
    for number, line in enumerate(box.lines):
        weight = 600 if practice else 450
        y = box.y + box.height / 2 + 17 * (number - (len(box.lines) - 1) / 2) + 4.5
        parts.append(label(box.x + 15, y, line, fill=ink, font_weight=weight, font_size=SIZE))
    drawn = "".join(parts)
    if here or not address:
        return drawn
    return f'<a href="{escape(address)}" aria-label="{escape(box.node.name.say(language))}">{drawn}</a>'


def _ports(graph: Lineage, boxes: Mapping[str, _Box]) -> dict[LineageEdge, tuple[float, float]]:
    """Return the heights at which each arrow leaves and arrives: side by side where several share a box."""

    def spread(edges: Sequence[LineageEdge], key: str, leaving: bool) -> dict[LineageEdge, float]:
        box, step = boxes[key], _step(graph, edges, leaving)
        ordered = sorted(edges, key=lambda edge: boxes[edge.target if leaving else edge.origin].y)
        first = box.y + box.height / 2 - step * (len(ordered) - 1) / 2
        return {edge: first + step * number for number, edge in enumerate(ordered)}

    leave: dict[LineageEdge, float] = {}
    arrive: dict[LineageEdge, float] = {}
    for key in boxes:
        leave |= spread(graph.went_to(key), key, True)
        arrive |= spread(graph.came_from(key), key, False)
    return {edge: (leave[edge], arrive[edge]) for edge in graph.edges}


def _arrow(
    edge: LineageEdge,
    boxes: Mapping[str, _Box],
    passed: Sequence[float],
    port: tuple[float, float],
    at_origin: bool,
    language: Language,
) -> list[str]:
    """Draw one step; it runs straight beside its name, which stands above it, and the date below."""
    start, end = boxes[edge.origin].x + BOX, boxes[edge.target].x - 9
    words = SHORT[edge.relation].say(language)
    straight = min(text_width(words, SMALL) + 18, GAP - 60)
    before, after = (straight, 0.0) if at_origin else (0.0, straight)
    path, x, y = f"M{start:.1f} {port[0]:.1f}h{before:.1f}", start + before, port[0]
    for number, height in enumerate(passed, start=1):
        column = start + number * GAP + (number - 1) * BOX
        path += _bend(x, y, column, height) + f"h{BOX:.1f}"
        x, y = column + BOX, height
    path += _bend(x, y, end - after, port[1]) + f"h{after:.1f}"
    colour, dash = (SPRUCE, "") if edge.shown else (SOFT, ' stroke-dasharray="5 5"')
    at, level, anchor = (start + 8, port[0], "start") if at_origin else (end - 6, port[1], "end")
    said = [(level - 5, words), *([(level + 14, edge.when)] if edge.when else [])]
    named = [label(at, y, text, font_size=SMALL, fill=colour, text_anchor=anchor, **HALO) for y, text in said]
    return [
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="1.6"{dash}/>',
        f'<path d="M{end + 8:.1f} {port[1]:.1f}l-9 -4.6v9.2z" fill="{colour}"/>',
        *named,
    ]


def _bend(x1: float, y1: float, x2: float, y2: float) -> str:
    middle = (x1 + x2) / 2
    return f"C{middle:.1f} {y1:.1f} {middle:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"


SHORT: Mapping[str, Bilingual] = {
    "inspired": Bilingual(fr="a inspiré", en="inspired"),
    "visited": Bilingual(fr="visité par", en="visited by"),
    "presented": Bilingual(fr="présenté à", en="presented to"),
    "taken_up": Bilingual(fr="repris par", en="taken up by"),
    "shared_source": Bilingual(fr="aussi source de", en="also source of"),
    "partner": Bilingual(fr="partenaire de", en="partner of"),
    "asked_for": Bilingual(fr="demandé par", en="asked for by"),
    "written_up": Bilingual(fr="écrit pour", en="written up for"),
    "not_shown": Bilingual(fr="précède, sans lien connu", en="before, no known link"),
}


def _short(edge: LineageEdge, language: Language) -> str:
    words = SHORT[edge.relation].say(language)
    return f"{words}, {edge.when}" if edge.when else words


def _sentence(graph: Lineage, edge: LineageEdge, language: Language) -> str:
    ends = graph.node(edge.origin).name.say(language), graph.node(edge.target).name.say(language)
    return f"{ends[0]} {_short(edge, language)} {ends[1]}"
