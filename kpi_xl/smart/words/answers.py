"""Answers: days that say how fast somebody is answered, not by when a goal is reached (見積の回答を2営業日以内にする)."""

from __future__ import annotations

import re

from kpi_xl.smart.words.phrases import any_of

_LONGEST = 14


def is_answered_within(text: str, start: int, end: int) -> bool:
    """True of days from *start* to *end*, the latter before their 以内, within which an answer is to be made."""
    return _MADE_SO.match(text, end) is not None and _ANSWERED.search(text, max(0, start - _LONGEST), start) is not None


SINCE = re.compile(r"(?:(?<![前今直午最])後|(?<![今れ])から|受けて|[ァ-ヶー一-龥](?<![月日末年度期])まで|後の[^、。\d]{1,10}を)\s?$")
"""商談後, 面談設定まで: days after these say how long something takes."""
_ANSWERED = re.compile(rf"(?:{any_of('answers', 'ja')}|見積(?:提示|作成)?|出荷|発送|配送)(?:まで)?[をは]$")
_MADE_SO = re.compile(r"以内に?(?:$|[。、)]|する|し(?:ます|たい|て)|短縮|抑え|収め|徹底)")
SINCE_EVENT = re.compile(
    r" (?:of|after|from) (?:signing|sign-?up|purchase|delivery|receipt|contract|kick-?off|go-?live|order|request|inquiry|close)\b"
)
"""Within 14 days of signing: how long each takes, no deadline."""
