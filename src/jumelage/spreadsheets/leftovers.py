"""Tell the rows of a list that are no record: totals, sources, notes and page numbers under it.

A row is passed over only when every cell that it fills says so; a firm called « Total Forage » fills others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from jumelage.language import Bilingual
from jumelage.spreadsheets.grid import is_blank, text_of
from jumelage.text import fold

__all__ = ["FOOTER", "TOTAL", "why_no_record"]

TOTAL = Bilingual("un total", "a total")
FOOTER = Bilingual("une note sous la liste (source, date, page)", "a note under the list (source, date, page)")

_TOTAL = re.compile(
    r"(?:(?:grand |sous[- ]?|sub[- ]?)?tota(?:l|ux|ls)(?: general| generaux| global| partiel| row)?"
    r"|somme|sum|ensemble|nombre(?: (?:de|d')? ?[a-z' ]{1,40})?|number of [a-z' ]{1,40}|count|decompte)"
    r"\s*[:=]?\s*[\d\s.,]*(?: [a-z]{1,20})?"
)
_BARE_TOTAL = re.compile(
    r"(?:(?:grand |sous[- ]?|sub[- ]?)?tota(?:l|ux|ls)(?: general| generaux| global)?|somme|ensemble)\s*[:=]?"
)
_FOOTER = re.compile(
    r"(?:sources?|notes?|nota(?: bene)?|n\.b\.|remarques?|legende|avis|symboles?|symbol legend|symbols?|footnotes?"
    r"|how to cite|comment citer)(?: ?\d{1,2})?\s*(?::.*)?"
    r"|(?:derniere |date de )?(?:mise|mis) a jour\b.*\d.*|(?:last )?updated\b.*\d.*|(?:as of|en date du|donnees au|date d'extraction)\b.*\d.*"
    r"|(?:liste )?(?:imprimee?|printed|exportee?|exported|generee?|generated|extraite?|extracted)(?: le| on|:)\s.*\d.*"
    r"|page \d+(?:\s*(?:de|of|sur|/)\s*\d+)?|[*†‡]+\s*\S.*|\(\d+\)\s+.*|©.*|\(c\) .*|copyright .*",
    re.DOTALL,
)
_NUMBER = re.compile(r"[\d\s.,$%€+-]+")


def why_no_record(row: Sequence[Any]) -> Bilingual | None:
    """Say why a row is no record; None when it may be one.

    Parameters
    ----------
    row
        Its cells.
    """
    filled = [value for value in row if not is_blank(value)]
    if not filled:
        return None
    first = filled[0]
    if len(filled) == 1 and not isinstance(first, str):
        return None
    words: list[str] = []
    for value in filled:
        text = text_of(value)[:300]
        if not _NUMBER.fullmatch(text):
            words.append(text)
            if len(words) > 1:  # a record names more than one thing
                return None
    if len(filled) == 1 and words:
        text = " ".join(fold(words[0]).split())
        if _FOOTER.fullmatch(text):
            return FOOTER
        counted = any(c.isdigit() or c == ":" for c in text)
        return TOTAL if (_TOTAL if counted else _BARE_TOTAL).fullmatch(text) else None
    return TOTAL if len(words) == 1 and _TOTAL.fullmatch(" ".join(fold(words[0]).split())) else None
