"""Reading what was published (查公开)."""
