"""Write the reference of the commands, in both languages, from the commands themselves.

``python scripts/command_reference.py [--check]`` writes ``docs/reference/commands.md`` and ``docs/fr/reference/commands.md``.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from jumelage.cli.main import main
from jumelage.language import Language

DOCS = Path(__file__).parents[1] / "docs"
TARGETS: dict[Language, Path] = {
    "en": DOCS / "reference" / "commands.md",
    "fr": DOCS / "fr" / "reference" / "commands.md",
}
HEAD: dict[Language, str] = {
    "en": """# Commands

[Français](../fr/reference/commands.md)

Every command takes `--json` (one JSON document on standard output, nothing else there) and `--lang fr|en`; it writes
progress and messages to standard error, and exits 0 on success, 1 when the work cannot be done (the message says why), 2 on bad usage or
unreadable input. This page is made from the commands by `scripts/command_reference.py`.
""",
    "fr": """# Commandes

[English](../../reference/commands.md)

Chaque commande prend `--json` (un seul document JSON sur la sortie standard, et rien d'autre) et `--lang fr|en` ; elle écrit sa
progression et ses messages sur la sortie d'erreur, et rend 0 si tout va bien, 1 quand le travail ne peut se faire (le message dit pourquoi), 2 pour
un mauvais usage ou une entrée illisible. Cette page est faite d'après les commandes par `scripts/command_reference.py`.
""",
}
WORDS: dict[Language, tuple[str, str, str, str]] = {
    "en": ("option", "what", "Default", "Needed."),
    "fr": ("option", "quoi", "D'office", "Obligatoire."),
}


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


def page(language: Language = "en") -> str:
    """Make the whole page in one language."""
    option_word, what, _, _ = WORDS[language]
    parts = [HEAD[language]]
    for path, command in commands(main, ("jumelage",)):
        context = click.Context(command, info_name=" ".join(path))
        usage = " ".join(command.collect_usage_pieces(context))
        said = _in_language(command.help or "", language)
        parts.append(f"## {' '.join(path)}\n\n{said}\n\n```\n{' '.join(path)} {usage}\n```\n")
        rows = [option for option in command.params if isinstance(option, click.Option) and option.name != "as_json"]
        rows = [option for option in rows if option.name != "lang" and not option.hidden]
        if rows:
            lines = [f"| `{', '.join((*o.opts, *o.secondary_opts))}` | {_cell(o, context, language)} |" for o in rows]
            parts.append("\n".join([f"| {option_word} | {what} |", "|---|---|", *lines]) + "\n")
    text = "\n".join(parts)
    return _unbroken(text) if language == "fr" else text


def _cell(option: click.Option, context: click.Context, language: Language) -> str:
    default = option.get_default(context)
    unset = default in (None, False, True, ()) or callable(default) or "UNSET" in repr(default).upper()
    _, _, word, needed = WORDS[language]
    colon = " : " if language == "fr" else ": "
    shown = f" {needed}" if option.required else "" if unset else f" {word}{colon}`{default}`."
    return f"{_in_language(option.help or '', language)}{shown}".replace("|", "\\|") or "–"


def _in_language(text: str, language: Language) -> str:
    """Take one language of a help text, which stands as “français / English”."""
    paragraphs = [" ".join(paragraph.split()) for paragraph in inspect.cleandoc(text).split("\n\n")]
    return "\n\n".join(_half(paragraph, language) for paragraph in paragraphs)


def _half(paragraph: str, language: Language) -> str:
    halves = paragraph.split(" / ")
    if len(halves) != 2:
        return paragraph
    said = halves[0 if language == "fr" else 1].strip()
    return f"{said[:1].upper()}{said[1:].rstrip('.')}."


def _unbroken(text: str) -> str:
    """Keep French signs on the line of their word, outside blocks and spans of code."""
    pieces = re.split(r"(^```.*?^```|`[^`\n]*`|\]\([^)]*\))", text, flags=re.MULTILINE | re.DOTALL)
    pieces[::2] = [re.sub(r" (?=[:;?!%»])", "\u00a0", part).replace("« ", "«\u00a0") for part in pieces[::2]]
    return "".join(pieces)


if __name__ == "__main__":
    made = {path: page(language) for language, path in TARGETS.items()}
    if "--check" in sys.argv:
        stale = [str(path) for path, text in made.items() if path.read_text(encoding="utf-8") != text]
        sys.exit(f"stale, run this script: {', '.join(stale)}" if stale else 0)
    for path, text in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
