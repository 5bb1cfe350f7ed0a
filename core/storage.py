from __future__ import annotations

from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed, compressed static files."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """A file that was not collected costs a page its style, never its words: error pages need this most."""
        try:
            return str(super().stored_name(name))
        except ValueError:
            return name


class WholeFiles(FileSystemStorage):
    """What people send in is kept whole or not at all: a full disk leaves no half of a file behind."""

    def _save(self, name: str, content: File) -> str:
        try:
            return str(super()._save(name, content))  # type: ignore[misc]
        except OSError:
            Path(self.path(name)).unlink(missing_ok=True)
            raise
