"""What a page's content streams draw: runs of glyphs, and horizontal bars (ISO 32000-1, 7.8.2 and chapter 9).

Streams are read here, and not by way of a library's list of characters, because three things have to be known of each
glyph that such lists leave out: its code (code 0 is a missing glyph), its advance before it was squeezed, and the
marked content that it stands in; and because this takes a third of their time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from dedoc.verify.layout.strings import hex_bytes, literal_bytes, text_of
from dedoc.verify.layout.typefaces import Typeface, Typefaces, seen
from dedoc.verify.layout.unpacking import unpacked

Matrix = tuple[float, float, float, float, float, float]
"""What turns a point (x, y) into (a·x + c·y + e, b·x + d·y + f), as in ISO 32000-1, 8.3.3."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
UNMARKED, ARTIFACT, FORM = -1, -2, -3
"""Instead of the number of a marked content: there is none; it is furniture of the page; it is inside a form."""

DEEPEST = 12
"""So many forms inside each other are drawn; what is deeper draws itself."""

THIN = 3.0
"""An area of at most so many pt in height is a bar."""

TOKEN = re.compile(
    rb"\((?:[^()\\]|\\[\s\S]|\((?:[^()\\]|\\[\s\S]|\((?:[^()\\]|\\[\s\S])*\))*\))*\)"
    rb"|<(?!<)[^>]*>|/[^\s()<>\[\]{}/%]*|[+-]?(?:\d+\.?\d*|\.\d+)|[A-Za-z'\"][A-Za-z0-9*]*|<<|>>|[\[\]]|%[^\r\n]*"
)
STRINGS, PARENTHESIS = frozenset(b"(<"), ord("(")
OPERAND = frozenset(b"(</[]>+-.0123456789")
INLINE_IMAGE = re.compile(rb"(?<=\s)BI\s[\s\S]*?\sID\s[\s\S]*?\sEI(?=\s|$)")


class Run(NamedTuple):
    """Glyphs shown by one operator: where they stand, how large they are, and their marked content.

    ``baseline`` is in pt below the page's upper edge. What there is by the thousand is a tuple: it is made in a third
    of the time of a dataclass.
    """

    baseline: float
    size: float
    font: str
    mark: int
    is_upright: bool


class Glyph(NamedTuple):
    """One glyph: what it stands for, and from where to where it advances, in pt from the page's left edge.

    ``text`` is empty where it stands for a part of what the glyph before it stands for.
    """

    text: str
    left: float
    right: float
    is_missing: bool
    is_space: bool
    run: Run


class Bar(NamedTuple):
    """A horizontal line or thin area: left, right, and its place below the page's upper edge, in pt."""

    left: float
    right: float
    top: float


class Canvas:
    """Takes up what the streams of one page draw; ``left`` and ``top`` are the page's corner in its own space."""

    def __init__(self, typefaces: Typefaces, left: float, top: float, width: float, height: float) -> None:
        self.typefaces = typefaces
        self.left, self.top, self.width, self.height = left, top, width, height
        self.glyphs: list[Glyph] = []
        self.bars: list[Bar] = []


