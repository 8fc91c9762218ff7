"""One reader for every list and table: nothing outside the room opens one, and no transaction does."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import jumelage

SOURCE = Path(jumelage.__file__).parent
OPENS = re.compile(r"csv\.reader\(|read_csv|read_parquet\(|calamine|load_workbook|import xlrd|xlrd\.")
READS = {
    "open_file", "open_list", "read_list", "read_source", "read_table", "listing_of", "compute_preview", "preview",
    "read_official", "return_list",
}  # fmt: skip
"""What opens a file from outside."""


def test_no_other_reader_stands_outside_the_room() -> None:
    found = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if "spreadsheets" not in path.relative_to(SOURCE).parts and OPENS.search(path.read_text(encoding="utf-8"))
    }
    assert not found


def atomic_functions(tree: ast.Module) -> list[ast.FunctionDef]:
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and any("atomic" in ast.unparse(decorator) for decorator in node.decorator_list)
    ]


def called(nodes: list[ast.AST]) -> set[str]:
    names: set[str] = set()
    for node in nodes:
        for inner in ast.walk(node):
            if isinstance(inner, ast.Call):
                names.add(ast.unparse(inner.func).rpartition(".")[2])
    return names


def test_no_transaction_opens_a_file() -> None:
    wrong = []
    for path in (SOURCE / "web").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        blocks: list[ast.AST] = list(atomic_functions(tree))
        blocks += [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.With) and any("atomic" in ast.unparse(i) for i in node.items)
        ]
        used = called(blocks) & READS
        if used and {"directory", "towns"} & set(path.parts):
            wrong.append((path.relative_to(SOURCE).as_posix(), sorted(used)))
    assert not wrong
