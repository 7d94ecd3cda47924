"""Due words: a deadline that is said once for all, as it is put into each goal."""

from __future__ import annotations

import re

from kpi_xl.smart.words.phrases import any_of


def due_in_english(words: str) -> str:
    """By Jan 29, in Q4; a time with its own word (this quarter, by Friday) keeps it."""
    words = _OF_MONTH.sub(r"\g<by>\g<month>", _DUE.sub("", words))
    if _PREPOSITION.match(words):
        words = words[:1].lower() + words[1:]
        return f"in {words[4:]}" if words.startswith("for ") else words
    if words.lower().endswith(" end"):
        return f"by {words}"
    return f"by {words}" if _WITH_A_DAY.search(words) or not _PERIOD.match(words) else f"in {words}"


def with_aside(text: str, words: str) -> str:
    """受注10件（3月末）, 更新率90%（今85%、3月末）: words in brackets at the end of a Japanese text, within those that stand there."""
    text = text.rstrip()
    return f"{text[:-1]}、{words}{text[-1]}" if text.endswith(("）", ")")) else f"{text}（{words}）"


def due_in_japanese(words: str) -> str:
    """3月末までに, 来期中に, 年内に."""
    if words.endswith(("まで", "迄")):
        return f"{words}に"
    if words.endswith(("中", "内", "いっぱい", "一杯")) or _FROM_TO.search(words):
        return f"{words}に"
    return f"{words}中に" if _PERIOD_JA.search(words) else f"{words}までに"


_FROM_TO = re.compile(r"\d[日月]?[〜~～]\d")
"""2/17〜19: what happens then is not done by then."""
_DUE = re.compile(r"^(?:due|deadline)(?: date)?[:\s]+(?:by |on )?", re.IGNORECASE)
_OF_MONTH = re.compile(
    rf"^(?P<by>(?:by|before|until|in|for|during|over) )the (?P<month>{any_of('english_times', 'months')})$", re.IGNORECASE
)
"""By the March, of by the March session."""
_PREPOSITION = re.compile(r"(?:by|before|until|till|for|in|on|within|during|through|thru|over|at|this|next|no|not|due)\b", re.IGNORECASE)
_PERIOD = re.compile(r"(?:[1-4]?[qh][1-4]?\b|fy|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)
_WITH_A_DAY = re.compile(r"\d/\d|\b[a-z]{3,9}\.? \d{1,2}\b|\b\d{1,2} [a-z]{3}", re.IGNORECASE)
_PERIOD_JA = re.compile(r"(?:[今来翌本当]?(?:月|期|週|年度|年|四半期|上期|下期|半期)|[1-4][QqＱ]|[QqＱ][1-4])$")
