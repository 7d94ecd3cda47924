"""Blocks: forms that stand below one another, each with its goal and its own deadline or present value (目標①：… 期限：… 目標②：…)."""

from __future__ import annotations

import re


def blocks_in(text: str) -> list[str]:
    """The forms of a cell; nothing where there are not several, or where one of them leaves its labels to the others."""
    if found := _numbered(text) or _paragraphs(text):
        return found
    labels = list(_GOAL.finditer(text))
    starts = [each.start() for each in labels]
    if len(starts) < FEWEST or text[: starts[0]].strip() or len({each["label"].lower() for each in labels}) > 1:
        return []
    found = [text[begin:end].strip() for begin, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    return found if all(_NOTE.search(block) for block in found) else []


def _numbered(text: str) -> list[str]:
    """①更新率96％以上 with 現状93％。年度末まで below it, and so each: what stands below a number is of that goal alone."""
    starts = [each.start() for each in _NUMBERED.finditer(text)]
    if len(starts) < FEWEST or text[: starts[0]].strip():
        return []
    found = [text[begin:end].strip() for begin, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    return [_MARKER.sub("", block) for block in found] if all(_TWO_LINES.match(block) for block in found) else []


def _paragraphs(text: str) -> list[str]:
    """Onboarding over its figure, a blank line, Adoption over its own: each paragraph is a heading and a line."""
    found = [each.strip() for each in _BLANK_LINE.split(text.strip())]
    return found if len(found) >= FEWEST and all(_HEAD_AND_FIGURE.fullmatch(each) for each in found) else []


FEWEST = 2
_BLANK_LINE = re.compile(r"\n[ \t\u3000]*\n\s*")
_HEAD_AND_FIGURE = re.compile(r"(?![・･•●■◆*-])[^\n\d０-９:：]{2,24}\n(?![・･•●■◆*-])[^\n]*[0-9０-９][^\n]*")
_MARKER = re.compile(r"\s*(?:[①-⑳]|[(（]?\d{1,2}[.)．）])\s*")
_NUMBERED = re.compile(rf"(?:^|(?<=\n)){_MARKER.pattern}(?=[^\n]*[0-9０-９])")
_TWO_LINES = re.compile(r"[^\n]+\n(?![ 　]*[・･●■◆-])[^\n]*(?:まで|迄|中|末|現状|現在|実績|今|前|by|now|due|from|was)[^\n]*$", re.IGNORECASE)
_GOAL = re.compile(
    r"(?:^|(?<=\n))[ \u3000]*(?:[①-⑳]|\d{1,2}[.)．）]|[・●■◆-])?\s*【?"
    r"(?P<label>目標|ゴール|goal|target|objective)\s?(?:[0-9０-９]{1,2}|[①-⑨])?\s?[:：】]",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(?:^|[\s　／/、;；|｜（(【・-])(?:期限|期日|締め?切り?|〆切|現状|現在|実績"
    r"|deadline|due|by when|now|current|today|baseline|status|進捗|状況)\s?(?:値|日)?[:：】]",
    re.IGNORECASE,
)
