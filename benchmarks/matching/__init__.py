"""Benchmarks of matching: one claim a file, beside its baselines in the same run."""
