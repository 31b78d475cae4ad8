"""What the structure of a tagged PDF says of its marked contents (ISO 32000-1, 14.7 and 14.8.4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any, NamedTuple


class Role(Enum):
    """What a piece of text is to its reader."""

    TEXT = "text"
    HEADING = "heading"
    NOTE = "note"
    CAPTION = "caption"
    CONTENTS = "contents"
    TABLE = "table"
    LIST = "list"
    QUOTATION = "quotation"
    FIGURE = "figure"
    FURNITURE = "furniture"


ROLES = {
    "H": Role.HEADING,
    **{f"H{level}": Role.HEADING for level in range(1, 7)},
    "Title": Role.HEADING,
    "Note": Role.NOTE,
    "FENote": Role.NOTE,
    "Caption": Role.CAPTION,
    "TOC": Role.CONTENTS,
    "Index": Role.CONTENTS,
    "Table": Role.TABLE,
    "L": Role.LIST,
    "BlockQuote": Role.QUOTATION,
    "Figure": Role.FIGURE,
    "Formula": Role.FIGURE,
    "Artifact": Role.FURNITURE,
}
"""The roles that standard types of structure give to all that is inside them."""

BLOCKS = frozenset(("P", "TOCI", "LI", "LBody", "TD", "TH", *ROLES))
"""The types that begin a block of their own; those inside a line do not."""

DEEPEST = 200


class Tag(NamedTuple):
    """What a marked content is.

    ``block`` tells the paragraphs, cells and entries apart, and ``type`` is that of the block; ``whole`` tells the
    notes, tables and lists apart that blocks are in.
    """

    role: Role
    block: int
    type: str = "P"
    whole: int = 0


UNTAGGED = Tag(Role.TEXT, 0, "")
"""What stands outside the structure, or in a PDF that has none."""


def read_tags(root: Any, pages: Mapping[tuple[int, int], int]) -> dict[tuple[int, int], Tag]:
    """Return the tags by page (from 0) and number of marked content; ``pages`` are the pages by object."""
    tree = root.get("/StructTreeRoot")
    if tree is None:
        return {}
    return dict(_Reader(tree.get("/RoleMap", {}), pages).read(tree.get("/K"), UNTAGGED, -1))


class _Reader:
    """Walks the tree and counts the blocks."""

    def __init__(self, names: Any, pages: Mapping[tuple[int, int], int]) -> None:
        import pikepdf  # noqa: PLC0415 -- only who reads a PDF needs it

        self.Array, self.Dictionary = pikepdf.Array, pikepdf.Dictionary
        self.names = {str(key): str(value) for key, value in names.items()}
        self.pages = pages
        self.blocks = 0

    def read(self, node: Any, tag: Tag, page: int, depth: int = 0) -> Iterator[tuple[tuple[int, int], Tag]]:
        """Yield what is below a node: an element, a number of marked content, a reference to one, or a list."""
        if isinstance(node, int):
            yield (page, node), tag
        elif depth > DEEPEST:
            return
        elif isinstance(node, self.Array):
            for child in node:
                yield from self.read(child, tag, page, depth + 1)
        elif isinstance(node, self.Dictionary):
            own = node.get("/Pg")
            page = self.pages.get(own.objgen, page) if own is not None else page
            if "/MCID" in node:
                yield (page, int(node["/MCID"])), tag
            elif "/S" in node:
                inside = self._inside(str(node["/S"]), tag)
                if inside.type == "P" and inside.role is Role.TEXT and self._is_link(node.get("/K")):
                    inside = inside._replace(role=Role.CONTENTS)
                yield from self.read(node.get("/K"), inside, page, depth + 1)

    def _is_link(self, content: Any) -> bool:
        """Whether a paragraph is one link and nothing else, as entries of lists of figures are."""
        if isinstance(content, self.Array) and len(content) == 1:
            content = content[0]
        return isinstance(content, self.Dictionary) and str(content.get("/S", "")) == "/Link"

    def _inside(self, name: str, tag: Tag) -> Tag:
        """Return the tag of what is inside an element; a table in a list is a table, a paragraph in it a list."""
        for _ in range(8):
            if name[1:] in BLOCKS or name not in self.names:
                break
            name = self.names[name]
        name = name[1:]
        if name not in BLOCKS:
            return tag
        self.blocks += 1
        return Tag(ROLES.get(name, tag.role), self.blocks, name, self.blocks if name in ROLES else tag.whole)
