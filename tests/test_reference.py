"""The references are made from the code, and their examples run."""

from __future__ import annotations

import doctest
import importlib
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_reference_of_python_has_every_public_name_and_its_signature():
    reference = script("python_reference")

    def signatures(page: str) -> list[str]:
        return re.findall(r"^### .*|^```python\n.*|^- `\w+\(.*?`", page, re.MULTILINE)

    stale = "python scripts/python_reference.py writes reference/python.md anew"
    assert signatures((DOCS / "reference" / "python.md").read_text(encoding="utf-8")) == signatures(reference.page()), (
        stale
    )


@pytest.mark.slow
def test_each_public_module_has_an_example_that_runs():
    for name in script("python_reference").FACES:
        done = doctest.testmod(importlib.import_module(name))
        assert done.attempted > 0 and done.failed == 0, name


@pytest.mark.slow
@pytest.mark.parametrize("name", ["economist", "scheduler"])
def test_notebooks_hold_what_this_version_answers(name):
    written = (DOCS / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8")
    assert written == script("notebooks").text_of(name), "python scripts/notebooks.py writes it anew"
