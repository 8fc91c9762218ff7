"""The process that solves one problem or repairs one agenda for :mod:`jumelage.agenda.process`.

Standard input: what is asked, as JSON. Standard output: a JSON line for each step of progress, then the agenda.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import Any

from jumelage.agenda.model.problem import Problem
from jumelage.agenda.model.progress import Progress
from jumelage.agenda.model.result import Agenda
from jumelage.agenda.repairing import repair
from jumelage.agenda.solving import solve
from jumelage.serialisation import from_document, to_document

__all__ = ["main"]


def main() -> None:
    """Read what is asked, work, report, write the agenda."""
    asked = json.loads(sys.stdin.read())
    problem = from_document(Problem, asked["problem"])
    settings = {name: asked[name] for name in ("time_limit", "workers", "seed")}

    def tell(line: Progress) -> None:
        _write(to_document(line))

    if asked["published"] is None:
        agenda = solve(problem, progress=tell, **settings)
    else:
        agenda = repair(problem, from_document(Agenda, asked["published"]), progress=tell, **settings)
    _write({"agenda": to_document(replace(agenda, extra={}))})


def _write(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
