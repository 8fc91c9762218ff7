"""Write the notebooks of docs/notebooks with what their cells answer: ``python scripts/notebooks.py [--check]``.

A notebook is written here as text and code in turn; its answers are those of this version of the library.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "docs" / "notebooks"

ECONOMIST = [
    "# Portrait, fermeture, apparitions / portrait, closure, entries\n\nLe tableau fourni : 32 villes du nord de l'Ontario, "
    "cinq recensements. / *The table that comes along: 32 towns of Northern Ontario, five censuses.*",
    "from jumelage.economy import Panel, complexity, entries, portrait, relatedness\n\npanel = Panel.demo()\n"
    'found = portrait(panel, "Manitouwadge", 2021)\n'
    'print(found.employment, found.largest.industry, f"{found.largest.share:.1%}")\n'
    'print(f"HHI {found.hhi:.3f}, effective industries {found.effective_industries:.1f}")',
    "La concentration a-t-elle baissé par du nouveau travail, ou par la perte de l'ancien ? / *Did concentration fall by new "
    "work, or by the loss of old work?*",
    'change = found.change\nprint(f"{change.start:.3f} → {change.end:.3f}", change.jobs)',
    "Quelles villes sont les plus complexes, par la convention d'*Atlas* ? / *Which towns are the most complex?*",
    "places = complexity(panel, 2021)\n"
    "ranked = sorted(zip(places.places, places.eci, strict=True), key=lambda pair: -pair[1])\n"
    'for name, eci in ranked[:5]:\n    print(f"{eci:6.2f}  {name}")',
    "Prévoir les apparitions, sur des années tenues à l'écart, à côté de façons simples de ranger. / *Foretell entries on years "
    "held out, beside plain ways of ranking.*",
    "tested = entries(panel, 2006, 2016, test=2021)\n"
    'print(f"average precision {tested.scores.average_precision:.3f}, base rate {tested.base_rate:.3f}, rows {tested.rows}")',
]
SCHEDULER = [
    "# Un programme, prouvé et réparé / an agenda, proved and repaired\n\nDeux délégués, trois hôtes, deux lieux à une plage de "
    "route. / *Two delegates, three hosts, two sites one slot apart.*",
    "from jumelage.agenda import check, problem_from, repair, solve\n\n"
    'sites = [{"id": "hall", "tables": 2}, {"id": "usine", "tables": 1}]\n'
    'people = [{"id": name} for name in ("Ana", "Luc", "H1", "H2", "H3")]\n'
    'meetings = [\n    {"id": f"{a}-{b}", "people": [a, b], "sites": ["usine" if b == "H3" else "hall"], "required": False}\n'
    '    for a in ("Ana", "Luc") for b in ("H1", "H2", "H3")\n]\n'
    'document = {\n    "version": 1, "slots": 6, "sites": sites, "people": people, "meetings": meetings,\n'
    '    "travel": {"hall": {"usine": 1}}, "objectives": ["value", "breaks", "travel"],\n}\n'
    "problem = problem_from(document)\nagenda = solve(problem)\n"
    'print(agenda.status, agenda.objective, "bound", agenda.bound)',
    "La vérification ne partage aucun code avec le solveur. / *The check shares no code with the solver.*",
    "report = check(problem, agenda)\nprint(report.ok, report.objective)",
    "H2 annonce son absence pour les deux premières plages : le moins de déplacements possible. / *H2 is away for the first two "
    "slots: as few moves as possible.*",
    'people[3]["unavailable"] = [0, 1]\nchanged = problem_from(document)\nmended = repair(changed, agenda)\n'
    "print(mended.status, mended.objective, len(mended.moved), check(changed, mended).ok)",
]
NOTEBOOKS = {"economist": ECONOMIST, "scheduler": SCHEDULER}


def executed(cells: list[str]) -> dict[str, Any]:
    """Run the code (every second cell) and put together the notebook."""
    space: dict[str, Any] = {}
    made: list[dict[str, Any]] = []
    for number, source in enumerate(cells):
        cell: dict[str, Any] = {"id": f"cell-{number}", "metadata": {}, "source": source.splitlines(keepends=True)}
        if number % 2 == 0:
            made.append({"cell_type": "markdown", **cell})
            continue
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(compile(source, f"cell {number}", "exec"), space)
        text = said.getvalue().splitlines(keepends=True)
        output = {"name": "stdout", "output_type": "stream", "text": text}
        made.append({"cell_type": "code", "execution_count": number // 2 + 1, **cell, "outputs": [output]})
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {"cells": made, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


def text_of(name: str) -> str:
    """Write one notebook as its file holds it."""
    return json.dumps(executed(NOTEBOOKS[name]), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name in NOTEBOOKS:
        target = FOLDER / f"{name}.ipynb"
        if "--check" in sys.argv and target.read_text(encoding="utf-8") != text_of(name):
            sys.exit(f"{target.name} is stale: run scripts/notebooks.py")
        target.write_text(text_of(name), encoding="utf-8")
