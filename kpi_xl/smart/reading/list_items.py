"""List items: the lines, bullets and numbered points of a cell. A marker (①, 1., ・) is no part of what it marks."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple


class ListItem(NamedTuple):
    """One line or point of a cell."""

    text: str  #: as typed, without its marker
    is_marked: bool


def list_items(text: str) -> list[ListItem]:
    """What the lines and markers of a cell part; one item where it has neither."""
    items = [item for line in _LINES.split(text) for item in _points(line)]
    return [ListItem(words, marked) for words, marked in items if words]


def _points(line: str) -> list[tuple[str, bool]]:
    starts = [(each.start(), each.end()) for each in _CIRCLED.finditer(line)] or _numbered(line) or _bullets(line)
    if not starts:
        return [(_trimmed(line), False)]
    ends = [start for start, _ in starts[1:]] + [len(line)]
    points = [(_trimmed(line[begin:end]), True) for (_, begin), end in zip(starts, ends, strict=True)]
    return [(_trimmed(line[: starts[0][0]]), False), *points]


def _numbered(line: str) -> list[tuple[int, int]]:
    """1. … 2. … or A. … B. … in order; one number alone marks the line that it begins."""
    found, wanted = [], None
    for each in _NUMBER.finditer(line):
        number = int(each["a"] or each["b"]) if each["c"] is None else ord(unicodedata.normalize("NFKC", each["c"]).upper())
        if wanted is None or number == wanted:
            found.append((each.start(), each.end()))
            wanted = number + 1
    return found if len(found) > 1 or (found and not line[: found[0][0]].strip()) else []


def _bullets(line: str) -> list[tuple[int, int]]:
    """・ between words joins them; it marks where a line or a blank comes before it."""
    found = [(each.start(), each.end()) for each in _BULLET.finditer(line)]
    return found if found and (len(found) > 1 or not line[: found[0][0]].strip()) else []


def _trimmed(words: str) -> str:
    return words.strip().strip("、,;；").strip()


_LINES = re.compile(r"[\r\n\v\f\u2028\u2029]+|／|(?<=\s)/(?=\s)")
_CIRCLED = re.compile(r"[①-⓿❶-➓㉑-㉟㊱-㊿]\s*")
_NUMBER = re.compile(
    r"(?:^|(?<=[\s　。、;；:：]))(?:[(（](?P<a>[0-9０-９]{1,2})[)）]|(?P<b>[0-9０-９]{1,2})[.．)）:：](?![0-9０-９])"
    r"|(?P<c>[A-Fa-fＡ-Ｆ])[.．)）](?=\s))\s*"
)
_BULLET = re.compile(r"(?:^|(?<=[\s　]))[\s　]*(?:[・･•●■◆◇□▪▶➤✓✔☐※]|[-*–—](?=[\s　]))[\s　]*")
