"""Words as they are compared: what differs only in white space or the width of marks is the same."""

from __future__ import annotations

import re
import unicodedata

CALL = re.compile(r"[\[［〔][0-9０-９]+[\]］〕]")
"""The call of a note. Where it stands in the first words of a page, they are the same without it."""

UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+")
SAME = str.maketrans("“”„‟〝〞‘’‚‛—–―‒－•・‧∙", '""""""\'\'\'\'-----····')


def key(text: str) -> str:
    """Return what two texts have in common that print the same words (Unicode NFKC, without white space and calls)."""
    plain = unicodedata.normalize("NFKC", CALL.sub("", text))
    return UNSEEN.sub("", plain.translate(SAME))


def shown(text: str) -> str:
    """Return a text on one line, without what cannot be seen and the gaps of widely set lines of Chinese."""
    line = " ".join(re.sub(r"[\u00ad\u200b-\u200f\u2060\ufeff]", "", text).split())
    return re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", line)
