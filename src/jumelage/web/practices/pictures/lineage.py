"""Draw a lineage from left to right; each box is a link, so that the graph can be walked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from jumelage.documents.svg import INK, SOFT, SPRUCE, frame, label
from jumelage.language import Bilingual, Language, say_partial_date
from jumelage.practices import Lineage, LineageEdge, LineageNode
from jumelage.web.practices.pictures.layout import (
    BEND,
    BOX,
    SIZE,
    SMALL,
    WORDS,
    Box,
    Gap,
    columns_of,
    gaps_of,
    named_at_origin,
    placed,
    ports_of,
)
from jumelage.web.practices.queries.library import Edge

__all__ = ["Picture", "draw_families", "draw_lineage"]

HALO: dict[str, str | float] = {"stroke": "#fff", "stroke_width": 4, "paint_order": "stroke"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A connected part of the lineage; ``wide``: it needs the whole width of a page."""

    drawing: SafeString
    wide: bool


def draw_families(steps: Sequence[Edge], language: Language, address: Callable[[LineageNode], str]) -> list[Picture]:
    """Draw each connected part of the lineage, the largest first."""
    graph = _graph(steps, language)
    column = columns_of(graph) if steps else {}
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
    graph = _graph(steps, language)
    column = columns_of(graph)
    gaps = gaps_of(graph, column, language)
    boxes, ways = placed(graph, column, gaps, language)
    ports = ports_of(graph, boxes, ways)
    width = max(box.x + BOX for box in boxes.values()) + 2
    height = max(box.y + box.height for box in boxes.values()) + 4
    arrows = [
        part
        for edge in graph.edges
        for part in _arrow(
            edge, boxes, (ports[edge], ways[edge]), gaps[column[edge.origin] : column[edge.target]], graph, language
        )
    ]
    nodes = [_node(box, address(box.node), box.node.key == here, language) for box in boxes.values()]
    said = "; ".join(_sentence(graph, edge, language) for edge in graph.edges)
    title = Bilingual(fr="Qui s'est inspiré de qui", en="Who was inspired by whom").say(language)
    arrows.sort(key=lambda part: part.startswith("<text"))  # names over every line
    drawn = frame(width, height, title, said, [*arrows, *nodes])
    # Boxes are links: the picture is a group of them, not one image. All texts are escaped above.
    return mark_safe(drawn.replace(' role="img"', ' role="group"', 1))


def _graph(steps: Sequence[Edge], language: Language) -> Lineage:
    ends = {node.key: node for step in steps for node in (step.row.origin, step.row.target)}
    nodes = tuple(LineageNode(n.key, n.name, n.practice.code if n.practice else "") for n in ends.values())
    rows = [step.row for step in steps]
    edges = tuple(
        LineageEdge(
            row.origin.key,
            row.target.key,
            row.relation,  # type: ignore[arg-type]
            say_partial_date(row.when, language),
            row.told_by.code,
        )
        for row in rows
    )
    return Lineage(nodes, edges)


def _node(box: Box, address: str, here: bool, language: Language) -> str:
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


def _arrow(
    edge: LineageEdge,
    boxes: Mapping[str, Box],
    heights: tuple[tuple[float, float], Sequence[float]],
    gaps: Sequence[Gap],
    graph: Lineage,
    language: Language,
) -> list[str]:
    """Draw one step; it runs straight beside its name, which stands above it, and the date below."""
    (first, last), passed = heights
    levels = [first, *passed, last]
    x = start = boxes[edge.origin].x + BOX
    end = boxes[edge.target].x - 9
    path = f"M{x:.1f} {first:.1f}"
    for number, gap in enumerate(gaps):
        over = BOX if number else 0.0
        x += over + gap.before
        path += f"h{over + gap.before:.1f}{_bend(x, levels[number], x + BEND, levels[number + 1])}"
        x += BEND + gap.after + 9
        path += f"h{gap.after + (9 if number + 1 < len(gaps) else 0):.1f}"
    colour, dash = (SPRUCE, "") if edge.shown else (SOFT, ' stroke-dasharray="5 5"')
    at, level, anchor = (start + 8, first, "start") if named_at_origin(graph, edge) else (end - 6, last, "end")
    said = [(level - 5, WORDS[edge.relation].say(language)), *([(level + 14, edge.when)] if edge.when else [])]
    named = [label(at, y, text, font_size=SMALL, fill=colour, text_anchor=anchor, **HALO) for y, text in said]
    return [
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="1.6"{dash}/>',
        f'<path d="M{end + 8:.1f} {last:.1f}l-9 -4.6v9.2z" fill="{colour}"/>',
        *named,
    ]


def _bend(x1: float, y1: float, x2: float, y2: float) -> str:
    middle = (x1 + x2) / 2
    return f"C{middle:.1f} {y1:.1f} {middle:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"


def _short(edge: LineageEdge, language: Language) -> str:
    words = WORDS[edge.relation].say(language)
    return f"{words}, {edge.when}" if edge.when else words


def _sentence(graph: Lineage, edge: LineageEdge, language: Language) -> str:
    ends = graph.node(edge.origin).name.say(language), graph.node(edge.target).name.say(language)
    return f"{ends[0]} {_short(edge, language)} {ends[1]}"
