"""Charts, calendar files, workbooks, PDF programme and report: forms given to a programme and a report."""

from jumelage.documents.calendar_file import calendar
from jumelage.documents.charts import Bar, Break, Line, bar_chart, line_chart
from jumelage.documents.focus import focused
from jumelage.documents.maps import Spot, describe_map, map_of
from jumelage.documents.printed.programme import programme_pdf
from jumelage.documents.printed.report import report_pdf
from jumelage.documents.sheets import workbook

__all__ = [
    "Bar",
    "Break",
    "Line",
    "Spot",
    "bar_chart",
    "calendar",
    "describe_map",
    "focused",
    "line_chart",
    "map_of",
    "programme_pdf",
    "report_pdf",
    "workbook",
]
