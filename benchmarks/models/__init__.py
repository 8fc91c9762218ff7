"""Benchmarks of the counterfactuals and of the search for model towns."""
