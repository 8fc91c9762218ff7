"""Keep a programme, a report or a portrait as JSON, and read back the very same value.

Any frozen dataclass made of text, numbers, dates, tuples, dictionaries and other such dataclasses goes through. A field
that may hold one of several dataclasses (a report's blocks) carries the class's name under ``is``.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
import types
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

__all__ = ["restore", "store"]

T = TypeVar("T")


def store(value: Any) -> Any:
    """Turn a value into what JSON can carry."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        document = {field.name: store(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return {"is": type(value).__name__} | document
    if isinstance(value, (tuple, list)):
        return [store(item) for item in value]
    if isinstance(value, (dt.datetime, dt.date)):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: store(item) for key, item in value.items()}
    if isinstance(value, float) and not math.isfinite(value):
        return None  # JSON has no NaN
    return value


def restore(kind: type[T], document: Any) -> T:
    """Read a value of ``kind`` back from its stored form."""
    return cast(T, _restore(kind, document))


def _restore(kind: Any, document: Any) -> Any:
    if document is None:
        return math.nan if kind is float else None
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _restore(_chosen(get_args(kind), document), document)
    if origin is tuple:
        return tuple(_restore(get_args(kind)[0], item) for item in document)
    if origin is dict:
        return {key: _restore(get_args(kind)[1], item) for key, item in document.items()}
    if dataclasses.is_dataclass(kind):
        hints = _hints(cast(type, kind))
        return cast(type, kind)(**{name: _restore(hints[name], document[name]) for name in hints if name in document})
    return kind.fromisoformat(document) if kind in (dt.datetime, dt.date) else document


def _chosen(kinds: tuple[Any, ...], document: Any) -> Any:
    real = [kind for kind in kinds if kind is not type(None)]
    if isinstance(document, dict):
        return next(kind for kind in real if getattr(kind, "__name__", "") == document["is"])
    return real[0]


@cache
def _hints(kind: type) -> dict[str, Any]:
    names = {field.name for field in dataclasses.fields(kind)}
    return {name: hint for name, hint in get_type_hints(kind).items() if name in names}
