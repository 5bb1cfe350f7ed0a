from involvement.services.imports.data_imports import (
    ImportRefused,
    confirm_import,
    delete_old_files,
    run_import,
    start_import,
)
from involvement.services.imports.importers import RegisterChanged
from involvement.services.imports.run import ImportResult, import_file

__all__ = [
    "ImportRefused",
    "ImportResult",
    "RegisterChanged",
    "confirm_import",
    "delete_old_files",
    "import_file",
    "run_import",
    "start_import",
]
