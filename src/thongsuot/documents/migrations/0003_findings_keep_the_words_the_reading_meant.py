"""Which words did the reading mean? Until now those of the finding, counted in the current text."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F, OuterRef, Subquery


def fill(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Findings that are there already."""
    findings = apps.get_model("documents", "Finding").objects
    documents = apps.get_model("documents", "Document").objects
    current = documents.filter(pk=OuterRef("document")).values("current")
    findings.update(version=Subquery(current))
    findings.filter(machine__isnull=False).update(machine_start=F("start"), machine_end=F("end"))


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0002_index_follows_events"),
    ]

    operations = [
        migrations.AddField("finding", "machine_end", models.PositiveIntegerField(null=True)),
        migrations.AddField("finding", "machine_start", models.PositiveIntegerField(null=True)),
        migrations.AddField(
            "finding",
            "version",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="documents.version",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
