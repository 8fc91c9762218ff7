"""Signs that stand in place of a figure or beside it, read alike by every reader of the economy.

A mark says that the figure is unknown; ``<10`` says that it is unknown and less than ten; a letter after a number says
how good or how old it is (Statistics Canada: A excellent to E use with caution; p preliminary, r revised, b break).
"""

from __future__ import annotations

from typing import Any

from jumelage.language import Bilingual, one_or_many
from jumelage.spreadsheets.numbers import MARKS

__all__ = ["UNKNOWN_MARKS", "bare_sql", "ceiling_sql", "mark_sql", "quality_notes"]

UNKNOWN_MARKS = (MARKS - {"NULL"}) | {"-", "--", "–", "—", "(L)", "(T)", "(C)", "C", "M", "N", "W"}
"""In capitals. A dash is "nil or zero" in some tables and "not available" in others: unknown is true of both."""

_BELOW = r"^[<≤]\s*[0-9][0-9., ]*$"
_QUALITY = r"^([0-9][0-9., ]*?)\s*(?:[A-Eprbu])$"


def mark_sql(text: str) -> str:
    """Return the SQL condition that a text stands for an unknown figure: a mark, ``<10``, or nothing."""
    marks = ", ".join(f"'{mark}'" for mark in sorted(UNKNOWN_MARKS))
    return f"({text} is null or {text} = '' or upper({text}) in ({marks}) or regexp_matches({text}, '{_BELOW}'))"


def bare_sql(text: str) -> str:
    """Return the SQL expression of a figure without the letter of quality behind it."""
    return f"regexp_replace({text}, '{_QUALITY}', '\\1')"


def ceiling_sql(text: str) -> str:
    """Return the SQL expression of the number that a figure such as ``<10`` stays below; null for any other text."""
    digits = f"regexp_replace({text}, '[^0-9]', '', 'g')"
    return f"case when regexp_matches({text}, '{_BELOW}') then try_cast({digits} as double) end"


def quality_notes(connection: Any, table: str, column: str) -> tuple[Bilingual, ...]:
    """Say how many figures carry a letter of quality."""
    query = f"select count(*) from {table} where regexp_matches({column}, '{_QUALITY}')"
    count: int = connection.execute(query).fetchone()[0]
    if not count:
        return ()
    return (
        one_or_many(
            count,
            Bilingual(
                fr="Un chiffre porte une lettre de qualité (E\u00a0: à utiliser avec prudence)\u00a0: il est lu sans elle.",
                en="One figure carries a letter of quality (E: use with caution): it is read without it.",
            ),
            Bilingual(
                fr=f"{count} chiffres portent une lettre de qualité (E\u00a0: à utiliser avec prudence)\u00a0: ils sont lus sans elle.",
                en=f"{count} figures carry a letter of quality (E: use with caution): they are read without it.",
            ),
        ),
    )
