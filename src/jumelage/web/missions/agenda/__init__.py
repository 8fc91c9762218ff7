"""When and where people meet: versions, the editor, publishing, calendar feeds."""
