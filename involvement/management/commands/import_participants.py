from involvement.management.import_command import ImportCommand
from involvement.models import ImportKind


class Command(ImportCommand):
    help = "Import people on the register and their equality answers from a CSV file, all or nothing."
    kind = ImportKind.PARTICIPANTS
