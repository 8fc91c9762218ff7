"""Lines found by words, translated words, concepts and meaning, in French and English together."""
