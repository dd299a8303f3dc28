"""Writes of the workspace, a file for each part of the work; each names its actor and is journaled."""
