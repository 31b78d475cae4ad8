"""Names made of what a text says."""

from __future__ import annotations

import base64
import hashlib


def digest(text: str) -> str:
    """Return eight letters and digits that stand for a text, whatever its spaces (SHA-256, RFC 4648 base32)."""
    hashed = hashlib.sha256("".join(text.split()).encode()).digest()
    return base64.b32encode(hashed[:5]).decode().lower()
