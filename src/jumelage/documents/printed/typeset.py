"""Hand data to a template and get a tagged PDF back (PDF/UA-1, ISO 14289-1)."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

from jumelage.documents.lettering import FONTS, printable, spaced, with_known_glyphs
from jumelage.errors import MissingExtraError
from jumelage.language import Language

__all__ = ["typeset"]

TEMPLATES = Path(__file__).parents[1] / "templates"


def typeset(template: str, data: dict[str, Any], language: Language, stamp: dt.datetime | None = None) -> bytes:
    """Compile ``templates/<template>.typ`` with ``data``, which reaches it as values and never as markup.

    Parameters
    ----------
    template
        Name of the template.
    data
        Texts, numbers, lists and dictionaries; every text is made printable (see :mod:`jumelage.documents.lettering`).
        The key ``pictures`` holds SVG sources, shown as they are but for what has no glyph.
    language
        Language of the document, for hyphens, quotes and screen readers.
    stamp
        When the document was made, with its zone; none is written when absent, so that the same data give the same bytes.

    Returns
    -------
    bytes
        The PDF.
    """
    try:
        import typst
    except ImportError as error:
        raise MissingExtraError("typst") from error
    pictures = [with_known_glyphs(picture) for picture in data.get("pictures", [])]
    values = _printable({key: value for key, value in data.items() if key != "pictures"}, language)
    values |= {"language": language, "pictures": pictures, "stamped": stamp is not None}
    return typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(values, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=stamp,
    )


@cache
def _fonts() -> Any:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _printable(value: Any, language: Language) -> Any:
    if isinstance(value, str):
        return printable(spaced(value, language))
    if isinstance(value, dict):
        return {key: item if key == "url" else _printable(item, language) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(item, language) for item in value]
    return value
