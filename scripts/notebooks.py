"""Write the notebooks of docs/notebooks with what their cells answer: ``python scripts/notebooks.py [--check]``.

A notebook is written here as text and code in turn; its answers are those of this version of the library.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "docs" / "notebooks"

ECONOMIST = [
    "# D'un téléchargement aux réponses / from a download to the answers\n\nÀ quel point une ville dépend-elle de son industrie, "
    "et si sa mine ferme, que pourrait-il y venir, qui est passé par là ? / *How dependent is a town, what if its mine closes, what "
    "could come there, who went through it before?*",
    "from pathlib import Path\nfrom tempfile import mkdtemp\n\n"
    "from jumelage.economy import Panel, complexity, entries, model_towns, portrait, stress\n"
    "from jumelage.economy.forecast.entries import prospects\n"
    "from jumelage.economy.scenarios.accounts import read_supply_table",
    "Un tableau officiel est reconnu à ses titres de colonnes ; celui-ci, inventé, a la forme d'un profil du recensement. `x` est "
    "inconnu, jamais zéro : la classe de dépendance reste `unknown` là où l'intervalle ne décide rien. / *An official table is "
    "recognised by its header; this one is invented and has the layout of a census profile. `x` is unknown, never zero: the class of "
    "dependence stays `unknown` where the interval decides nothing.*",
    'download = Path(mkdtemp()) / "98-401-X2021.csv"\ndownload.write_text(\n'
    '    "CENSUS_YEAR,DGUID,GEO_NAME,CHARACTERISTIC_NAME,C1_COUNT_TOTAL,SYMBOL\\n"\n'
    '    "2021,2021A0005,Ville-Inventée,Total - Labour force aged 15 years and over by industry - Sectors,900,\\n"\n'
    '    "2021,2021A0005,Ville-Inventée,21 Mining,,x\\n"\n'
    '    "2021,2021A0005,Ville-Inventée,44-45 Retail trade,120,\\n"\n'
    '    "2021,2021A0005,Ville-Inventée,61 Educational services,80,\\n",\n    encoding="utf-8",\n)\n'
    'hidden = portrait(Panel.read(download), "Ville-Inventée")\nassert hidden.reliance.class_ == "unknown"\nhidden',
    "Le tableau fourni : 32 villes du nord de l'Ontario, cinq recensements. Chaque nombre a son intervalle ; `to_frame` le rend à "
    "votre propre bibliothèque. / *The table that comes along: 32 towns of Northern Ontario, five censuses. Every number has its "
    "interval; `to_frame` hands it to your own library.*",
    'panel = Panel.demo()\nwawa = portrait(panel, "Wawa")\nassert wawa.hhi_bounds[0] <= wawa.hhi <= wawa.hhi_bounds[1]\n'
    'wawa.to_frame()[["industry", "share", "share_low", "share_high", "lq", "lq_low", "lq_high"]].head().round(3)',
    "Le recensement est un échantillon : un rang se lit avec son intervalle. / *The census is a sample: a rank is read with its "
    "interval.*",
    "ranks = complexity(panel)\nassert ranks.ranges is not None\nranks",
    "Et si la mine ferme ? Les emplois directs avec leurs bornes ; les indirects, en intervalle de cinq méthodes. / *What if the mine "
    "closes? Direct jobs with their bounds; indirect ones, as an interval of five methods.*",
    'closure = stress(panel, "Wawa", "21", table=read_supply_table("demo:us-sectors"))\n'
    "assert closure.direct_bounds[0] < closure.direct < closure.direct_bounds[1]\nindirect = closure.indirect\n"
    "closure.direct, [round(bound) for bound in closure.direct_bounds], [round(indirect.low), round(indirect.high)]",
    "Que pourrait-il venir ? La prévision est jugée sur un recensement tenu à l'écart, à côté d'une façon simple de ranger. / *What "
    "could come? The forecast is judged on a census held out, beside a plain way of ranking.*",
    "tested = entries(panel, 2001, 2006, test=2011)\n"
    'score, plain = tested.scores.average_precision, tested.baselines["density"].average_precision\nassert score > plain\n'
    'print(f"average precision {score:.3f}, density alone {plain:.3f}, base rate {tested.base_rate:.3f}")\n'
    '[(one.name.en, round(one.probability, 2)) for one in prospects(panel, 2016, 2021, "Wawa", top=3)]',
    "Qui est passé par là ? Une seule réponse pour toutes les villes touchées, avec son intervalle. / *Who went through it before? "
    "One answer for all the towns hit, with its interval.*",
    'found = model_towns(panel, "Wawa").pooled\nassert found.p <= 0.05 and found.high < 0\n'
    'f"{found.effect:+.1%} ({found.low:+.1%} to {found.high:+.1%}), p {found.p}, {found.hit} towns hit"',
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


def answer(source: str, name: str, space: dict[str, Any]) -> Any:
    """Run the code of a cell; return the value of its last line where that is an expression."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, name, "exec"), space)
    return eval(compile(ast.Expression(last.value), name, "eval"), space) if isinstance(last, ast.Expr) else None


def executed(cells: list[str]) -> dict[str, Any]:
    """Run the code (every second cell) and put together the notebook: what each cell prints, and its value."""
    space: dict[str, Any] = {}
    made: list[dict[str, Any]] = []
    for number, source in enumerate(cells):
        cell: dict[str, Any] = {"id": f"cell-{number}", "metadata": {}, "source": source.splitlines(keepends=True)}
        if number % 2 == 0:
            made.append({"cell_type": "markdown", **cell})
            continue
        printed, count = io.StringIO(), number // 2 + 1
        with contextlib.redirect_stdout(printed):
            value = answer(source, f"cell {number}", space)
        outputs: list[dict[str, Any]] = []
        if text := printed.getvalue():
            outputs.append({"name": "stdout", "output_type": "stream", "text": text.splitlines(keepends=True)})
        if value is not None:
            data = {"text/plain": repr(value).splitlines(keepends=True)}
            if hasattr(value, "_repr_html_"):
                data["text/html"] = value._repr_html_().splitlines(keepends=True)
            outputs.append({"data": data, "execution_count": count, "metadata": {}, "output_type": "execute_result"})
        made.append({"cell_type": "code", "execution_count": count, **cell, "outputs": outputs})
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
