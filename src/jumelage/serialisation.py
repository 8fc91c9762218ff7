"""Dataclasses to JSON documents and back, by pydantic: one serialisation for files, the database and the service."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from jumelage.errors import InputError, InputProblem
from jumelage.language import Bilingual

__all__ = ["from_document", "to_document"]

T = TypeVar("T")


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


def _problem(place: str, details: Any) -> InputProblem:
    path = ".".join(str(part) for part in details["loc"])
    return InputProblem(
        ", ".join(part for part in (place, path) if part),
        Bilingual(
            fr=f"Cette valeur ne convient pas ({details['msg']}).", en=f"This value does not fit ({details['msg']})."
        ),
        Bilingual(fr="Corrigez-la selon la description du format.", en="Correct it as the format's description says."),
    )