class Pen:
    """Draws one stream on a canvas; its methods are the operators that ``OPERATORS`` names."""

    def __init__(self, canvas: Canvas, resources: Any, matrix: Matrix, mark: int = UNMARKED, depth: int = 0) -> None:
        self.canvas, self.resources, self.depth = canvas, resources, depth
        self.matrix = matrix
        self.fonts: dict[bytes, Typeface | None] = {}
        self.font: Typeface | None = None
        self.size = self.spacing = self.word_spacing = self.leading = self.rise = 0.0
        self.stretch = 1.0
        self.saved: list[tuple[Any, ...]] = []
        self.line = self.text = IDENTITY
        self.point = (0.0, 0.0)
        self.marks = [mark]
        self.spoken: list[str | None] = [None]

    def draw(self, data: bytes) -> None:
        """Carry out the operators one by one; one that is malformed does nothing, as in every reader of PDF."""
        if b"BI" in data:
            data = INLINE_IMAGE.sub(b" ", data)
        known: Mapping[bytes, Callable[[Pen, list[bytes]], None]] = OPERATORS
        operands: list[bytes] = []
        for token in TOKEN.findall(data):
            if token[0] in OPERAND:
                operands.append(token)
                continue
            operator = known.get(token)
            if operator is not None:
                try:  # noqa: SIM105 -- contextlib.suppress takes as long as the operator
                    operator(self, operands)
                except (ValueError, IndexError, TypeError, KeyError, AttributeError):
                    pass
            operands = []

    def save(self, _: list[bytes]) -> None:
        """Keep the parameters (8.4.2)."""
        numbers = (self.size, self.spacing, self.word_spacing, self.stretch, self.leading, self.rise)
        self.saved.append((self.matrix, self.font, *numbers))

    def restore(self, _: list[bytes]) -> None:
        """Take the parameters back that were kept last."""
        if self.saved:
            self.matrix, self.font, *numbers = self.saved.pop()
            self.size, self.spacing, self.word_spacing, self.stretch, self.leading, self.rise = numbers

    def concat(self, operands: list[bytes]) -> None:
        """Change the space that is drawn in (8.3.4)."""
        self.matrix = times(_matrix(operands), self.matrix)

    def begin_text(self, _: list[bytes]) -> None:
        """Begin at the origin."""
        self.line = self.text = IDENTITY

    def set_font(self, operands: list[bytes]) -> None:
        """Choose a font and its size."""
        name = operands[-2]
        if name not in self.fonts:
            self.fonts[name] = self.canvas.typefaces.get(self.resources, name.decode("latin-1"))
        self.font, self.size = self.fonts[name], float(operands[-1])

    def set_number(self, name: str, scale: float, operands: list[bytes]) -> None:
        """Set one of the parameters of text (9.3.1)."""
        setattr(self, name, float(operands[-1]) * scale)

    def set_matrix(self, operands: list[bytes]) -> None:
        """Begin a line at a place of its own (9.4.2)."""
        self.line = self.text = _matrix(operands)

    def move(self, operands: list[bytes]) -> None:
        """Begin a line so much away from where the last one began."""
        x, y = map(float, operands[-2:])
        self.line = self.text = times((1, 0, 0, 1, x, y), self.line)

    def move_and_lead(self, operands: list[bytes]) -> None:
        """Do the same, and keep the distance."""
        self.leading = -float(operands[-1])
        self.move(operands)

    def next_line(self, _: list[bytes]) -> None:
        """Begin a line below the last one."""
        self.line = self.text = times((1, 0, 0, 1, 0, -self.leading), self.line)

    def show_all(self, operands: list[bytes]) -> None:
        """Show strings, with numbers between them that move them apart (9.4.3)."""
        self.show([token for token in operands if token not in (b"[", b"]")])

    def show_last(self, operands: list[bytes]) -> None:
        """Show a string."""
        self.show(operands[-1:])

    def show_below(self, operands: list[bytes]) -> None:
        """Show a string on the next line."""
        self.next_line(operands)
        self.show(operands[-1:])

    def show_spaced(self, operands: list[bytes]) -> None:
        """Show a string on the next line, with other distances."""
        self.word_spacing, self.spacing = float(operands[0]), float(operands[1])
        self.show_below(operands)

    def show(self, tokens: list[bytes]) -> None:
        """Put the glyphs of strings on the canvas; numbers move what follows, in thousandths of the size."""
        font = self.font
        if font is None:
            return
        a, b, c, d, e, f = times(self.text, self.matrix)
        canvas, size, stretch = self.canvas, self.size, self.stretch
        baseline = canvas.top - f - self.rise * d
        run = Run(baseline, abs(size) * (c * c + d * d) ** 0.5, font.name, self.marks[-1], a > 0 < d and b == c == 0)
        start, scale, x = e - canvas.left, a, 0.0
        step, spacing, speaks = size * stretch, self.spacing * stretch, self.spoken[-1] is not None
        # The longest loop of all: what it calls is looked up once, and a record made without detours.
        known, add, new = font.known, canvas.glyphs.append, tuple.__new__
        for token in tokens:
            first = token[0]
            if first not in STRINGS:
                x -= float(token) / 1000 * step
                continue
            for code in font.codes(literal_bytes(token) if first == PARENTHESIS else hex_bytes(token)):
                text, width, is_missing, is_space = known.get(code) or font.shown(code)
                left = start + x * scale
                x += width * step
                if speaks:
                    text, self.spoken[-1] = self.spoken[-1] or "", ""
                add(new(Glyph, (text, left, start + x * scale, is_missing, is_space, run)))
                x += spacing
                if is_space and self.word_spacing:
                    x += self.word_spacing * stretch
        self.text = times((1, 0, 0, 1, x, 0), self.text)

    def begin_mark(self, operands: list[bytes]) -> None:
        """Enter marked content (14.6): its number, whether it is furniture, and what is to be read in its place."""
        mark, spoken = self.marks[-1], self.spoken[-1]
        if operands[:1] == [b"/Artifact"]:
            mark = ARTIFACT
        elif operands[1:] and operands[1][:1] == b"/":
            listed = self.resources.get("/Properties", {}).get(operands[1].decode("latin-1"), {})
            mark = int(listed.get("/MCID", mark))
            spoken = seen(str(listed["/ActualText"])) if "/ActualText" in listed else spoken
        else:
            if b"/MCID" in operands:
                mark = int(operands[operands.index(b"/MCID") + 1])
            spoken = _spoken(operands, spoken)
        self.marks.append(mark)
        self.spoken.append(spoken)

    def end_mark(self, _: list[bytes]) -> None:
        """Leave marked content."""
        if len(self.marks) > 1:
            self.marks.pop()
            said = self.spoken.pop()
            # What is inside something that is spoken as a whole has said it.
            self.spoken[-1] = said if said == "" and self.spoken[-1] is not None else self.spoken[-1]

    def draw_form(self, operands: list[bytes]) -> None:
        """Draw a form (8.10); pictures have no glyphs."""
        form = self.resources.get("/XObject", {}).get(operands[-1].decode("latin-1"))
        if form is None or form.get("/Subtype") != "/Form" or self.depth >= DEEPEST:
            return
        a, b, c, d, e, f = (float(number) for number in form.get("/Matrix", IDENTITY))
        matrix = (a, b, c, d, e, f)
        inner = form.get("/Resources", self.resources)
        mark = FORM if self.marks[-1] == UNMARKED else self.marks[-1]
        pen = Pen(self.canvas, inner, times(matrix, self.matrix), mark, self.depth + 1)
        pen.draw(unpacked(form))

    def place(self, operands: list[bytes]) -> None:
        """Begin a path."""
        self.point = (float(operands[-2]), float(operands[-1]))

    def line_to(self, operands: list[bytes]) -> None:
        """Draw a line; one that is level is a bar."""
        before, self.point = self.point, (float(operands[-2]), float(operands[-1]))
        if before[1] == self.point[1]:
            self._bar(before, self.point)

    def rectangle(self, operands: list[bytes]) -> None:
        """Draw an area; one that is thin is a bar."""
        x, y, width, height = map(float, operands[-4:])
        self._bar((x, y), (x + width, y + height))

    def _bar(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        a, b, c, d, e, f = self.matrix
        (x, y), (u, v) = ((a * x + c * y + e, b * x + d * y + f) for x, y in (start, end))
        if abs(y - v) <= THIN < abs(x - u):
            left, top = self.canvas.left, self.canvas.top
            self.canvas.bars.append(Bar(min(x, u) - left, max(x, u) - left, top - (y + v) / 2))


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the matrix that applies ``inner`` first and ``outer`` then."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _matrix(operands: list[bytes]) -> Matrix:
    a, b, c, d, e, f = map(float, operands[-6:])
    return (a, b, c, d, e, f)


def _spoken(operands: list[bytes], otherwise: str | None) -> str | None:
    if b"/ActualText" not in operands:
        return otherwise
    token = operands[operands.index(b"/ActualText") + 1]
    return seen(text_of(literal_bytes(token) if token[:1] == b"(" else hex_bytes(token)))


def _number(name: str, scale: float = 1) -> Callable[[Pen, list[bytes]], None]:
    return lambda pen, operands: pen.set_number(name, scale, operands)


OPERATORS: Mapping[bytes, Callable[[Pen, list[bytes]], None]] = {
    b"q": Pen.save,
    b"Q": Pen.restore,
    b"cm": Pen.concat,
    b"BT": Pen.begin_text,
    b"Tf": Pen.set_font,
    b"Tc": _number("spacing"),
    b"Tw": _number("word_spacing"),
    b"Tz": _number("stretch", 0.01),
    b"TL": _number("leading"),
    b"Ts": _number("rise"),
    b"Tm": Pen.set_matrix,
    b"Td": Pen.move,
    b"TD": Pen.move_and_lead,
    b"T*": Pen.next_line,
    b"TJ": Pen.show_all,
    b"Tj": Pen.show_last,
    b"'": Pen.show_below,
    b'"': Pen.show_spaced,
    b"BDC": Pen.begin_mark,
    b"BMC": Pen.begin_mark,
    b"EMC": Pen.end_mark,
    b"Do": Pen.draw_form,
    b"m": Pen.place,
    b"l": Pen.line_to,
    b"re": Pen.rectangle,
}
"""What operators do; those left out draw neither text nor bars."""
