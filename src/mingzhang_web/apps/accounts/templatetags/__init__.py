"""Parts of the pages of this app."""
