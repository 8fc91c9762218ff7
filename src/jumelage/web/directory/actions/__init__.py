"""What is written about organisations: entered, completed, merged, told apart."""

from jumelage.web.directory.actions.merging import AlreadyAnswered, keep_apart, merge, rejoin, undo_merge
from jumelage.web.directory.actions.organisations import enter_organisations, state_offers_and_needs, state_own_words

__all__ = [
    "AlreadyAnswered",
    "enter_organisations",
    "keep_apart",
    "merge",
    "rejoin",
    "state_offers_and_needs",
    "state_own_words",
    "undo_merge",
]
