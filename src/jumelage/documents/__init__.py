"""Charts, calendar files, workbooks, PDF programme and report: forms given to a programme and a report."""

from jumelage.documents.calendar_file import calendar
from jumelage.documents.focus import focused
from jumelage.documents.printed_programme import programme_pdf
from jumelage.documents.printed_report import report_pdf
from jumelage.documents.sheets import workbook

__all__ = ["calendar", "focused", "programme_pdf", "report_pdf", "workbook"]
