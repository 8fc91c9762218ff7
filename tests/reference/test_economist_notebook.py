"""The notebook of the documentation runs from its first cell to its last."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

NOTEBOOK = Path(__file__).parents[2] / "docs" / "how-to" / "economist.ipynb"


def test_the_notebook_runs_and_shows_tables() -> None:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    names: dict[str, Any] = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), f"{NOTEBOOK.name} {cell['id']}", "exec"), names)
    assert "<table>" in names["wawa"]._repr_html_() and "164 – " not in repr(names["wawa"])
    assert "rank, 95 %" in names["ranks"]._repr_html_()
