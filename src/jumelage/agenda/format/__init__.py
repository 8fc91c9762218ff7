"""The files: read, validated and written."""
