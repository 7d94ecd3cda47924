"""Text as people type it, made comparable: full-width letters, circled numbers, odd dashes and spaces."""

from __future__ import annotations

import re
import unicodedata

_CIRCLED = {code: " " for first, last in ((0x2460, 0x24FF), (0x2776, 0x2793), (0x3251, 0x325F), (0x32B1, 0x32BF))
            for code in range(first, last + 1)}  # fmt: skip
"""① numbers a list; NFKC would turn it into a figure."""

_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), " ")
_DASHES = dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0xFE63), "-")
_WAVES = dict.fromkeys((0x301C, 0x223C, 0x223E), "~")
_ARROWS = dict.fromkeys((0x21D2, 0x27A1, 0x2794, 0x21E8), "→")
_QUOTES = {0x2019: "'", 0x2018: "'"}
_BEFORE = {**_CONTROLS, **_CIRCLED, **_DASHES, **_WAVES, **_ARROWS, **_QUOTES, 0x200B: "", 0xFEFF: "", 0x00AD: ""}
_ODD = re.compile(f"[{re.escape(''.join(map(chr, _BEFORE)))}]")
_FRACTION_SLASH = "\u2044"  # what NFKC makes of ½ and ⅓

_TO_FILL = re.compile(
    r"\(?(?:now |last [a-z]+: |target: |現在は|直近は|これまでは|期限[:：]|目的[:：]|目標)?(?:〔[^〔〕]{1,20}〕"
    r"|\[(?:indicator|current value|result|target|deadline|purpose|how many, or what counts as done)\])\)?"
)
_LABEL = re.compile(r"\s*(?:【[^】]{1,12}】|[^:a-z0-9]{1,12}:)(?=\s*[a-z]{2,} [a-z0-9$])")
_JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龥々]")


def tidied(text: str) -> str:
    """*text* in one width, with one kind of dash, arrow and space, without control characters."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    if _ODD.search(text):
        text = text.translate(_BEFORE)
    return " ".join(unicodedata.normalize("NFKC", text).replace(_FRACTION_SLASH, "/").split())


def plain(text: str) -> str:
    """*text* as it is compared: `tidied`, in small letters.

    >>> plain("新規ＡＲＲを５０件 → 60件")
    '新規arrを50件 → 60件'
    """
    return tidied(text).lower()


def is_japanese(text: str) -> bool:
    """True of any Japanese character but those of a label before an English sentence (目標: book 30 demos)."""
    if text.isascii() or _JAPANESE.search(text) is None:
        return False
    label = _LABEL.match(text)
    return label is None or _JAPANESE.search(text, label.end()) is not None


def without_blanks(text: str) -> str:
    """*text* with what is still to be filled in (〔現在値〕, [deadline]) replaced by spaces: it says nothing yet."""
    if "〔" not in text and "[" not in text:
        return text
    return _TO_FILL.sub(lambda match: " " * (len(match[0]) - 1) + (")" if match[0].endswith(")") else " "), text)


def blanked(text: str, spans: list[tuple[int, int]]) -> str:
    """*text* with the *spans* replaced by spaces, every other character in its place."""
    if not spans:
        return text
    parts, last = [], 0
    for start, end in sorted(spans):
        if start >= last:
            parts += [text[last:start], " " * (end - start)]
            last = end
    return "".join([*parts, text[last:]])
