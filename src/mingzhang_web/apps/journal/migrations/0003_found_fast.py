"""Every index ends in the number, so that it alone answers which entries come next.

SQLite makes the table anew where a column loses its index, and forgets its triggers with the old
one: they are installed again, in the same transaction.
"""

from importlib import import_module

from django.db import migrations, models

append_only = import_module("mingzhang_web.apps.journal.migrations.0002_append_only")


def _index(name, *fields):
    return migrations.AddIndex("entry", models.Index(fields=[*fields, "number"], name=name))


class Migration(migrations.Migration):
    """Append-only before and after."""

    dependencies = [("journal", "0002_append_only")]
    operations = [
        migrations.RunPython(append_only.release, append_only.protect),
        migrations.RemoveIndex("entry", "journal_ent_subject_e28834_idx"),
        migrations.AlterField("entry", "action", models.CharField(max_length=60)),
        migrations.AlterField("entry", "at", models.DateTimeField()),
        migrations.AlterField("entry", "user_id", models.BigIntegerField(null=True)),
        migrations.AlterField("entry", "department_id", models.BigIntegerField(null=True)),
        _index("journal_ent_subject_d3d8e0_idx", "subject_type", "subject_id"),
        _index("journal_ent_departm_154424_idx", "department_id"),
        _index("journal_ent_user_id_a422b8_idx", "user_id"),
        _index("journal_ent_user_na_c24799_idx", "user_name"),
        _index("journal_ent_action_2bcfe2_idx", "action"),
        _index("journal_ent_at_80fb82_idx", "at"),
        migrations.RunPython(append_only.protect, append_only.release),
    ]
