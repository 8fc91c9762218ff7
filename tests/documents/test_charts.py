"""Charts are sound XML, say in words what they draw, and do not draw what is not known."""

import re
import xml.etree.ElementTree as ET

import pytest

from jumelage.documents import Bar, Break, Line, bar_chart, line_chart

SVG = "{http://www.w3.org/2000/svg}"


def _texts(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text")]


def test_bars_are_as_long_as_their_values_and_unknown_is_not_zero() -> None:
    svg = bar_chart(
        "Emplois", [Bar("Mines", 0.5, strong=True), Bar("Bois", 0.25), Bar("Eau", None)], "fr", unit="percent"
    )
    widths = [float(rect.get("width", "0")) for rect in ET.fromstring(svg).iter(f"{SVG}rect")]
    assert widths[0] == pytest.approx(2 * widths[1], rel=0.01)
    assert len(widths) == 2
    assert "non publié" in _texts(svg)
    root = ET.fromstring(svg)
    assert root.find(f"{SVG}desc").text == "Mines 50\xa0%; Bois 25\xa0%; Eau non publié"  # type: ignore[union-attr]
    assert root.get("aria-labelledby", "").split() == [root[0].get("id"), root[1].get("id")]


def test_a_line_stops_at_a_break_and_at_what_is_not_known() -> None:
    points = ((2001.0, 0.1), (2006.0, 0.2), (2011.0, None), (2016.0, 0.3), (2021.0, 0.4))
    svg = line_chart("Part", [Line("Mines", points)], "fr", unit="percent", breaks=[Break(2018, "définition changée")])
    path = next(p.get("d", "") for p in ET.fromstring(svg).iter(f"{SVG}path") if p.get("stroke-width") == "2.6")
    assert re.sub(r"[^ML]", "", path) == "MLMM"
    assert {"définition changée", "Mines 40\xa0%", "2001", "2021"} <= set(_texts(svg))


def test_names_of_lines_do_not_cover_each_other() -> None:
    svg = line_chart("x", [Line(name, ((1, 5.0), (2, 5.0))) for name in "ABC"], "en")
    ys = [float(t.get("y", "0")) for t in ET.fromstring(svg).iter(f"{SVG}text") if (t.text or "")[:1] in "ABC"]
    assert all(later - earlier >= 15 for earlier, later in zip(sorted(ys), sorted(ys)[1:], strict=False))


def test_hostile_labels_are_texts() -> None:
    evil = "</text><script>alert(1)</script>\x00&\"'"
    for svg in (bar_chart(evil, [Bar(evil, 1)], "fr"), line_chart(evil, [Line(evil, ((1, 1.0),))], "fr")):
        assert "<script" not in svg
        assert {e.tag for e in ET.fromstring(svg).iter()} <= {
            SVG + t for t in ("svg", "title", "desc", "text", "path", "rect", "circle")
        }


def test_what_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(ValueError, match="zero or more"):
        bar_chart("x", [Bar("a", -1)], "fr")
    with pytest.raises(ValueError, match="known value"):
        line_chart("x", [Line("a", ((1, None),))], "fr")
