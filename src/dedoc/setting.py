"""What the language of a report asks of its setting, read with the style that it changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dedoc.errors import Location, Report
from dedoc.model import Node

COUNTERS = "十百千万亿兆个倍元"
"""The characters for scale and measure of Simplified Chinese."""


@dataclass(frozen=True, slots=True)
class Setting(Node):
    """What the language of a report asks of its setting, as the ``look`` of its locale says.

    ``direction`` is ltr or rtl; words are hyphenated where a language has patterns for it and ``hyphenate`` is not
    false. Folios of front matter and of the body are written as ``front_folio`` and ``body_folio`` say, and ``leader``
    is what leads to them in the contents. ``charset`` is the code that Word knows the fonts of a script by. Where
    ``opens_flush``, only a paragraph that follows another one is indented. ``region`` tells the press apart what one
    language writes in several ways: tw for Traditional Chinese. With ``wide_marks``, quotation marks, dashes and
    ellipses stand in the squares of Han. ``counters`` are the characters for scale and measure that stay with the
    number before them.
    """

    direction: str = "ltr"
    hyphenate: bool = True
    front_folio: str = "upper-roman"
    body_folio: str = "two-digits"
    leader: str = "·"
    charset: str = "86"
    opens_flush: bool = False
    region: str = ""
    wide_marks: bool = True
    counters: str = COUNTERS
    places: Mapping[str, Location] = field(default_factory=dict, compare=False, repr=False)

    @property
    def is_rtl(self) -> bool:
        """Whether lines begin at the right."""
        return self.direction == "rtl"

    @property
    def is_of_letters(self) -> bool:
        """Whether the text is set in letters that Word takes for Western ones."""
        return self.charset == "00"


SETTINGS: Mapping[str, tuple[str, ...]] = {
    "direction": ("ltr", "rtl"),
    "front_folio": ("upper-roman", "lower-roman", "decimal"),
    "body_folio": ("two-digits", "decimal"),
    "leader": ("·", ".", "…"),
}
"""What a key of the setting that takes a word can be."""


def check_setting(setting: Setting, report: Report) -> None:
    """Report what no setting can be."""
    for key, known in SETTINGS.items():
        if (value := getattr(setting, key)) not in known:
            values = {"key": key, "value": value, "choices": ", ".join(known)}
            report.error(
                setting.places.get(key), "“{key}” cannot be “{value}”", "it can be one of: {choices}", **values
            )
