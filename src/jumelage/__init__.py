"""Jumelage: twin towns, match firms, plan the mission, keep the links."""

__version__ = "0.1.0"
