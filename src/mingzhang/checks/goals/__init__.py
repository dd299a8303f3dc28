"""Rules of the goal forms (绩效目标表): overall goal C, project forms D, indicators E."""
