"""Records that name one same organisation: compared, explained, clustered, merged so that it can be undone."""

from jumelage.directory.resolution.finding import Duplicates, Pair, find_duplicates
from jumelage.directory.resolution.merging import Merge, merge, undo
from jumelage.directory.resolution.records import ALIASES, Record, read_records, records_of

__all__ = [
    "ALIASES",
    "Duplicates",
    "Merge",
    "Pair",
    "Record",
    "find_duplicates",
    "merge",
    "read_records",
    "records_of",
    "undo",
]
