"""The workspace: permissions, journal, pages."""
