"""Forms of a mission."""

from jumelage.web.missions.forms.drafts import DaysForm, PeopleForm, StartForm
from jumelage.web.missions.forms.matches import REJECTION_WORDS, RELATION_WORDS, DecisionForm, LimitsForm, MatchFilter

__all__ = [
    "REJECTION_WORDS",
    "RELATION_WORDS",
    "DaysForm",
    "DecisionForm",
    "LimitsForm",
    "MatchFilter",
    "PeopleForm",
    "StartForm",
]
