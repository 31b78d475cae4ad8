"""The colours of charts: as many as are asked for, made from those of the style, and what can be read on them."""

from __future__ import annotations

import math
from collections.abc import Mapping

PAPER = "#ffffff"
LIGHTEST = 0.84
"""How much white the lightest tint has."""

LEGIBLE = 4.5
"""The least contrast of a text with its ground (WCAG 2.2, 1.4.3)."""


def tints(colors: Mapping[str, str], count: int) -> list[str]:
    """Return ``count`` colours that differ: the strong ones of the style, then lighter tints of them in turn."""
    strong = [colors[name] for name in ("accent", "second", "muted")]
    rounds = math.ceil(count / len(strong))
    return [_mixed(color, LIGHTEST * turn / rounds) for turn in range(rounds) for color in strong][:count]


def ink_on(ground: str, ink: str) -> str | None:
    """Return white or ``ink``, whichever stands out more from a ground; None if neither can be read on it."""
    best = max((PAPER, ink), key=lambda color: _contrast(color, ground))
    return best if _contrast(best, ground) >= LEGIBLE else None


def _mixed(color: str, white: float) -> str:
    return "#" + "".join(f"{round(part + (255 - part) * white):02x}" for part in _parts(color))


def _parts(color: str) -> tuple[int, ...]:
    return tuple(int(color[index : index + 2], 16) for index in (1, 3, 5))


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in (n / 255 for n in _parts(color))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
