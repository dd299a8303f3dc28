"""Work on many files, and on files of strangers, in processes of their own (批量与隔离)."""
