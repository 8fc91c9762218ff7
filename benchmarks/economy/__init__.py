"""Benchmarks of the economy engine: one claim a file, beside its peers or baselines in the same run."""
