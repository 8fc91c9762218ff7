"""Organisations with what they offer and need, in both languages."""
