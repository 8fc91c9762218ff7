"""The methods that search and prove, each for the problems it fits."""
