from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

SOURCE_MAP = re.compile(rb"(?m)^(/\*[#@] ?sourceMappingURL=.*?\*/|//[#@] ?sourceMappingURL=.*)$")
OUTSIDE_FONT = re.compile(rb"@font-face\s*\{[^}]*https?://[^}]*\}")
# Types in the comments of these look like imports of files that the package does not have.
UNUSED = "django_htmx/ext/"


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed, compressed static files.

    The design system's files name source maps that its package leaves out, and load a licensed font from another
    host. Both are taken out of the collected copies: a missing file stops `collectstatic`, and no page of ours may
    call another host.
    """

    manifest_strict = False
    support_js_module_import_aggregation = True

    def stored_name(self, name: str) -> str:
        """A file that was not collected costs a page its style, never its words: error pages need this most."""
        try:
            return str(super().stored_name(name))
        except ValueError:
            return name

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run:
            for name in [name for name in paths if name.startswith(UNUSED)]:
                del paths[name]
            for name in paths:
                if name.startswith("nhsuk/") and name.endswith((".css", ".js")):
                    self._clean(name)
                    # Hashing starts again from the source, unless it is told that the source is the cleaned copy.
                    paths[name] = (self, name)
        yield from super().post_process(paths, dry_run, **options)

    def _clean(self, name: str) -> None:
        with self.open(name) as file:
            content = file.read()
        cleaned = OUTSIDE_FONT.sub(b"", SOURCE_MAP.sub(b"", content))
        if cleaned != content:
            self.delete(name)
            self._save(name, ContentFile(cleaned))
