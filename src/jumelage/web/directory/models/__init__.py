"""Tables of the directory: organisations and their people, merges, imports."""

from jumelage.web.directory.models.imports import ColumnMapping, ImportBatch, ImportRow
from jumelage.web.directory.models.merging import DuplicateDecision, Merge
from jumelage.web.directory.models.organisations import Contact, Need, Note, Offer, Organisation, Tag

__all__ = [
    "ColumnMapping",
    "Contact",
    "DuplicateDecision",
    "ImportBatch",
    "ImportRow",
    "Merge",
    "Need",
    "Note",
    "Offer",
    "Organisation",
    "Tag",
]
