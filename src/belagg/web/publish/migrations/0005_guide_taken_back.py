"""A release whose guide the group has taken its approval of back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publish", "0004_guide_until")]

    operations = [
        migrations.AddField("release", "guide_taken_back", models.BooleanField(default=False)),
    ]
