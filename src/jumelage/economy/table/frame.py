"""Results as tables of the library that a notebook uses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import narwhals as nw

__all__ = ["frame_of"]


def frame_of(columns: Mapping[str, Any], library: str = "pandas") -> Any:
    """Return columns as a data frame.

    Parameters
    ----------
    columns
        Name and values, all of one length.
    library
        A data-frame library that is installed: ``pandas``, ``polars``, ``pyarrow`` or ``modin``.
    """
    return nw.from_dict(dict(columns), backend=cast(Any, library)).to_native()
