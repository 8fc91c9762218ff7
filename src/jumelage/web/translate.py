"""Keep the French catalogue in step with the pages: ``python -m jumelage.web.translate`` (no gettext program needed).

Reads every message of the templates and modules, adds the new ones to ``locale/fr/LC_MESSAGES/django.po`` for someone
to translate, drops those that nothing says any more, compiles ``django.mo`` and lists what has no French yet.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

__all__ = ["CATALOGUE", "Message", "messages", "update"]

WEB = Path(__file__).resolve().parent
CATALOGUE = WEB.parent / "locale" / "fr" / "LC_MESSAGES" / "django.po"

_STRING = r"u?('(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")"
_CALL = re.compile(
    rf"\b(gettext|gettext_lazy|ngettext|pgettext|npgettext|_)\(\s*{_STRING}(?:\s*,\s*{_STRING})?(?:\s*,\s*{_STRING})?"
)


class Message(NamedTuple):
    """A message as the pages say it, in English."""

    text: str
    plural: str = ""
    context: str = ""


def messages() -> dict[Message, list[str]]:
    """Return every message with the files that say it."""
    found: dict[Message, list[str]] = {}
    for path in sorted([*WEB.rglob("*.html"), *WEB.rglob("*.py")]):
        if path == Path(__file__).resolve() or "migrations" in path.parts:
            continue
        for message in _said_in(path):
            found.setdefault(message, []).append(path.relative_to(WEB.parent).as_posix())
    return found


def _said_in(path: Path) -> Iterator[Message]:
    from django.utils.translation.template import templatize

    source = path.read_text(encoding="utf-8")
    for name, *strings in _CALL.findall(templatize(source) if path.suffix == ".html" else source):
        given = [ast.literal_eval(text) for text in strings if text]
        if name == "npgettext":
            yield Message(given[1], given[2], given[0])
        elif name == "pgettext":
            yield Message(given[1], "", given[0])
        elif name == "ngettext":
            yield Message(given[0], given[1])
        else:
            yield Message(given[0])


def update() -> list[str]:
    """Bring the catalogue up to date, compile it, and return the messages without French."""
    import polib  # type: ignore[import-untyped]

    known = polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else polib.POFile()
    kept = {(entry.msgid, entry.msgctxt or ""): entry for entry in known}
    fresh = polib.POFile(wrapwidth=110)
    fresh.metadata = {
        "Project-Id-Version": "jumelage",
        "Language": "fr",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n > 1);",
    }
    for message, files in sorted(messages().items(), key=lambda item: (item[1][0], item[0])):
        entry = kept.get((message.text, message.context)) or polib.POEntry(msgid=message.text)
        entry.msgctxt = message.context or None
        entry.msgid_plural = message.plural
        if bool(message.plural) != bool(entry.msgstr_plural):  # new, or its plural came or went
            entry.msgstr_plural = {0: "", 1: ""} if message.plural else {}
        entry.occurrences = [(file, "") for file in dict.fromkeys(files)]
        fresh.append(entry)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    fresh.save(str(CATALOGUE))
    fresh.save_as_mofile(str(CATALOGUE.with_suffix(".mo")))
    return [entry.msgid for entry in fresh if not entry.translated()]


def main() -> int:
    """Update the catalogue; exit 1 while a message has no French."""
    missing = update()
    for text in missing:
        sys.stderr.write(f"sans traduction / untranslated: {text}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
