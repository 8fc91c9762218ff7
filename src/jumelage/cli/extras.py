"""What a command says where an extra is missing and the answer is another for it."""

from __future__ import annotations

from jumelage.cli.console import Console
from jumelage.matching.retrieval.vectors import without_vectors
from jumelage.matching.weights.boosting import without_trees

__all__ = ["say_missing_extras"]


def say_missing_extras(console: Console, *, trees: bool = False) -> None:
    """Name each missing extra that changes a ranking (and with ``trees``, what is learned), with its remedy."""
    console.remarks([said for said in (without_vectors(), without_trees() if trees else None) if said])
