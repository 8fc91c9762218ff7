"""Lists of organisations as they come: read whatever their form, checked row by row, compared with what is known."""

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
