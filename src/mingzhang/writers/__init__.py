"""What goes out: reports of a check; documents, workbooks and pages of a disclosure."""
