"""What makes an edition once, its key figures, and what the portal finds."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Nothing was published before this."""

    dependencies = [("publishing", "0002_initial")]

    operations = [
        migrations.AddField(
            "edition", "request", models.UUIDField(editable=False, unique=True), False
        ),
        migrations.AddField("edition", "figures", models.JSONField(default=dict)),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.PositiveSmallIntegerField()),
                ("title", models.TextField()),
                ("text", models.TextField()),
                ("address", models.CharField(max_length=300)),
                ("grams", models.TextField()),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="publishing.edition",
                    ),
                ),
            ],
            options={"ordering": ["pk"]},
        ),
    ]
