"""People: several of them in one cell."""

from __future__ import annotations

import re
from collections.abc import Container

from kpi_xl.definitions.kinds import folded

_APART = re.compile(r"\s*(?://|[、,;；，/／&＆・\n\r|｜])\s*")
_CERTAIN = re.compile(r"//|[、;；，\n\r|｜,]")
_JAPANESE = r"[々〆ヶ\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]+"
_JAPANESE_NAME = re.compile(rf"{_JAPANESE}(?:[ 　]{_JAPANESE})?")
_LATIN_NAME = re.compile(r"[A-Za-zÀ-ɏ.'\-]+(?: [A-Za-zÀ-ɏ.'\-]+)+")
_WITH_MAIL = re.compile(r"([^<>@]+?)\s*[<＜(（]\s*[^<>\s@]+@[^<>\s@]+\.[^<>\s@]+\s*[>＞)）]")
_LEFT = "退職者?|退職済み?|退社|休職中?|異動|無効|削除済み?|inactive|deactivated|disabled|left"
_MARKS = re.compile(rf"[(（\[［【]\s*(?:{_LEFT})\s*[)）\]］】]|(?:さん|様|氏)$", re.IGNORECASE)
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212ー"
_NOBODY = frozenset({
    "空白", "空欄", "未設定", "未割当", "未割り当て", "未割当て", "担当者なし", "担当なし", "該当なし", "なし", "無し", "不明", "未定", "未登録",
    "blank", "none", "null", "n/a", "na", "nan", "unassigned", "nobody", "notassigned", "unknown",
})  # fmt: skip
_NO_PERSON = ("部", "課", "支店", "チーム", "グループ", "室")
_NUMBERS = re.compile(r";#\d+(?=;#|$)")
LONGEST = 12


def people_in(text: str, known: Container[str]) -> tuple[str, ...]:
    """The persons that a cell lists, where it lists several; else nothing.

    A comma also stands in "Sato, Hanako", a stroke in 営業部/佐藤: so both sides must be names that stand alone elsewhere, or
    look like whole names.

    Args:
        known: folded names that stand alone in other cells, or in the plan.

    >>> people_in("佐藤 花子, 鈴木 一郎", ()), people_in("Sato, Hanako", ()), people_in("佐藤/鈴木", {"佐藤", "鈴木"})
    (('佐藤 花子', '鈴木 一郎'), (), ('佐藤', '鈴木'))
    """
    parts = tuple(part for part in (each.strip() for each in _APART.split(text)) if part)
    if len(parts) < 2:
        return ()
    if all(folded(part) in known for part in parts):
        return parts
    if any(folded(part) in known for part in parts) and _CERTAIN.search(text) and all(map(_may_be_name, parts)):
        return parts
    return parts if _CERTAIN.search(text) and all(map(_is_whole_name, parts)) else ()


def is_nobody(text: str) -> bool:
    """Whether a cell says that there is no member, as pivot tables and people write it.

    >>> is_nobody("（空白）"), is_nobody("未設定"), is_nobody("-"), is_nobody("未来")
    (True, True, True, False)
    """
    said = folded(text).strip("()[]<>「」【】")
    return said in _NOBODY or (bool(said) and not said.strip(_DASHES))


def tidied(text: str) -> str:
    """A cell of members without what products put around names: numbers of SharePoint's, brackets of lists.

    >>> tidied("石川 蓮;#12"), tidied("青山 結;#12;#石川 蓮;#13"), tidied("[Mia Braun]")
    ('石川 蓮', '青山 結;石川 蓮', 'Mia Braun')
    """
    if ";#" in text:
        text = _NUMBERS.sub("", text).replace(";#", ";").strip("; ")
    return text[1:-1].strip() if text[:1] == "[" and text.find("]") == len(text) - 1 else text


def bare_name(text: str, known: Container[str]) -> str | None:
    """A name without a mail address, さん or a mark of who left, where the rest is a name that stands alone elsewhere; else None.

    >>> bare_name("佐藤 花子（退職）", {"佐藤花子"}), bare_name("佐藤さん", {"佐藤"}), bare_name("田中さん", {"佐藤"})
    ('佐藤 花子', '佐藤', None)
    >>> bare_name("佐藤 花子 <sato@example.co.jp>", ())
    '佐藤 花子'
    """
    if (match := _WITH_MAIL.fullmatch(text)) and match[1].strip():
        return match[1].strip()
    bare = _MARKS.sub("", text).strip()
    return bare if bare != text and folded(bare) in known else None


def _may_be_name(part: str) -> bool:
    return len(part) <= 2 * LONGEST and not any(character.isdigit() for character in part)


def _is_whole_name(part: str) -> bool:
    if _LATIN_NAME.fullmatch(part):
        return len(part) <= 3 * LONGEST
    is_japanese = _JAPANESE_NAME.fullmatch(part) is not None and 2 <= len(part) <= LONGEST
    return is_japanese and not part.endswith(_NO_PERSON)
