from django.db import migrations

REFUSE = "audit events are never changed"


def protect(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"CREATE FUNCTION core_auditevent_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSE}'; END $$"
        )
        schema_editor.execute(
            "CREATE TRIGGER core_auditevent_append_only BEFORE UPDATE OR DELETE ON core_auditevent "
            "FOR EACH ROW EXECUTE FUNCTION core_auditevent_refuse()"
        )
    elif schema_editor.connection.vendor == "sqlite":
        # Deleting stays possible here: Django empties SQLite tables between tests with DELETE.
        schema_editor.execute(
            "CREATE TRIGGER core_auditevent_append_only BEFORE UPDATE ON core_auditevent "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSE}'); END"
        )


def unprotect(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER core_auditevent_append_only ON core_auditevent")
        schema_editor.execute("DROP FUNCTION core_auditevent_refuse()")
    elif schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER core_auditevent_append_only")


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [migrations.RunPython(protect, unprotect)]
