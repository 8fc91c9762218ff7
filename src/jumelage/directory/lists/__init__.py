r"""Lists of organisations as they come: read whatever their form, checked row by row, compared with what is known.

>>> import tempfile
>>> from pathlib import Path
>>> from jumelage.directory.lists import read_list
>>> with tempfile.TemporaryDirectory() as folder:
...     _ = Path(folder, "list.csv").write_text("Raison sociale;Ville\nForge du Fjord inc.;Saguenay\n", encoding="utf-8")
...     listing = read_list(Path(folder, "list.csv"))
>>> len(listing.rows), len(listing.problems)
(1, 0)
"""

from jumelage.directory.lists.columns import IGNORED, Column
from jumelage.directory.lists.comparing import Known, Proposal, compare_rows
from jumelage.directory.lists.fields import BY_NAME, FIELDS, Field
from jumelage.directory.lists.kinds import KINDS
from jumelage.directory.lists.listing import Listing, open_list, read_list, read_source
from jumelage.directory.lists.records import EMPTY, PARTS, TEXTS, Change, changes, completed, taken_back
from jumelage.directory.lists.returning import return_list
from jumelage.directory.lists.rows import ListRow, RowProblem

__all__ = [
    "BY_NAME",
    "EMPTY",
    "FIELDS",
    "IGNORED",
    "KINDS",
    "PARTS",
    "TEXTS",
    "Change",
    "Column",
    "Field",
    "Known",
    "ListRow",
    "Listing",
    "Proposal",
    "RowProblem",
    "changes",
    "compare_rows",
    "completed",
    "open_list",
    "read_list",
    "read_source",
    "return_list",
    "taken_back",
]
