"""The product's own settings, with the bare pages beside its pages."""

from config.settings import *  # noqa: F403
from config.settings import BASE_DIR, TEMPLATES

ROOT_URLCONF = "benchmarks.bare.urls"
TEMPLATES[0]["DIRS"].append(BASE_DIR / "benchmarks" / "bare" / "templates")
