"""Lists of organisations as they come: read whatever their form, checked row by row, compared with what is known."""

from jumelage.directory.lists.columns import IGNORED, Column
from jumelage.directory.lists.fields import BY_NAME, FIELDS, Field
from jumelage.directory.lists.kinds import KINDS
from jumelage.directory.lists.listing import Listing, open_list, read_list, read_source
from jumelage.directory.lists.rows import ListRow, RowProblem

__all__ = [
    "BY_NAME",
    "FIELDS",
    "IGNORED",
    "KINDS",
    "Column",
    "Field",
    "ListRow",
    "Listing",
    "RowProblem",
    "open_list",
    "read_list",
    "read_source",
]
