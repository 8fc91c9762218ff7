"""Two columns, one text: models keep ``title_fr`` and ``title_en`` and speak of ``title``."""

from __future__ import annotations

from typing import Any

from jumelage.language import Bilingual

__all__ = ["columns", "pair"]


def pair(name: str) -> Any:
    """Make a read-only property that joins the columns ``<name>_fr`` and ``<name>_en``."""

    def read(row: Any) -> Bilingual:
        return Bilingual(fr=getattr(row, f"{name}_fr"), en=getattr(row, f"{name}_en"))

    return property(read)


def columns(**texts: Bilingual) -> dict[str, str]:
    """Spread bilingual texts over their columns: ``columns(title=t)`` gives ``title_fr`` and ``title_en``."""
    return {f"{name}_{lang}": getattr(text, lang) for name, text in texts.items() for lang in ("fr", "en")}
