"""Write docs/reference/commands.md from the commands themselves: python scripts/command_reference.py [--check]."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from jumelage.cli.main import main

TARGET = Path(__file__).parents[1] / "docs" / "reference" / "commands.md"
HEAD = """# Commands

Every command takes `--json` (one JSON document on standard output, nothing else there) and `--lang fr|en`; it writes
progress and messages to standard error, and exits 0 on success, 1 when the work cannot be done (the message says why), 2 on bad usage or
unreadable input. This page is made from the commands by `scripts/command_reference.py`.
"""


def commands(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Walk the commands that do something, in the order of the work."""
    if not isinstance(command, click.Group):
        yield path, command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        inner = command.get_command(context, name)
        if inner is not None and not inner.hidden:
            yield from commands(inner, (*path, name))


def page() -> str:
    """Make the whole page."""
    parts = [HEAD]
    for path, command in commands(main, ("jumelage",)):
        context = click.Context(command, info_name=" ".join(path))
        usage = " ".join(command.collect_usage_pieces(context))
        parts.append(f"## {' '.join(path)}\n\n{(command.help or '').strip()}\n\n```\n{' '.join(path)} {usage}\n```\n")
        rows = [option for option in command.params if isinstance(option, click.Option) and option.name != "as_json"]
        rows = [option for option in rows if option.name != "lang" and not option.hidden]
        if rows:
            lines = [f"| `{', '.join((*o.opts, *o.secondary_opts))}` | {_cell(o, context)} |" for o in rows]
            parts.append("\n".join(["| option | what |", "|---|---|", *lines]) + "\n")
    return "\n".join(parts)


def _cell(option: click.Option, context: click.Context) -> str:
    default = option.get_default(context)
    shown = (
        ""
        if default in (None, False, True, ()) or callable(default) or "UNSET" in repr(default).upper()
        else f" Default: `{default}`."
    )
    return f"{(option.help or '').strip()}{shown}".replace("|", "\\|") or "–"


if __name__ == "__main__":
    text = page()
    if "--check" in sys.argv:
        sys.exit(
            0 if TARGET.read_text(encoding="utf-8") == text else "docs/reference/commands.md is stale: run this script"
        )
    TARGET.write_text(text, encoding="utf-8")
