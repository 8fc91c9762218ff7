"""What the features above may react to when people come and go."""

from __future__ import annotations

from django.dispatch import Signal

__all__ = ["organisation_left"]

organisation_left = Signal()
"""Sent when nobody of an organisation is of the mission any more (``user``, ``mission``, ``organisation``, ``side``).

It is sent in the transaction in which the last person leaves, so that what a receiver writes stands or falls with it.
"""
