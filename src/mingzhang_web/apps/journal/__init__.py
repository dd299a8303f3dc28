"""The append-only journal (操作日志): who did what when, from where, old and new value."""
