from django.db import migrations

from reports import census

DIMENSIONS = ("ethnic_group_19_by_sex_16plus", "ethnic_group_19_by_age_band_18plus", "sex_by_age_band_18plus")


def load(apps, schema_editor):
    """For installations older than these tables: new ones have loaded them already."""
    counts = apps.get_model("reports", "BenchmarkCount").objects
    if not counts.filter(dimension__in=DIMENSIONS).exists():
        census.load(benchmarks=apps.get_model("reports", "Benchmark").objects, counts=counts, dimensions=DIMENSIONS)


def remove(apps, schema_editor):
    shipped = apps.get_model("reports", "BenchmarkCount").objects.filter(benchmark__organisation=None)
    shipped.filter(dimension__in=DIMENSIONS).delete()


class Migration(migrations.Migration):
    dependencies = [("reports", "0005_own_groups")]
    operations = [migrations.RunPython(load, remove)]
