from __future__ import annotations

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
