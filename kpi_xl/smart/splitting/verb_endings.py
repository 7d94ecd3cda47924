"""Verb endings: a Japanese verb that leads on to another clause, as it ends a sentence."""

from __future__ import annotations

import re


def ended(words: str) -> str:
    """A verb that leads on (増やし) as it ends a sentence (増やす)."""
    words = _DOING.sub("", words)
    if not words:
        return words
    last, before = words[-1], words[-2:-1]
    if last == "し":
        is_suru = not ("ぁ" <= before <= "ん") or before in "にをと" or not before
        is_su = before in _SU_VERBS and not "一" <= words[-3:-2] <= "龥"  # 出し, and 提出し
        return words[:-1] + ("する" if is_suru and not is_su else "す")
    if last in _STEMS:
        return words[:-1] + _STEMS[last]
    return words + "る" if last in _E_STEMS and ("一" <= before <= "龥") else words


_DOING = re.compile(r"(?<=[いきしちみりぎびえけせめれ])(?:つつ|ながら)$|(?<=し)て$")
_STEMS = {"り": "る", "い": "う", "き": "く", "ち": "つ", "み": "む", "び": "ぶ", "ぎ": "ぐ"}
_E_STEMS = "えけげせぜてでねべめれ"
_SU_VERBS = "出話示返押貸渡直残回起"
"""Kanji before し of verbs in す; after any other kanji it is する."""
