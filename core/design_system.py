"""The CSS and JavaScript of nhsuk-frontend as its package carries them, less what we may not or cannot serve."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import tempfile
from pathlib import Path

PACKAGE = "wagtailnhsukfrontend"
SOURCE_MAP = re.compile(rb"(?m)^(/\*[#@] ?sourceMappingURL=.*?\*/|//[#@] ?sourceMappingURL=.*)$")
OUTSIDE_FONT = re.compile(rb"@font-face\s*\{[^}]*https?://[^}]*\}")


def clean_copy(parent: Path) -> Path | None:
    """A folder below `parent` with nhsuk-frontend.css and .js, made on first use; None when the package is missing.

    The package names source maps that it leaves out, which stops `collectstatic`, and loads a font that is licensed
    to the NHS alone from another host, which our content policy forbids and which browsers then complain about.
    """
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        return None
    assets = Path(found.submodule_search_locations[0]) / "static" / PACKAGE
    sources = [next(assets.glob("css/nhsuk-frontend-*.min.css")), next(assets.glob("js/nhsuk-frontend-*.min.js"))]
    folder = parent / sources[0].name.removesuffix(".min.css")
    if not folder.exists():
        _copy(sources, folder)
    return folder


def _copy(sources: list[Path], folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(dir=folder.parent))
    unfinished.chmod(0o755)
    for source in sources:
        content = OUTSIDE_FONT.sub(b"", SOURCE_MAP.sub(b"", source.read_bytes()))
        (unfinished / f"nhsuk-frontend{source.suffix}").write_bytes(content)
    try:
        os.rename(unfinished, folder)
    except OSError:  # another process was first
        shutil.rmtree(unfinished)
