"""Dataclasses to JSON documents and back, by pydantic: one serialisation for files, the database and the service."""

from __future__ import annotations

import math
from collections.abc import Hashable
from functools import cache
from typing import Annotated, Any, TypeVar, cast

from pydantic import BeforeValidator, PlainSerializer, TypeAdapter, ValidationError

from jumelage.errors import InputError, InputProblem
from jumelage.language import Bilingual, Language

__all__ = ["Measure", "from_document", "in_language", "to_document"]

T = TypeVar("T")


Measure = Annotated[
    float,
    BeforeValidator(lambda value: math.nan if value is None else value),
    PlainSerializer(lambda value: value if math.isfinite(value) else None),
]
"""A figure that may be unknown: NaN in memory, null in a document, since JSON has no NaN."""


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(cast(Any, kind))


def to_document(value: Any, kind: Any = None, *, exclude_none: bool = False, exclude_defaults: bool = False) -> Any:
    """Turn a dataclass, or a structure of dataclasses, into what JSON can carry.

    Parameters
    ----------
    value
        The value to write.
    kind
        Its type where it is not simply its class (``tuple[Meeting, ...]``, a tagged union).
    exclude_none, exclude_defaults
        Leave out fields that hold ``None``, or their default.
    """
    adapter = _adapter(cast(Hashable, type(value) if kind is None else kind))
    return adapter.dump_python(value, mode="json", exclude_none=exclude_none, exclude_defaults=exclude_defaults)


def from_document(kind: type[T], document: Any, place: str = "") -> T:
    """Read a value of ``kind`` back from its document.

    Raises
    ------
    InputError
        With one problem for each field that does not fit, placed by its path inside ``place``.
    """
    try:
        result: T = _adapter(cast(Hashable, kind)).validate_python(document)
    except ValidationError as error:
        raise InputError(*(_problem(place, details) for details in error.errors(include_url=False))) from None
    return result


def in_language(document: Any, language: Language) -> Any:
    """Return a document with each text that stands in both languages in one of them."""
    if isinstance(document, dict):
        if set(document) == {"fr", "en"}:
            return Bilingual(**document).say(language)
        return {key: in_language(item, language) for key, item in document.items()}
    return [in_language(item, language) for item in document] if isinstance(document, list) else document


def _problem(place: str, details: Any) -> InputProblem:
    path = ".".join(str(part) for part in details["loc"])
    return InputProblem(
        ", ".join(part for part in (place, path) if part),
        Bilingual(
            fr=f"Cette valeur ne convient pas ({details['msg']}).", en=f"This value does not fit ({details['msg']})."
        ),
        Bilingual(fr="Corrigez-la selon la description du format.", en="Correct it as the format's description says."),
    )
