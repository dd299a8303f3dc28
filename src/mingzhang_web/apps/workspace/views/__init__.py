"""Pages of the workspace, a file for each part of the work."""
