"""The database itself refuses to change or delete an entry."""

from typing import Any

from django.db import migrations

_SQLITE = """
CREATE TRIGGER journal_entry_no_{verb} BEFORE {verb} ON journal_entry
BEGIN SELECT RAISE(ABORT, 'journal entries are append-only'); END
"""
_POSTGRES = (
    """
    CREATE FUNCTION journal_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'journal entries are append-only'; END $$
    """,
    """
    CREATE TRIGGER journal_entry_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_entry
    FOR EACH STATEMENT EXECUTE FUNCTION journal_entry_refuse()
    """,
)


def protect(apps: Any, editor: Any) -> None:
    """Install the triggers of this kind of database."""
    if editor.connection.vendor == "postgresql":
        statements = list(_POSTGRES)
    else:
        statements = [_SQLITE.format(verb=verb) for verb in ("UPDATE", "DELETE")]
    for statement in statements:
        editor.execute(statement)


def release(apps: Any, editor: Any) -> None:
    """Remove the triggers."""
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP TRIGGER journal_entry_append_only ON journal_entry")
        editor.execute("DROP FUNCTION journal_entry_refuse()")
    else:
        for verb in ("UPDATE", "DELETE"):
            editor.execute(f"DROP TRIGGER journal_entry_no_{verb}")


class Migration(migrations.Migration):
    """Append-only."""

    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(protect, release)]
