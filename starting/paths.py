"""Where things are, and the environment that our own programs run in."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("HEARD_VAR_DIR") or ROOT / "var").absolute()
DEMO = VAR / "demo"
LOG = VAR / "log"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"

RUNTIME_LOCK = ROOT / "requirements.txt"
DEVELOPMENT_LOCK = ROOT / "requirements" / "requirements-dev.txt"
ASSETS_LOCK = ROOT / "requirements" / "requirements-assets.txt"

# Settings of the calling shell that would make our programs load other code or listen elsewhere.
UNWANTED = ("PYTHONHOME", "PYTHONPATH", "PYTHONSAFEPATH", "GUNICORN_CMD_ARGS", "PIP_USER", "PIP_TARGET", "PIP_PREFIX")


def environment(**extra: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in UNWANTED}
    ours = {"DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}
    return kept | ours | extra
