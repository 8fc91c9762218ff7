r"""What other programs wrap around a text: HTML entities, the guard ``="04101"`` of Excel, ``\N`` of databases."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from jumelage.language import Bilingual

__all__ = ["unwrap_rows"]

_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_GUARD = re.compile(r'=(?:"(.*)"|""(.*)"")', re.DOTALL)


def unwrap_rows(rows: Sequence[list[str]]) -> tuple[Bilingual, ...]:
    """Take the wrapping off every cell of a text file, in place; say what was taken off.

    Returns
    -------
    tuple of Bilingual
        One remark a kind of wrapping, with how many cells it was taken off; none where there was none.
    """
    entities = guards = nothing = 0
    for row in rows:
        for at, cell in enumerate(row):
            if "&" in cell and _ENTITY.search(cell):
                row[at] = _ENTITY.sub(lambda m: html.unescape(m[0]), cell)
                entities += 1
            elif cell.startswith('="') and (found := _GUARD.fullmatch(cell)):
                row[at] = (found[1] if found[1] is not None else found[2]).replace('""', '"')
                guards += 1
            elif cell == "\\N":
                row[at] = ""
                nothing += 1
    counted = (
        (
            entities,
            "codes HTML (&eacute;) remplacés par leur caractère",
            "HTML codes (&eacute;) replaced by their character",
        ),
        (guards, 'protections d\'Excel (="…") retirées', 'Excel guards (="…") taken off'),
        (nothing, "\\N, qui veut dire rien, lus vides", "\\N, which means nothing, read as empty"),
    )
    return tuple(Bilingual(f"{fr} : {n}.", f"{en}: {n}.") for n, fr, en in counted if n)
