"""How wide texts are, where no font is asked."""

from __future__ import annotations

import pytest

from dedoc.render.measure import text_width

WIDTHS = (
    ("", 0.0),
    ("数字", 2.0),
    ("5G 基站", 3.68),
    ("aaaaaaaaaa", 5.6),
    ("Number of base stations", 12.88),
)


@pytest.mark.parametrize(("text", "width"), WIDTHS)
def test_a_width_is_the_exact_sum(text: str, width: float) -> None:
    """It is the float nearest to the true width in every Python: up to 3.11, sums of floats gather what they round."""
    assert text_width(text, 1) == width
