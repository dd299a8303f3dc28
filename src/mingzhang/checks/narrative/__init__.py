"""Family B: what the narrative says against the tables and against itself (说明与报表一致)."""
