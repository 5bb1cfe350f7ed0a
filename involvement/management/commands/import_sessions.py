from involvement.management.import_command import ImportCommand
from involvement.models import ImportKind


class Command(ImportCommand):
    help = "Import sessions with their activities and services from a CSV file, all or nothing."
    kind = ImportKind.SESSIONS
