"""Reads of the workspace, a file for each part of the work; each is limited to what one may see."""
