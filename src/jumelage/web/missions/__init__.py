"""Missions: who travels, whom they should meet and why, when and where."""
