"""What other towns tried, whether it worked, where it came from, and how to bring it home.

>>> from jumelage.practices import case_lineage, find_practices
>>> from jumelage.reference.case import practices
>>> [practice.name.en for practice in find_practices(practices(), verdicts=["negative"])][:2]
['Chasing a big employer', 'Provincial diversification fund, Appalaches']
>>> [edge.origin for edge in case_lineage(practices()).came_from("PR04")]
['boston']
"""

from __future__ import annotations

from jumelage.practices.case_lineage import CASE_EDGES, case_lineage
from jumelage.practices.context import ContextDifference, ContextDistance, TownContext, context_distance
from jumelage.practices.library import count_verdicts, find_practices
from jumelage.practices.lineage import RELATIONS, Lineage, LineageEdge, LineageNode
from jumelage.practices.practice import (
    QUALIFIERS,
    VERDICTS,
    PracticeRecord,
    evidence_of,
    has_evidence,
    verdict_of,
)
from jumelage.practices.prerequisites import Requirement, checklist, missing
from jumelage.practices.transfer import (
    OUTCOMES,
    STEPS,
    TransferPlan,
    TransferStep,
    close_transfer,
    plan_transfer,
)

__all__ = [
    "CASE_EDGES",
    "OUTCOMES",
    "QUALIFIERS",
    "RELATIONS",
    "STEPS",
    "VERDICTS",
    "ContextDifference",
    "ContextDistance",
    "Lineage",
    "LineageEdge",
    "LineageNode",
    "PracticeRecord",
    "Requirement",
    "TownContext",
    "TransferPlan",
    "TransferStep",
    "case_lineage",
    "checklist",
    "close_transfer",
    "context_distance",
    "count_verdicts",
    "evidence_of",
    "find_practices",
    "has_evidence",
    "missing",
    "plan_transfer",
    "verdict_of",
]
