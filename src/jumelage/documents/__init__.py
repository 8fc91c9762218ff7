"""Charts, calendar files, workbooks, PDF programme and report: forms given to a programme and a report."""
