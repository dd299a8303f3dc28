"""Tell PostgreSQL what reading a text anew costs, so that it searches by the index."""

from typing import Any

from django.db import migrations

_ALTER = "ALTER FUNCTION publishing_grams(text) "
_FORWARDS = _ALTER + "COST 1000 SET search_path = pg_catalog"
_BACKWARDS = _ALTER + "COST 100 RESET search_path"


def _told(statement: str) -> Any:
    def run(apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(statement)

    return run


class Migration(migrations.Migration):
    """A function with a setting of its own is not unfolded, and only so keeps its cost."""

    dependencies = [("publishing", "0004_full_text")]
    operations = [migrations.RunPython(_told(_FORWARDS), _told(_BACKWARDS))]
