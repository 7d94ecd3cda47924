"""Clauses with a figure that is no goal of its own: a part of the figure before it, or why and how it comes about."""

from __future__ import annotations

import re


def is_share_or_reason(clause: str) -> bool:
    """True of 1人あたり5件, それぞれ10件, 30 to existing, by calling 20 a day.

    >>> is_share_or_reason("30 to existing customers"), is_share_or_reason("受注10件")
    (True, False)
    """
    return bool(
        _PART_OF.match(clause) or _SHARE_EN.match(clause) or _EACH.search(clause) or _REASON_EN.match(clause.lstrip())
    )


_EACH = re.compile(r"\b(?:each|apiece)\s*$|(?:それぞれ|ずつ)\s*$")
_PART_OF = re.compile(
    r"\s*(?:根拠|理由|方法|施策|手段|背景|備考|現状|現在|実績|担当)[\s:は]|\s*(?:営業|担当|メンバー|人員|体制|スタッフ)(?:は|が)?\d+(?:名|人)(?:体制)?(?:で|、|。|$)"
    r"|\s*(?:1(?:日|人|社|件|か月|週)|月|週|日)(?:あたり|当たり|平均)|\s*(?:つまり|すなわち|(?:その)?うち|内訳|その内|内、)"
)
_SHARE_EN = re.compile(
    r"\s*\d+ (?:in person|online|offline|remote(?:ly)?|virtual(?:ly)?|by (?:phone|email|mail)|of (?:them|which|these)"
    r"|(?:to|from|for|with) (?:existing|new|current|old|returning))\b"
)
_REASON_EN = re.compile(
    r"(?:so |(?:up|down) (?:by )?[\d.]+% (?:on|from|vs|over|yoy|year)"
    r"|(?:this|that|it|we|which) (?!week|month|quarter|year|aim|want|will|plan|need|target|hope|should)"
    r"|by (?:[a-z]+ ){0,2}[a-z]+ing\b"
    r"|because|to |in order|which|since|given|with |from |using|through|thanks|based)"
)
BREAKDOWN = re.compile(r"\s*(?:内訳|of which|breakdown|split)")
FROM_THERE = re.compile(r"[、。,]?\s?(?:そこから|その中から|そのうち|その中で)")
"""名刺を200枚集め、そこから商談15件: the one comes of the other."""
RESULT_TOLD = re.compile(r"\s*(?:(?:\d{1,2}|先|前|昨|今)?[月年期]?の?実績|実績は)[^、。]{0,4}\d")
"""10月実績31組。 is known, and not wanted."""
