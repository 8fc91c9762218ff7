"""What came of a mission: links and their attribution, agreed pairs placed or not compared, the figures of a report.

>>> from jumelage.outcomes import PairOutcome, compare
>>> found = compare([PairOutcome(f"p{n}", "2017", placed=n < 12, outcome=n < 6) for n in range(24)])
>>> found.verdict, found.effect
('more', 0.5)
"""

from jumelage.outcomes.comparison import Comparison, compare
from jumelage.outcomes.figures import Figure, agreed_pairs, figures_of, silent_pairs
from jumelage.outcomes.links import Attribution, Grade, Link, Stage, ValueKind
from jumelage.outcomes.pairs import Pair, PairOutcome, merge_sides
from jumelage.outcomes.power import pairs_needed

__all__ = [
    "Attribution",
    "Comparison",
    "Figure",
    "Grade",
    "Link",
    "Pair",
    "PairOutcome",
    "Stage",
    "ValueKind",
    "agreed_pairs",
    "compare",
    "figures_of",
    "merge_sides",
    "pairs_needed",
    "silent_pairs",
]
