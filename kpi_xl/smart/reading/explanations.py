"""Explanations: sentences beside a goal that say why, how or from where, and set no goal of their own."""

from __future__ import annotations

import re


def has_sentences(text: str) -> bool:
    """True where one sentence may follow another."""
    return "。" in text or ". " in text


def explains(text: str, start: int, end: int) -> bool:
    """True of a clause in a later sentence that begins or ends as an explanation (そのために…, 先月は…見込み, Last quarter we won 7)."""
    begin = max((text.rfind(mark, 0, start) + len(mark) for mark in _SENTENCE_ENDS if text.rfind(mark, 0, start) >= 0), default=0)
    if not begin and not _ASIDE.match(text, start):
        return False
    stop = min((at for mark in _SENTENCE_ENDS if (at := text.find(mark, end)) >= 0), default=len(text))
    sentence = text[begin or start : stop].strip(" 。.!")
    return _BEGINS.match(sentence) is not None or _ENDS.search(sentence) is not None


_SENTENCE_ENDS = ("。", ". ")
_ASIDE = re.compile(r"\s*(?:その(?:ため|理由|根拠|方法|手段)|なぜなら|理由は|根拠は|方法は|手段は|施策は|ちなみに|なお)")
_BEGINS = re.compile(
    r"(?:その(?:ため|うち|内|手段|方法|結果|理由|根拠|分)|このため|なぜなら|というのも|理由は|根拠は|背景は|狙いは|目的は"
    r"|これ(?:は|により|によって|で)|具体的に(?:は)?|方法は|手段は|手段として|施策は|施策として|打ち手は|内訳は|うち|例えば|たとえば|ちなみに|なお|参考|前提は)"
    r"|(?:this|that|it|we|which|there|because|since|our|these|those|i) (?!week|month|quarter|year|fy|fiscal|half|target|goal|aim)"
    r"|last (?:week|month|quarter|year|half|time|season)\b|(?:the )?(?:reason|why|how|means|basis|background|context|note|fyi)\b"
    r"|(?:for|to do|to get|with) (?:this|that|there)\b"
)
_ENDS = re.compile(
    r"(?:見込み?|見通し|計算|想定|ため|から|ので|だった|でした|ている|ていた|てある|足りる|済み?"
    r"|届く|いける|可能|十分|現実的|根拠|[たるい]はず)"
    r"(?:です|だ|である|と(?:考え|見)(?:る|ます|ている))?$"
    r"|(?:ています|ていました|ました|あります|足ります|届きます|いけます|できます|できる)$"
)
