from django.db import migrations

from reports import census


def load(apps, schema_editor):
    census.load(
        benchmarks=apps.get_model("reports", "Benchmark").objects,
        counts=apps.get_model("reports", "BenchmarkCount").objects,
    )


def remove(apps, schema_editor):
    apps.get_model("reports", "Benchmark").objects.filter(organisation=None).delete()


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [migrations.RunPython(load, remove)]
