from involvement.management.import_command import ImportCommand
from involvement.models import ImportKind


class Command(ImportCommand):
    help = "Import who was asked, signed up and came to which session from a CSV file, all or nothing."
    kind = ImportKind.ATTENDANCE
