"""Write docs/reference/python.md from the docstrings of the public faces: python scripts/python_reference.py [--check]."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import re
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "docs" / "reference" / "python.md"
FACES = {
    "jumelage.economy": "portraits, what could come, model towns",
    "jumelage.matching": "who should meet whom, and why",
    "jumelage.agenda": "when and where, proved, checked and repaired",
    "jumelage.directory.lists": "a list of organisations, read and compared",
    "jumelage.directory.resolution": "records of one organisation",
    "jumelage.practices": "what others tried, and its transfer",
    "jumelage.outcomes": "links, attribution, and the comparison",
    "jumelage.mission": "a whole mission from a folder",
}
HEAD = """# The Python library

The functions and classes of each public module, with their signatures; made from the docstrings by
`scripts/python_reference.py`. The library needs no database and no web server: `pip install jumelage`, with the extras
named in [dependencies](../explanation/dependencies.md).
"""


def page() -> str:
    """Make the whole page."""
    parts = [HEAD]
    for name, what in FACES.items():
        module = importlib.import_module(name)
        parts.append(f"## {name}\n\n{what[0].upper()}{what[1:]}.\n")
        _, prompt, example = (module.__doc__ or "").partition(">>>")
        if prompt:
            parts.append(f"```pycon\n{prompt}{example.rstrip()}\n```\n")
        for public in sorted(module.__all__, key=str.lower):
            described = describe(public, getattr(module, public))
            if described:
                parts.append(described)
    return "\n".join(parts)


def describe(name: str, thing: Any) -> str:
    """Describe one function or class; values are named with their type alone."""
    if not (inspect.isfunction(thing) or inspect.isclass(thing)):
        return ""
    lines = [f"### {name}\n", f"```python\n{signature(name, thing)}\n```\n", sections(inspect.getdoc(thing) or "")]
    if inspect.isclass(thing):
        for method, function in public_methods(thing):
            doc = (inspect.getdoc(function) or "").split("\n\n")[0].replace("\n", " ")
            lines.append(f"- `{signature(method, function)}`: {plain(doc)}")
        lines.append("")
    return "\n".join(line for line in lines if line is not None)


def public_methods(thing: type) -> list[tuple[str, Any]]:
    """Return the methods that a class itself adds, in the order of the source."""
    found = []
    for name, member in vars(thing).items():
        function = member.__func__ if isinstance(member, classmethod | staticmethod) else member
        if not name.startswith("_") and inspect.isfunction(function):
            found.append((name, function))
    return found


def signature(name: str, thing: Any) -> str:
    """Write a signature as Python does, without defaults that differ from one machine to another."""
    if inspect.isclass(thing) and not dataclasses.is_dataclass(thing) and "__init__" not in vars(thing):
        return f"class {name}"
    try:
        text = str(inspect.signature(thing))
    except (TypeError, ValueError):
        return name
    text = re.sub(r"(: |-> )'([^']*)'", r"\1\2", text)
    text = re.sub(r"= (\w+)\([^()]*(?:\([^()]*\)[^()]*)*\)", r"= \1()", text)
    return name + re.sub(r"<.*? at 0x[0-9a-f]+>|<factory>", "…", text).replace(" -> None", "")


def sections(doc: str) -> str:
    """Turn a numpydoc docstring into Markdown: sections become bold titles, parameters a list."""
    out: list[str] = []
    lines = doc.splitlines()
    at = 0
    listing = False
    while at < len(lines):
        line = lines[at]
        if at + 1 < len(lines) and line and re.fullmatch(r"-{3,}", lines[at + 1]):
            out += ["", f"**{line}**", ""]
            listing = line in ("Parameters", "Returns", "Yields", "Raises", "Attributes", "Other Parameters")
            at += 2
            continue
        if listing and line and not line.startswith(" "):
            out.append(f"- `{line}`")
        elif listing and line.strip():
            out[-1] += f" {plain(line.strip())}" if out[-1].startswith("- ") else plain(line.strip())
        else:
            out.append(plain(line))
        at += 1
    return re.sub(r"\n{3,}", "\n\n", "\n".join(out)).strip() + "\n"


def plain(text: str) -> str:
    """Turn the marks of reStructuredText into those of Markdown."""
    text = re.sub(r":\w+:`~?([^`<>]+)`", r"`\1`", text)
    return text.replace("``", "`").rstrip()


if __name__ == "__main__":
    made = page()
    if "--check" in sys.argv:
        sys.exit(
            0 if TARGET.read_text(encoding="utf-8") == made else "docs/reference/python.md is stale: run this script"
        )
    TARGET.write_text(made, encoding="utf-8")
