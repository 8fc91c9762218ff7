"""The tables of the links room."""

from jumelage.web.links.models.links import Link, LinkNote, LinkStep, PaymentRisk
from jumelage.web.links.models.waves import Wave, WaveAnswer

__all__ = ["Link", "LinkNote", "LinkStep", "PaymentRisk", "Wave", "WaveAnswer"]
