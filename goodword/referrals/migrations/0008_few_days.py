from django.db import migrations, models


def nobody_is_without_a_day(apps, _schema):
    """Until the next count, tomorrow morning at the latest, a large tree tells what it told before."""
    counts = apps.get_model("referrals", "TreeCount").objects
    for count in counts.iterator():
        count.branches = [[*branch, 0] for branch in count.branches]
        count.save(update_fields=["branches"])


class Migration(migrations.Migration):

    dependencies = [
        ('referrals', '0007_more_looks'),
    ]

    operations = [
        migrations.AddField(
            model_name='treecount',
            name='few_days',
            field=models.JSONField(default=list),
        ),
        migrations.RunPython(nobody_is_without_a_day, migrations.RunPython.noop),
    ]
