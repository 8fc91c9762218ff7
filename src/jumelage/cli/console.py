"""What every command shares: language, JSON on standard output, words and progress on standard error, exit codes."""

from __future__ import annotations

import functools
import json
import math
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, Protocol, TypeVar, cast

import click
from rich.console import Console as RichConsole
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from jumelage.errors import InputError, InputProblem, MissingExtraError, NoResultError
from jumelage.language import Bilingual, Language, default_language
from jumelage.spreadsheets import Skipped, Table

__all__ = ["Console", "FiniteRange", "Step", "standard_options", "stop_for_extra", "write_whole"]

SKIPPED_SHOWN = 20

F = TypeVar("F", bound=Callable[..., Any])


class FiniteRange(click.FloatRange):
    """A number between bounds; ``nan`` lies outside of all."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Refuse what compares with nothing."""
        number = super().convert(value, param, ctx)
        if math.isnan(number):
            self.fail(f"{value!r} n'est pas un nombre / is not a number.", param, ctx)
        return number


class Step(Protocol):
    """A running step: call it with a share done (0 to 1, or None for unknown) and words."""

    def __call__(self, share: float | None = None, words: str | None = None) -> None:
        """Show how far the step has come."""


@dataclass(slots=True)
class Console:
    """Speaks to the person at the terminal in one language and to programs in JSON."""

    language: Language
    as_json: bool

    def text(self, fr: str, en: str) -> str:
        """Choose between the two languages."""
        return fr if self.language == "fr" else en

    def say(self, fr: str, en: str) -> None:
        """Write a line for the person, on standard error."""
        click.echo(self.text(fr, en), err=True)

    def result(self, document: Any, human: str | Callable[[], str] = "") -> None:
        """Write the result: one JSON document with ``--json``, else the text for a reader."""
        if self.as_json:
            click.echo(json.dumps(document, ensure_ascii=False, indent=2, default=_plain, allow_nan=False))
        else:
            words = human() if callable(human) else human
            if words:
                click.echo(words)

    def remarks(self, remarks: Sequence[Bilingual], skipped: Sequence[Skipped] = ()) -> None:
        """Say how a file was read and which rows were passed over, on standard error."""
        for remark in remarks:
            click.echo(remark.say(self.language), err=True)
        for one in skipped[:SKIPPED_SHOWN]:
            self.say(f"Ligne {one.row} passée : {one.why.fr}.", f"Row {one.row} passed over: {one.why.en}.")
        if len(skipped) > SKIPPED_SHOWN:
            more = len(skipped) - SKIPPED_SHOWN
            self.say(f"{more} autres lignes passées (--json).", f"{more} more rows passed over (--json).")

    def counts(self, table: Table) -> dict[str, Any]:
        """Count the rows of a table: read = kept + skipped, each skipped row named."""
        skipped = [{"row": one.row, "why": one.why.say(self.language)} for one in table.skipped]
        remarks = [remark.say(self.language) for remark in table.remarks]
        return {"read": table.read, "kept": len(table), "skipped": skipped, "remarks": remarks}

    @contextmanager
    def step(self, fr: str, en: str) -> Iterator[Step]:
        """Show progress on standard error while a step runs (a bar on a terminal, one line elsewhere)."""
        title = self.text(fr, en)
        rich = RichConsole(stderr=True)
        if not rich.is_terminal:
            click.echo(title, err=True)
            yield lambda share=None, words=None: None
            return
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=28),
            TextColumn("{task.fields[words]}"),
            TimeElapsedColumn(),
        )
        with Progress(*columns, console=rich, transient=False) as progress:
            task = progress.add_task(title, total=None, words="")

            def show(share: float | None = None, words: str | None = None) -> None:
                if share is not None:
                    progress.update(task, total=1.0, completed=share)
                if words is not None:
                    progress.update(task, words=words)

            yield show
            progress.update(task, total=1.0, completed=1.0)


def standard_options(command: F) -> F:
    """Give a command ``--json`` and ``--lang``, and turn errors into a message and the contract's exit code.

    The command receives a :class:`Console` as its first argument.
    """

    @click.option("--json", "as_json", is_flag=True, help="Un document JSON sur la sortie standard / JSON output.")
    @click.option("--lang", type=click.Choice(["fr", "en"]), default=None, help="Langue / language: fr, en.")
    @functools.wraps(command)
    def wrapped(*args: Any, as_json: bool, lang: str | None, **kwargs: Any) -> Any:
        console = Console(cast(Language, lang or default_language()), as_json)
        try:
            return command(console, *args, **kwargs)
        except InputError as error:
            for problem in error.problems:
                click.echo(problem.say(console.language) + _options(problem), err=True)
            sys.exit(2)
        except NoResultError as error:
            click.echo(error.say(console.language), err=True)
            sys.exit(1)
        except ModuleNotFoundError as error:
            stop_for_extra(error, console.language)

    return cast(F, wrapped)


def stop_for_extra(error: ModuleNotFoundError, language: Language) -> NoReturn:
    """Name the extra that a failed import asks for and exit 1; any other failed import is a fault, and raised."""
    missing = MissingExtraError.of(error)
    if missing is None:
        raise error
    click.echo(missing.say(language), err=True)
    sys.exit(1)


def _options(problem: InputProblem) -> str:
    """Name the options that set the arguments which a problem of the library names."""
    names = ["--" + name.replace("_", "-") for name in problem.setting]
    return f" ({', '.join(names)})" if names else ""


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all: beside it first, then renamed into place."""
    data = content.encode() if isinstance(content, str) else content
    beside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise InputError.at(
            str(path),
            Bilingual(fr=f"impossible d'écrire ({error.strerror}).", en=f"cannot be written ({error.strerror})."),
            Bilingual(
                fr="Choisissez un autre dossier ou libérez de la place.",
                en="Choose another folder or free some space.",
            ),
        ) from error


def _plain(value: Any) -> Any:
    if hasattr(value, "item"):
        return value.item()
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return str(value)
