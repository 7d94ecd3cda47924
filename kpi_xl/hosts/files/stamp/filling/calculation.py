"""The workbook's order to calculate, and its chain of formula cells."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from kpi_xl.hosts.files.stamp.workbook.markup import prefix_of, value_of, with_attribute

CALC_CHAIN = "xl/calcChain.xml"


def with_full_calculation(workbook: bytes) -> bytes:
    """workbook.xml that has Excel calculate everything when it loads."""
    p = prefix_of(workbook)
    match = re.search(rb"<%scalcPr(?=[\s/>])([^>]*?)(/?)>" % p, workbook)
    if match is not None:
        if value_of(match[1], "fullCalcOnLoad") in ("1", "true"):
            return workbook
        tag = with_attribute(match[1], "fullCalcOnLoad", "1")
        return b"%s<%scalcPr%s%s>%s" % (workbook[: match.start()], p, tag, match[2], workbook[match.end() :])
    # the schema's order: sheets, functionGroups, externalReferences, definedNames, then calcPr
    for element in (b"definedNames", b"externalReferences", b"functionGroups", b"sheets"):
        end = b"</%s%s>" % (p, element)
        at = workbook.find(end)
        if at >= 0:
            at += len(end)
            return b'%s<%scalcPr fullCalcOnLoad="1"/>%s' % (workbook[:at], p, workbook[at:])
    return workbook


Link = tuple[str, str]  # sheet id, cell


def with_chain(chain: bytes, without: Collection[Link], added: Sequence[Link]) -> bytes | None:
    """calcChain.xml without some cells and with others at its end; None where no cell is left."""
    p = prefix_of(chain)
    pieces, position, sheet, said, kept = [], 0, "", "", 0
    link = re.compile(rb"<%sc\s([^>]*?)/?>" % p)
    end = chain.rfind(b"</%scalcChain>" % p)
    for match in link.finditer(chain):
        sheet = value_of(match[1], "i") or sheet  # a link without i is on the sheet of the one before
        pieces.append(chain[position : match.start()])
        position = match.end()
        if (sheet, value_of(match[1], "r") or "") in without:
            continue
        tag = match[0]
        if sheet != said and value_of(match[1], "i") is None:
            tag = b'<%sc %s i="%s"/>' % (p, match[1].rstrip(), sheet.encode())
        pieces.append(tag)
        said, kept = sheet, kept + 1
    if not kept and not added:
        return None
    new = [b'<%sc r="%s" i="%s"/>' % (p, cell.encode(), each.encode()) for each, cell in added]
    return b"".join([*pieces, chain[position:end], *new, chain[end:]])


def without_override(content_types: bytes, part: str) -> bytes:
    return re.sub(rb'<(?:\w+:)?Override\s[^>]*?PartName="/%s"[^>]*?/>' % re.escape(part.encode()), b"", content_types)


def without_relation(relations: bytes, kind: str) -> bytes:
    return re.sub(rb'<(?:\w+:)?Relationship\s[^>]*?/%s"[^>]*?/>' % kind.encode(), b"", relations)
