"""Queries on organisations, their duplicates and imports: each starts at :func:`visible_to`."""

from jumelage.web.directory.queries.duplicates import (
    Candidate,
    Side,
    answers,
    candidates,
    enterprises,
    merge_of,
    pair_of,
    refusal_of,
)
from jumelage.web.directory.queries.imports import (
    ImportPreview,
    batches_visible_to,
    book_to_mend,
    key_of,
    listing_of,
    subject_of,
)
from jumelage.web.directory.queries.listing import (
    beside_the_list,
    kinds_seen_by,
    listed,
    tags_seen_by,
    to_complete,
    towns_seen_by,
)
from jumelage.web.directory.queries.organisations import (
    contact_of,
    contacts_of,
    kept_for,
    note_of,
    profile_of,
    statements,
    visible_to,
    whole,
)
from jumelage.web.directory.queries.records import fingerprint, record_of
from jumelage.web.directory.queries.timeline import Happening, missions_of, timeline_of

__all__ = [
    "Candidate",
    "Happening",
    "ImportPreview",
    "Side",
    "answers",
    "batches_visible_to",
    "beside_the_list",
    "book_to_mend",
    "candidates",
    "contact_of",
    "contacts_of",
    "enterprises",
    "fingerprint",
    "kept_for",
    "key_of",
    "kinds_seen_by",
    "listed",
    "listing_of",
    "merge_of",
    "missions_of",
    "note_of",
    "pair_of",
    "profile_of",
    "record_of",
    "refusal_of",
    "statements",
    "subject_of",
    "tags_seen_by",
    "timeline_of",
    "to_complete",
    "towns_seen_by",
    "visible_to",
    "whole",
]
