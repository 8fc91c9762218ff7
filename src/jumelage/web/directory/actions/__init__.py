"""Actions on organisations: enter, correct, merge, mark as distinct, import, undo."""

from jumelage.web.directory.actions.editing import (
    ConcurrentChangeError,
    add_note,
    archive,
    correct,
    enter,
    remove_contact,
    remove_note,
    restore,
    save_contact,
    set_code,
)
from jumelage.web.directory.actions.imports import choose, give_up, preview, put_back, receive, start
from jumelage.web.directory.actions.merging import AlreadyAnsweredError, keep_apart, merge, rejoin, undo_merge
from jumelage.web.directory.actions.organisations import enter_organisations, state_offers_and_needs, state_own_words
from jumelage.web.directory.actions.undoing import undo_import

__all__ = [
    "AlreadyAnsweredError",
    "ConcurrentChangeError",
    "add_note",
    "archive",
    "choose",
    "correct",
    "enter",
    "enter_organisations",
    "give_up",
    "keep_apart",
    "merge",
    "preview",
    "put_back",
    "receive",
    "rejoin",
    "remove_contact",
    "remove_note",
    "restore",
    "save_contact",
    "set_code",
    "start",
    "state_offers_and_needs",
    "state_own_words",
    "undo_import",
    "undo_merge",
]
