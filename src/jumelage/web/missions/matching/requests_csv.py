"""The wishes of a mission as the ``requests.csv`` of a mission folder."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from jumelage.mission.brief import Request

__all__ = ["requests_csv"]


def requests_csv(wishes: Iterable[Request]) -> str:
    """Write wishes as the ``requests.csv`` of a mission folder."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(("delegation", "host", "wish", "priority", "reason_fr", "reason_en"))
    writer.writerows((w.delegation, w.host, w.wish, w.priority, w.reason.fr, w.reason.en) for w in wishes)
    return stream.getvalue()
