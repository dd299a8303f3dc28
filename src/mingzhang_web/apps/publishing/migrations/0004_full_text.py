"""The database's own full-text index over what the portal finds."""

from typing import Any

from django.db import migrations

_SQLITE = (
    """
    CREATE VIRTUAL TABLE publishing_grams USING fts5(
        grams, content='publishing_searchentry', content_rowid='id', detail=none
    )
    """,
    """
    CREATE TRIGGER publishing_grams_new AFTER INSERT ON publishing_searchentry
    BEGIN INSERT INTO publishing_grams(rowid, grams) VALUES (new.id, new.grams); END
    """,
    """
    CREATE TRIGGER publishing_grams_gone AFTER DELETE ON publishing_searchentry
    BEGIN
        INSERT INTO publishing_grams(publishing_grams, rowid, grams)
        VALUES ('delete', old.id, old.grams);
    END
    """,
)
_POSTGRES = (
    """
    CREATE FUNCTION publishing_grams(grams text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN array_to_tsvector(string_to_array(grams, ' '))
    """,
    """
    CREATE INDEX publishing_grams ON publishing_searchentry USING gin (publishing_grams(grams))
    """,
)
_WITHOUT = {
    "sqlite": (
        "DROP TRIGGER publishing_grams_new",
        "DROP TRIGGER publishing_grams_gone",
        "DROP TABLE publishing_grams",
    ),
    "postgresql": ("DROP INDEX publishing_grams", "DROP FUNCTION publishing_grams(text)"),
}


def build(apps: Any, editor: Any) -> None:
    """Make the index of this kind of database."""
    for statement in _POSTGRES if editor.connection.vendor == "postgresql" else _SQLITE:
        editor.execute(statement)


def remove(apps: Any, editor: Any) -> None:
    """Take it away again."""
    for statement in _WITHOUT[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    """An index follows its table without anybody's doing."""

    dependencies = [("publishing", "0003_editions")]
    operations = [migrations.RunPython(build, remove)]
