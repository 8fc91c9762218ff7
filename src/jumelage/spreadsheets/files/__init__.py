"""The kinds of file: separated text, workbooks, Parquet; each becomes sheets of cells."""
