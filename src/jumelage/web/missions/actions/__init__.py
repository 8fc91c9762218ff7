"""What is written about missions: plans loaded, pairs matched and decided, shortlists saved."""

from jumelage.web.missions.actions.decisions import AlreadyDecidedError, decide, undo
from jumelage.web.missions.actions.matching import complete_profile, rematch
from jumelage.web.missions.actions.plans import keep_plan, load_plan
from jumelage.web.missions.actions.shortlists import save_shortlist, withdraw_shortlist

__all__ = [
    "AlreadyDecidedError",
    "complete_profile",
    "decide",
    "keep_plan",
    "load_plan",
    "rematch",
    "save_shortlist",
    "undo",
    "withdraw_shortlist",
]
