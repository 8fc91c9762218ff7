"""Missions whose people travel, bounded by the tours that a day can hold."""
