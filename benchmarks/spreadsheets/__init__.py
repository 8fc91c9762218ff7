"""What reading is measured by: speed beside pandas, and damaged files that must neither crash a reader nor lose a row."""
