"""PDF documents: the programme, the day sheet, the briefing sheet and the report, set by typst."""
