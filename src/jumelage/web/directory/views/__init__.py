"""Pages of the directory: organisations and their people, duplicates, imports."""
