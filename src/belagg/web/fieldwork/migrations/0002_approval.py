"""Steps have a state: those whose mails are in the outbox already have been carried out."""

from typing import Any

from django.db import migrations, models


def note_what_was_carried_out(apps: Any, schema_editor: Any) -> None:
    steps = apps.get_model("fieldwork", "Step").objects
    mails = apps.get_model("fieldwork", "OutboxMail").objects
    for step in steps.all():
        if mails.filter(project_id=step.project_id, step=step.key).exists():
            steps.filter(pk=step.pk).update(state="carried_out")


class Migration(migrations.Migration):
    dependencies = [("fieldwork", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="step",
            name="state",
            field=models.CharField(default="planned", max_length=20),
        ),
        migrations.RunPython(note_what_was_carried_out, migrations.RunPython.noop),
    ]
