"""Draw a lineage from left to right; each box is a link, so that the graph can be walked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from jumelage.documents.svg import INK, SOFT, SPRUCE, frame, label, wrapped
from jumelage.language import Bilingual, Language
from jumelage.practices.lineage import Lineage, LineageEdge, LineageNode
from jumelage.web.practices.queries.library import Edge

__all__ = ["draw_families", "draw_lineage"]

BOX, GAP, SPACE, SIZE = 236.0, 176.0, 18.0, 13
HALO: dict[str, str | float] = {
    "stroke": "#fff",
    "stroke-width": 5,
    "stroke-linejoin": "round",
    "paint-order": "stroke",
}


@dataclass(frozen=True, slots=True)
class _Box:
    node: LineageNode
    lines: list[str]
    x: float
    y: float
    height: float


def draw_families(steps: Sequence[Edge], language: Language, address: Callable[[LineageNode], str]) -> list[SafeString]:
    """Draw each connected part of the lineage, the largest first."""
    graph = _graph(steps)
    pictures = []
    for family in graph.families():
        own = [step for step in steps if step.row.origin.key in family]
        pictures.append(draw_lineage(own, language, address))
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
    boxes = _placed(graph, _columns(graph), language)
    width = max(box.x + BOX for box in boxes.values()) + 2
    height = max(box.y + box.height for box in boxes.values()) + 4
    arrows = [part for edge in graph.edges for part in _arrow(edge, boxes, _crowd(graph, edge), language)]
    nodes = [_node(box, address(box.node), box.node.key == here, language) for box in boxes.values()]
    said = "; ".join(_sentence(graph, edge, language) for edge in graph.edges)
    title = Bilingual(fr="Qui s'est inspiré de qui", en="Who was inspired by whom").say(language)
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


def _placed(graph: Lineage, column: Mapping[str, int], language: Language) -> dict[str, _Box]:
    """Stack the boxes of each column, neighbours level with one another as far as possible."""
    lines = {node.key: wrapped(node.name.say(language), BOX - 30, SIZE, 3) for node in graph.nodes}
    high = {key: 26.0 + 17 * len(rows) for key, rows in lines.items()}
    stacks: dict[int, list[str]] = defaultdict(list)
    for node in graph.nodes:
        stacks[column[node.key]].append(node.key)
    middle: dict[str, float] = {}

    def stack(keys: list[str], tall: float) -> None:
        top = (tall - sum(high[key] for key in keys) - SPACE * (len(keys) - 1)) / 2
        for key in keys:
            middle[key] = top + high[key] / 2
            top += high[key] + SPACE

    tall = max(sum(high[key] + SPACE for key in keys) - SPACE for keys in stacks.values())
    for keys in stacks.values():
        stack(keys, tall)
    for _ in range(4):
        for keys in stacks.values():
            beside = {
                key: [middle[e.origin] for e in graph.came_from(key)] + [middle[e.target] for e in graph.went_to(key)]
                for key in keys
            }
            keys.sort(key=lambda key: sum(beside[key]) / len(beside[key]))
            stack(keys, tall)
    return {
        node.key: _Box(
            node,
            lines[node.key],
            2 + column[node.key] * (BOX + GAP),
            2 + middle[node.key] - high[node.key] / 2,
            high[node.key],
        )
        for node in graph.nodes
    }


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
        y = box.y + 13 + 17 * (number + 1) - 4
        parts.append(label(box.x + 15, y, line, fill=ink, font_weight=weight, font_size=SIZE))
    drawn = "".join(parts)
    if here or not address:
        return drawn
    return f'<a href="{escape(address)}" aria-label="{escape(box.node.name.say(language))}">{drawn}</a>'


def _crowd(graph: Lineage, edge: LineageEdge) -> float:
    """Say where on its way an edge is named: near the end where fewer edges meet."""
    return 0.34 if len(graph.came_from(edge.target)) > len(graph.went_to(edge.origin)) else 0.6


def _arrow(edge: LineageEdge, boxes: Mapping[str, _Box], at: float, language: Language) -> list[str]:
    start, end = boxes[edge.origin], boxes[edge.target]
    x1, y1 = start.x + BOX, start.y + start.height / 2
    x2, y2 = end.x - 9, end.y + end.height / 2
    bend = (x2 - x1) / 2
    dash = "" if edge.shown else ' stroke-dasharray="5 5"'
    colour = SPRUCE if edge.shown else SOFT
    words = _short(edge, language)
    t = at
    x = (1 - t) ** 3 * x1 + 3 * (1 - t) ** 2 * t * (x1 + bend) + 3 * (1 - t) * t**2 * (x2 - bend) + t**3 * x2
    y = (1 - t) ** 3 * y1 + 3 * (1 - t) ** 2 * t * y1 + 3 * (1 - t) * t**2 * y2 + t**3 * y2
    parts = [
        f'<path d="M{x1:.1f} {y1:.1f}C{x1 + bend:.1f} {y1:.1f} {x2 - bend:.1f} {y2:.1f} {x2:.1f} {y2:.1f}" fill="none" '
        f'stroke="{colour}" stroke-width="1.6"{dash}/>',
        f'<path d="M{x2 + 8:.1f} {y2:.1f}l-9 -4.6v9.2z" fill="{colour}"/>',
    ]
    for number, line in enumerate(words):
        parts.append(
            label(
                x, y + 4 + 14 * (number - (len(words) - 1) / 2), line, font_size=11.5, fill=colour,
                text_anchor="middle", **HALO,
            )
        )  # fmt: skip
    return parts


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


def _short(edge: LineageEdge, language: Language) -> list[str]:
    words = SHORT[edge.relation].say(language)
    return [words, edge.when] if edge.when else [words]


def _sentence(graph: Lineage, edge: LineageEdge, language: Language) -> str:
    ends = graph.node(edge.origin).name.say(language), graph.node(edge.target).name.say(language)
    return f"{ends[0]} {' '.join(_short(edge, language))} {ends[1]}"
