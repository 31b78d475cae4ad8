"""Tracked changes of Word settled as Word settles them: all accepted, or all rejected (ECMA-376-1, 17.13.5)."""

from __future__ import annotations

from dedoc.verify.word.xml import Element, W

RUN_NAMES = {W + "delText": W + "t", W + "delInstrText": W + "instrText"}


def settle(root: Element, *, is_accepted: bool) -> None:
    """Settle all the changes in a text: ends of paragraphs, rows, runs and former properties."""
    goes, stays = ("del", "moveFrom"), ("ins", "moveTo")
    if not is_accepted:
        goes, stays = stays, goes
    _settle_rows(root, goes)
    for item in list(root.iter(*(W + name for name in goes))):
        if item.getparent().tag not in (W + "rPr", W + "trPr"):
            item.getparent().remove(item)
    for link in reversed(list(root.iter(W + "hyperlink"))):
        if not len(link):
            link.getparent().remove(link)
    _settle_paragraphs(root, goes)
    for item in list(root.iter(*(W + name for name in stays))):
        _unwrap(item)
    for item in root.iter(*RUN_NAMES):
        item.tag = RUN_NAMES[item.tag]
    for change in list(root.iter(W + "pPrChange")):
        _settle_properties(change, is_accepted=is_accepted)


def _settle_rows(root: Element, goes: tuple[str, ...]) -> None:
    for row in list(root.iter(W + "tr")):
        if any(row.find(f"{W}trPr/{W}{name}") is not None for name in goes):
            table = row.getparent()
            table.remove(row)
            if table.find(W + "tr") is None:
                table.getparent().remove(table)


def _settle_paragraphs(root: Element, goes: tuple[str, ...]) -> None:
    """Join paragraphs whose end goes with the next one, whose properties hold; without content they are gone."""
    for paragraph in list(root.iter(W + "p")):
        if not any(paragraph.find(f"{W}pPr/{W}rPr/{W}{name}") is not None for name in goes):
            continue
        content = [item for item in paragraph if item.tag != W + "pPr"]
        if any(item.tag not in (W + "bookmarkStart", W + "bookmarkEnd") for item in content):
            following = paragraph.getnext()
            if following is None or following.tag != W + "p":
                continue
            start = 1 if following.find(W + "pPr") is not None else 0
            following[start:start] = content
        paragraph.getparent().remove(paragraph)


def _unwrap(item: Element) -> None:
    """Put what a change holds into its place; a mark that holds nothing is gone."""
    parent = item.getparent()
    if parent is None:
        return
    at = parent.index(item)
    parent[at : at + 1] = list(item)


def _settle_properties(change: Element, *, is_accepted: bool) -> None:
    properties = change.getparent()
    properties.remove(change)
    if not is_accepted:
        section = properties.find(W + "sectPr")
        properties[:] = [*change.find(W + "pPr"), *([] if section is None else [section])]
