"""What matching returns: a pair in one relation, its score, its reasons, and what is missing to say more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from jumelage.language import Bilingual

__all__ = ["RELATIONS", "Match", "Reason", "Relation"]

Relation = Literal["supplier", "client", "partner", "complement"]
RELATIONS: tuple[Relation, ...] = get_args(Relation)


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason to meet, as a sentence that both sides would accept.

    ``kind``: ``need`` (an offer meets a need), ``supply`` (one industry buys from the other), ``clients`` (both serve
    the same industries), ``trade`` (the same or neighbouring trade), ``met`` (something
    followed from an earlier meeting), ``support`` (a centre works in the firm's trade), ``wish`` (what one
    says it looks for).
    ``weight`` is what the score loses without it, 0 to 1; ``piece`` and ``value`` are the evidence that it says, from which
    an agency's decisions teach (:mod:`jumelage.matching.weights.decisions`).
    """

    kind: str
    text: Bilingual
    weight: float
    piece: str = ""
    value: float = 0.0


@dataclass(frozen=True, slots=True)
class Match:
    """A pair in one relation: ``supplier`` means that ``b`` could supply ``a``, ``client`` that ``b`` could buy from ``a``.

    ``score`` is 0 to 1; ``missing`` says what to complete before more can be said.
    """

    a: str
    b: str
    relation: Relation
    score: float
    reasons: tuple[Reason, ...] = ()
    missing: tuple[Bilingual, ...] = ()
