from django.db import migrations

REFUSE = "releases are never changed"


def protect(apps, schema_editor):
    """An entry with a number stays as it is. SQLite lets it be deleted, because Django empties its tables so."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"CREATE FUNCTION reports_ledgerentry_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSE}'; END $$"
        )
        schema_editor.execute(
            "CREATE TRIGGER reports_ledgerentry_kept BEFORE UPDATE OR DELETE ON reports_ledgerentry "
            "FOR EACH ROW WHEN (OLD.number IS NOT NULL) EXECUTE FUNCTION reports_ledgerentry_refuse()"
        )
    elif schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            "CREATE TRIGGER reports_ledgerentry_kept BEFORE UPDATE ON reports_ledgerentry "
            f"WHEN OLD.number IS NOT NULL BEGIN SELECT RAISE(ABORT, '{REFUSE}'); END"
        )


def unprotect(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER reports_ledgerentry_kept ON reports_ledgerentry")
        schema_editor.execute("DROP FUNCTION reports_ledgerentry_refuse()")
    elif schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER reports_ledgerentry_kept")


def enter_what_was_published(apps, schema_editor):
    """Reports published before there was a ledger, withdrawn ones too. The counts behind them are not known any more."""
    LedgerEntry = apps.get_model("reports", "LedgerEntry")
    Service = apps.get_model("involvement", "Service")
    last = {}
    for report in apps.get_model("reports", "GapReport").objects.exclude(published_at=None).order_by("published_at"):
        number = last[report.organisation_id] = last.get(report.organisation_id, 0) + 1
        everything = Service.objects.filter(organisation=report.organisation_id).values_list("pk", flat=True)
        LedgerEntry.objects.create(
            report=report,
            organisation_id=report.organisation_id,
            services=[str(report.service_id)] if report.service_id else ["", *sorted(map(str, everything))],
            number=number,
            released_at=report.published_at,
        )


class Migration(migrations.Migration):
    dependencies = [("involvement", "0001_initial"), ("reports", "0008_ledger")]

    operations = [
        migrations.RunPython(protect, unprotect),
        migrations.RunPython(enter_what_was_published, migrations.RunPython.noop),
    ]
