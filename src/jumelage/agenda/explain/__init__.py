"""Reasons in words: why there is no agenda, why a meeting was dropped or moved, who is met how often."""
