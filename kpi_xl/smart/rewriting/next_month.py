"""A goal sentence of one month as a person would write it for a later one: 11月30日 becomes 12月31日, November December.

Only what names the old month moves: its last day to the last day, any other day to the same one (the 31st to the 30th where
there is none). Other months, such as a deadline beyond, past results and words like 今月末 stay as they were typed.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from kpi_xl.periods import Month

REIWA = 2018
"""令和1年 is 2019."""


@dataclass(frozen=True)
class MovedSentence:
    """The sentence of the later month, and what changed in it."""

    text: str
    changes: tuple[tuple[str, str], ...] = ()  #: each day or month before and after, once


@dataclass(frozen=True)
class _Turn:
    """From which month to which; the fiscal year begins with *first_month*."""

    old: Month
    new: Month
    first_month: int

    def day(self, text: str) -> str | None:
        """The day of the new month, as wide and as padded as *text*; None where the old month has no such day."""
        day, last = int(text), _last_day(self.old)
        if not 1 <= day <= last:
            return None
        moved = _last_day(self.new) if day == last else min(day, _last_day(self.new))
        return _as_written(moved, text)

    def month(self, text: str) -> str | None:
        return _as_written(self.new.month, text) if int(text) == self.old.month else None

    def year(self, text: str, is_fiscal: bool = False, base: int = 0) -> str | None:
        """The new year where *text* is the old one: calendar or fiscal, of four digits or two, or counted from *base*."""
        old, new = (self._fiscal(month) if is_fiscal else month.year for month in (self.old, self.new))
        for offset in (base,) if base else (0, 2000):
            if int(text) == old - offset:
                return _as_written(new - offset, text)
        return None

    def _fiscal(self, month: Month) -> int:
        return month.year - (month.month < self.first_month)


def moved_to(text: str, old: Month, new: Month, first_month: int = 4) -> MovedSentence:
    """The sentence *text* of the month *old* for the month *new*.

    >>> november, december = Month(2026, 11), Month(2026, 12)
    >>> moved_to("新規商談数を月間30件から今月末（11月30日）までに50件に増やす", november, december).text
    '新規商談数を月間30件から今月末（12月31日）までに50件に増やす'
    >>> moved_to("Win 15 deals by Nov 30, 2026", november, december).text
    'Win 15 deals by Dec 31, 2026'
    >>> moved_to("2027年3月末までに月50件", november, december).changes
    ()
    """
    turn = _Turn(old, new, first_month)
    changes: dict[str, str] = {}
    for pattern, rewritten in _FORMS:
        text = pattern.sub(partial(_moved, turn, rewritten, changes), text)
    return MovedSentence(text, tuple(changes.items()))


def _moved(
    turn: _Turn, rewritten: Callable[[_Turn, re.Match[str]], str | None], changes: dict[str, str], match: re.Match[str]
) -> str:
    if _begins_longer(match, turn):
        return match[0]
    after = rewritten(turn, match)
    if after is None:
        return match[0]
    before = match.groupdict().get("before") or ""  # "by" is told of no day
    changes[match[0].removeprefix(before)] = after.removeprefix(before)
    return after


def _begins_longer(match: re.Match[str], turn: _Turn) -> bool:
    """11月から3月末まで: a span that ends beyond the month goes on as it is."""
    end = _SPAN.match(match.string, match.end())
    if end is None:
        return False
    month = end["kanji"] or end["english"]
    number = int(month) if month.isdecimal() else _ENGLISH.get(month[:3].lower(), 0)
    return 1 <= number <= 12 and number != turn.old.month


# --- Japanese, and days in figures ----------------------------------------------------------------------------------------


def _japanese(turn: _Turn, match: re.Match[str]) -> str | None:
    year = _japanese_year(turn, match)
    month = turn.month(match["m"])
    day = turn.day(match["d"]) if match["d"] else ""
    if year is None or month is None or day is None:
        return None
    shown = f"{year}{month}月{match['between'] or ''}{day}" + ("日" if day else "")
    return shown + _weekday(turn, match, day)


def _japanese_year(turn: _Turn, match: re.Match[str]) -> str | None:
    """What stands before the month, moved; "" for nothing, None where it is another year."""
    if match["y"] is None:
        return ""
    era = match["era"] or ""
    year = turn.year("1" if match["y"] == "元" else match["y"], bool(match["fiscal"]), REIWA if era else 0)
    return None if year is None else f"{era}{year}{match['unit']}"


def _weekday(turn: _Turn, match: re.Match[str], day: str) -> str:
    """（月） behind a day, moved with it where it was right."""
    if not match["weekday"]:
        return ""
    open_, sign, close = match["open"], match["weekday"], match["close"]
    if not day or _DAYS[date(turn.old.year, turn.old.month, int(match["d"])).weekday()] != sign:
        return f"{open_}{sign}{close}"
    return f"{open_}{_DAYS[date(turn.new.year, turn.new.month, int(day)).weekday()]}{close}"


def _figures(turn: _Turn, match: re.Match[str]) -> str | None:
    """2026-11-30, 2026/11, 11/30."""
    year = turn.year(match["y"]) if match["y"] else ""
    month = turn.month(match["m"])
    day = turn.day(match["d"]) if match["d"] else ""
    if year is None or month is None or day is None:
        return None
    padded = month.zfill(2) if match["first"] == "-" else month
    return f"{year}{match['first'] or ''}{padded}{match['second'] or ''}{day}"


def _kanji(turn: _Turn, match: re.Match[str]) -> str | None:
    """十一月."""
    return f"{_KANJI[turn.new.month - 1]}月" if match["m"] == _KANJI[turn.old.month - 1] else None


# --- English --------------------------------------------------------------------------------------------------------------


def _english(turn: _Turn, match: re.Match[str]) -> str | None:
    if _ENGLISH[match["m"][:3].lower()] != turn.old.month:
        return None
    if turn.old.month == _MAY and not (match["before"] or match["d"] or match["y"]):
        return None  # "may" is a verb, too
    day = turn.day(match["d"]) if match["d"] else ""
    early = turn.day(match["early"]) if match["early"] else ""
    year = turn.year(match["y"]) if match["y"] else ""
    if day is None or early is None or year is None:
        return None
    first = f"{match['before'] or ''}{early}{_ordinal(early, match['early_th'])}{match['early_gap'] or ''}"
    rest = f"{match['gap'] or ''}{day}{_ordinal(day, match['th'])}{match['comma'] or ''}{year}"
    return f"{first}{_month_name(turn.new, match['m'])}{match['dot'] or ''}{rest}"


def _month_name(month: Month, like: str) -> str:
    """As long as the one that was typed; May and Sept are what they are."""
    name = calendar.month_name[month.month]
    return name if len(like) > 4 or like in ("June", "July") else name[:3]


def _ordinal(day: str, typed: str | None) -> str:
    if not typed:
        return ""
    number = int(day)
    return "th" if 11 <= number <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


# --- words ----------------------------------------------------------------------------------------------------------------


def _last_day(month: Month) -> int:
    return calendar.monthrange(month.year, month.month)[1]


def _as_written(number: int, like: str) -> str:
    """As padded and as wide as what was typed: １１ becomes １２, 09 becomes 10."""
    shown = f"{number:0{len(like)}d}" if like.startswith(("0", "０")) else str(number)
    return shown.translate(_WIDE) if any(mark > "9" for mark in like) else shown


_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_DAYS = "月火水木金土日"
_KANJI = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_ENGLISH = {name.lower(): place for place, name in enumerate(calendar.month_abbr) if name}
_MAY = 5
_NAMES = "|".join([*calendar.month_name[1:], "Sept", *calendar.month_abbr[1:]])
_COMPARED = r"(?!\s?(?:度)?(?:の)?(?:実績|[一-龥]{0,4}比|並み|より)|[額給商報次間謝見光])"
_SPAN = re.compile(
    rf"\s?(?:から|より|[〜～~–—-]|\bto\b|\bthrough\b|\buntil\b)\s?(?:(?:20)?\d\d年度?の?)?(?:(?P<kanji>\d{{1,2}})[月/]|(?P<english>{_NAMES})\b)"
)
_FORMS: tuple[tuple[re.Pattern[str], Callable[[_Turn, re.Match[str]], str | None]], ...] = (
    (
        re.compile(
            r"(?:(?P<era>令和\s?|[RＲ])?(?P<y>\d{4}|\d{2}|元|(?<=令和)\d|(?<=[RＲ])\d)(?P<unit>年(?P<fiscal>度)?の?\s?))?(?<![\d第.．/])"
            rf"(?P<m>\d{{1,2}})月(?:(?P<between>\s?)(?P<d>\d{{1,2}})日(?P<open>[(（])?(?(open)(?P<weekday>[{_DAYS}])(?P<close>(?:曜日?)?[)）])))?{_COMPARED}"
        ),
        _japanese,
    ),
    (re.compile(rf"(?<![十一二三四五六七八九]){'(?P<m>十[一二]?|[一二三四五六七八九])'}月{_COMPARED}"), _kanji),
    (
        re.compile(
            r"(?<![\d./／-])(?:(?P<y>\d{4})(?P<first>[/／.-]))(?P<m>\d{1,2})(?:(?P<second>[/／.-])(?P<d>\d{1,2}))?(?![\d/／%-])"
        ),
        _figures,
    ),
    (
        re.compile(
            r"(?<![\d./／-])(?P<y>(?!))?(?P<first>(?!))?(?P<m>\d{1,2})(?P<second>[/／])(?P<d>\d{1,2})(?![\d/／.%人名社件])"
        ),
        _figures,
    ),
    (
        re.compile(
            r"(?P<before>\b(?:by|in|of|until|till|through|this|mid-?|early|late|end|before|for|during)\s)?"
            r"(?:\b(?P<early>\d{1,2})(?P<early_th>st|nd|rd|th)?(?P<early_gap>\s(?:of\s)?))?"
            rf"\b(?P<m>{_NAMES})\b(?P<dot>\.)?(?:(?P<gap>\s)(?P<d>\d{{1,2}})(?P<th>st|nd|rd|th)?\b(?!,?\d))?(?:(?P<comma>,?\s)(?P<y>20\d\d)\b)?"
        ),
        _english,
    ),
)
