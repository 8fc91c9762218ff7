"""What accounts tell the rooms above."""

from django.dispatch import Signal

__all__ = ["colleague_invited"]

colleague_invited = Signal()
"""Somebody became part of an agency: ``user``, ``agency``, ``by``, ``name`` as it was typed. In the transaction that made it so."""
