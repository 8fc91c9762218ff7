"""Missions of visits around shared tasks, as a linear model over routes."""
