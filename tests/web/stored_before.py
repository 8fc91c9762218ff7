"""How documents were kept before ``jumelage.serialisation``: what databases of then hold."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
from typing import Any

__all__ = ["store"]


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
