from __future__ import annotations

MEDIA_TYPES = {"png": "image/png", "jpg": "image/jpeg"}


def media_type(name: str) -> str:
    """Of a picture that we stored, by the ending that we gave it."""
    return MEDIA_TYPES[name.rpartition(".")[2]]


def picture_type(content: bytes) -> str | None:
    """`png` or `jpg` by what the file holds, whatever it is called; None for anything else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    return None
