"""What is read about organisations and their duplicates: each read starts at :func:`visible_to`."""

from jumelage.web.directory.queries.duplicates import (
    Candidate,
    Side,
    answers,
    candidates,
    merge_of,
    pair_of,
    refusal_of,
)
from jumelage.web.directory.queries.organisations import contacts_of, kept_for, profile_of, statements, visible_to

__all__ = [
    "Candidate",
    "Side",
    "answers",
    "candidates",
    "contacts_of",
    "kept_for",
    "merge_of",
    "pair_of",
    "profile_of",
    "refusal_of",
    "statements",
    "visible_to",
]
