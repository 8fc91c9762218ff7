"""Records that name one same organisation: compared, explained, clustered, merged so that it can be undone.

>>> from jumelage.directory.resolution import Record, find_duplicates
>>> forge = Record("1", "Forge du Fjord inc.", "Saguenay", "G7H 1A1"), Record("2", "FORGE DU FJORD", "Saguenay", "G7H 1A1")
>>> find_duplicates([*forge, Record("3", "Scierie du Lac", "Alma", "G8B 2B2")]).entity
{'1': '1', '2': '1', '3': '3'}
"""

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
