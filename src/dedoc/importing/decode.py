"""The bytes of a text to its characters; what is no text is told by its name."""

from __future__ import annotations

import re
import unicodedata

from dedoc.errors import N_, ContentError, Location, fail
from dedoc.inputs import LARGEST_FILE

COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所"
    "民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政"
    "社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代"
    "想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别手角期根论运"
)
"""Han characters so frequent that any page of Chinese holds them; bytes read wrongly give rare ones."""

WORD = N_("open it in Word and save as plain text, UTF-8")
KINDS = (
    (b"%PDF", N_("this is a PDF, not a text"), N_("open it in a reader and save it as plain text, UTF-8")),
    (b"PK\x03\x04", N_("this is a Word file (or another zip archive), not a text"), WORD),
    (b"\xd0\xcf\x11\xe0", N_("this is an old Word file, not a text"), WORD),
    (b"{\\rtf", N_("this is an RTF file, not a text"), WORD),
    (b"\xff\xfe", N_("this text is UTF-16, not UTF-8"), N_("save it as plain text, UTF-8")),
    (b"\xfe\xff", N_("this text is UTF-16, not UTF-8"), N_("save it as plain text, UTF-8")),
)  # fmt: skip
"""The first bytes of files that are often taken for texts, what they are, and the way out."""

GB = "gb18030"
MANY_CONTROLS = 0.01


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Return the characters of a text and the name of their encoding; ContentError for what is no text.

    UTF-8 is what is expected. Bytes are read as GB 18030 only if they are not UTF-8 and give plausible Chinese.
    """
    place = Location(name)
    for start, message, hint in KINDS:
        if data.startswith(start):
            fail(ContentError, place, message, hint)
    if not data.strip():
        fail(ContentError, place, "the file is empty", "give the text of the printed edition")
    if len(data) > LARGEST_FILE:
        hint = "split the file"
        fail(ContentError, place, "“{path}” is larger than {size} MB", hint, path=name, size=str(LARGEST_FILE // 2**20))
    text, encoding = _characters(data, place)
    controls = sum(1 for c in text if unicodedata.category(c) == "Cc" and c not in "\t\n\r\f\v")
    if "\x00" in text or controls > MANY_CONTROLS * len(text):
        fail(ContentError, place, "this is a binary file, not a text", "give the text of the printed edition, UTF-8")
    return text, encoding


def _characters(data: bytes, place: Location) -> tuple[str, str]:
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        wrong = error.start
    if not re.search(rb"[\x80-\xff]{6}", data[:wrong]):
        try:
            text = data.decode(GB)
        except UnicodeDecodeError:
            text = ""
        if is_chinese(text):
            return text, GB
    if b"\x00" in data:
        fail(ContentError, place, "this is a binary file, not a text", "give the text of the printed edition, UTF-8")
    line = Location(place.file, data[:wrong].count(b"\n") + 1)
    hint = "save the file as UTF-8; in Word or Notepad: Save as, encoding UTF-8"
    return fail(ContentError, line, "the text is neither UTF-8 nor Chinese in GB 18030", hint)


def is_chinese(text: str) -> bool:
    """Whether text reads as Chinese: mostly Han among what is not ASCII, and frequent characters among the Han."""
    other = [c for c in text if ord(c) > 0x7F]
    han = [c for c in other if "\u4e00" <= c <= "\u9fff"]
    return len(han) * 2 > len(other) and sum(c in COMMON for c in han) * 5 > len(han)
