"""English times: by Q2, within 3 months, by the end of March, 31 March 2027, per week, before Labor Day."""

from __future__ import annotations

import re
from datetime import timedelta

from kpi_xl.smart.times import english_parts as parts
from kpi_xl.smart.times.english_pattern import ENGLISH_TIMES, WEEKDAYS
from kpi_xl.smart.times.holidays import holiday_on
from kpi_xl.smart.times.past_notes import is_past_note
from kpi_xl.smart.times.spans import Span, Today
from kpi_xl.smart.times.time_phrase import Recurrence, TimePhrase
from kpi_xl.smart.words.answers import SINCE_EVENT
from kpi_xl.smart.words.phrases import any_of

_COMPARED = re.compile(
    rf"(?:\b{any_of('english_times', 'compared')}(?: (?:the|our|last|previous|same|a|average|prior))*"
    r"|(?:year|month|quarter|week)[- ]over|compared|relative) ?$"
)
_ANSWER = re.compile(rf"\b{any_of('answers', 'en')}\w*\b")
_EACH_NEW = re.compile(r"\b(?:each|every|all) new\b")
_DATES = frozenset({"iso", "us", "eu", "short", "dmy", "mdy"})
_ONE_DAY = _DATES | {"dom", "weekday"}
_TO_A_DAY = re.compile(r" (?:to|until|till|through|thru|and) (?:[a-z]{3,9}\.? \d|\d{1,2}[/ ][a-z\d])")
"""From Dec 1 to Dec 24."""
_BEGINS = re.compile(r"\b(?:from|starting|beginning|as of)(?: in| on)? $")
_FISCAL = re.compile(r"\bfy|fiscal|financial|eofy")
_AHEAD = re.compile(r"\b(?:next|nxt|coming|following)\b")
_DUE_BEFORE = re.compile(r"\b(?:due|deadline|by|until|end)\b[ :(=-]*$")
_ALONE_AFTER = re.compile(r"\s*(?:$|[),.;\]])")
CLEARLY_A_DAY = 13  #: from here on 3/31 is no fraction: a year has no more months
LOOK_BACK = 120
_SHORTENS = re.compile(r"\b(?:reduc|shorten|cut|trim|lower|decreas)\w* (?:[a-z'-]+ ){1,5}$")
_TIME_METRIC = re.compile(r"\b(?:time|cycle|length|duration|turnaround|ramp[- ](?:up|time)|days sales outstanding|dso|lead time)\b")


def english_times(text: str, today: Today) -> list[TimePhrase]:
    """The deadlines and recurring periods of a `plain` English text, from left to right."""
    found: list[TimePhrase] = []
    for match in ENGLISH_TIMES.finditer(text):
        is_compared = _COMPARED.search(text, max(0, match.start() - 24), match.start()) is not None
        is_begin = match.lastgroup in _DATES and _TO_A_DAY.match(text, match.end()) is not None
        if is_compared and not is_begin and match.lastgroup not in _NEVER_COMPARED:
            continue
        phrase = _HANDLERS[match.lastgroup or ""](match, today)
        if phrase is not None and match.lastgroup in _ONE_DAY:
            phrase = parts.before_day(text, phrase)
        if phrase is not None and found and (whole := parts.part_of_year(text, found[-1], phrase, today)):
            found[-1] = whole
        elif phrase is not None and not is_past_note(text, phrase, today):
            begins = _BEGINS.search(text, max(0, phrase.start - 16), phrase.start)
            found.append(phrase._replace(is_start=True) if begins else phrase)
    return parts.with_days_of_every_week(found) if len(found) > 1 else found


def _deadline(match: re.Match[str], span: Span | None) -> TimePhrase:
    return TimePhrase(match.start(), match.end(), match[0], span)


def _recurring(match: re.Match[str], every: Recurrence | None) -> TimePhrase:
    return TimePhrase(match.start(), match.end(), match[0], None, every, True)


# --- one handler for each kind of phrase -----------------------------------------------------------------------------


def _iso(match: re.Match[str], today: Today) -> TimePhrase:
    year, month, day = int(match["iso_y"]), int(match["iso_m"]), match["iso_d"]
    return _deadline(match, today.on(month, int(day), year) if day else today.month(month, year))


def _us(match: re.Match[str], today: Today) -> TimePhrase:
    return _deadline(match, today.on(int(match["us_m"]), int(match["us_d"]), parts.full_year(match["us_y"])))


def _eu(match: re.Match[str], today: Today) -> TimePhrase:
    return _deadline(match, today.on(int(match["eu_m"]), int(match["eu_d"]), parts.full_year(match["eu_y"])))


def _short(match: re.Match[str], today: Today) -> TimePhrase | None:
    """By Fri 12/18, due 3/31, by 18/12; 1/3 alone is a third."""
    text, end, day = match.string, match.end(), int(match["short_d"] or match["short_e"])
    is_said = not match[0][0].isdigit() or _DUE_BEFORE.search(text, max(0, match.start() - 12), match.start())
    if not is_said and not (day >= CLEARLY_A_DAY and _ALONE_AFTER.match(text, end)):
        return None
    return _deadline(match, today.on(int(match["short_m"] or match["short_n"]), day))


def _day_month(match: re.Match[str], today: Today) -> TimePhrase:
    kind = match.lastgroup
    year = match[f"{kind}_y"]
    return _deadline(match, today.on(parts.month_number(match[f"{kind}_m"]), int(match[f"{kind}_d"]), int(year) if year else None))


def _month_year(match: re.Match[str], today: Today) -> TimePhrase:
    return _deadline(match, parts.part_of_month(today.month(parts.month_number(match["my_m"]), int(match["my_y"])), match[0]))


def _ends(match: re.Match[str], today: Today) -> TimePhrase:
    unit, offset = match["ends_u"], 1 if " next " in match[0] else 0
    if match["ends_wd"]:
        return _deadline(match, today.weekday(_weekday_number(match["ends_wd"]) or 0))
    if " each " in match[0] or " every " in match[0]:
        return _recurring(match, _PERIODS.get(unit))
    fiscal = unit == "fy" or (unit == "year" and _FISCAL.search(match[0]) is not None)
    return _deadline(match, _named(today, "fiscal year" if fiscal else unit, offset))


def _end_of(match: re.Match[str], today: Today) -> TimePhrase:
    """Year end, EOQ, FY end, year-end 2027."""
    words, year = match[0], match["eo_y"]
    if match["eo_wd"]:
        return _deadline(match, today.weekday(_weekday_number(match["eo_wd"]) or 0))
    if match["eo_q"]:
        return _deadline(match, today.part("quarter", int(match["eo_q"]), int(year) if year else None))
    if match["eo_f"] or _FISCAL.search(words):
        return _deadline(match, today.fiscal_year(int(year)) if year else today.shifted("fiscal year", 0))
    if year:
        return _deadline(match, today.year(int(year)))
    unit = next(unit for mark, unit in _ENDS.items() if mark in words)
    return _deadline(match, today.shifted(unit, 1 if "next " in words else 0))


def _part(match: re.Match[str], today: Today) -> TimePhrase:
    year = parts.full_year(match["part_y"]) if match["part_y"] else None
    quarter, half = match["q"] or match["q_b"], match["h"] or match["h_b"]
    if quarter or half:
        return _deadline(match, parts.before_month(today.part("quarter" if quarter else "half", int(quarter or half), year), match[0], today))
    number, unit = parts.ORDINALS[match["part_n"]], match["part_u"]
    return _deadline(match, today.part(unit, min(number, 2 if unit == "half" else 4), year))


def _closes(match: re.Match[str], today: Today) -> TimePhrase:
    """Finish FY at 2M, close the quarter on 12 wins."""
    return _deadline(match, today.shifted("fiscal year" if _FISCAL.search(match["closes_u"]) else match["closes_u"], 0))


def _fiscal(match: re.Match[str], today: Today) -> TimePhrase:
    return _deadline(match, today.fiscal_year(int(match["fy_y"])))


def _within(match: re.Match[str], today: Today) -> TimePhrase | None:
    """Within 3 months is a deadline; replying within 2 days and cutting a cycle to 30 days are measures."""
    unit, text, start = match["within_u"], match.string, match.start()
    before = max(0, start - LOOK_BACK)
    is_span = match[0].startswith(("within", "in ")) and not _AHEAD.search(match[0])
    if parts.LIMIT.match(match[0]):
        return None
    if "day" in unit and is_span and (_ANSWER.search(text, before, start) or _EACH_NEW.search(text, before, start)):
        return None
    if SINCE_EVENT.match(text, match.end()) or (match[0].startswith("over ") and parts.NONE_BEFORE.search(text, before, start)):
        return None  # live within 14 days of signing, no deal sits over 21 days
    if parts.KEPT.search(text, before, start) or (match[0].startswith("after ") and parts.EVERY_ONE.search(text, before, start)):
        return None  # keep payback within 14 months in FY27, chase every quote after 3 days
    is_measured = unit.startswith("day") and not text.endswith(", ", 0, start) and _TIME_METRIC.search(text, before, start)
    if match[0].startswith(("at ", "on ")) or is_measured or (match[0].startswith("by ") and _SHORTENS.search(text, before, start)):
        return None
    return _deadline(match, today.within(parts.count(match["within_n"]), _unit(unit)))


def _from_now(match: re.Match[str], today: Today) -> TimePhrase:
    return _deadline(match, today.within(parts.count(match["fromnow_n"]), _unit(match["fromnow_u"])))


def _relative(match: re.Match[str], today: Today) -> TimePhrase | None:
    word, unit, words = match["rel_w"], _SHORT.get(match["rel_u"], match["rel_u"]), match[0]
    if word == "the" and words.startswith(("of ", "the ", "at ", "on ")):
        return None
    if match["rel_q"] or match["rel_h"]:
        part, number = ("quarter", match["rel_q"]) if match["rel_q"] else ("half", match["rel_h"])
        return _deadline(match, today.part(part, int(number), None))
    offset = 1 if _AHEAD.search(word) or " coming " in words else 0
    if (day := _weekday_number(unit)) is not None:
        if word == "the":
            return None
        return _deadline(match, _weekday_of(today, day, offset))
    fiscal = unit == "fy" or (unit == "year" and _FISCAL.search(words) is not None)
    return _deadline(match, _named(today, "fiscal year" if fiscal else unit, offset))


def _rate(match: re.Match[str], today: Today) -> TimePhrase | None:
    """50 calls a week recurs; "a year of change" does not count anything."""
    words, unit = match[0], _SHORT.get(match["rate_u"], match["rate_u"])
    if words.startswith(("a ", "an ", "one ")) and match.string.startswith(" of ", match.end()):
        return None
    is_weekday = _weekday_number(unit) is not None
    every = None if "other" in words or "second" in words else _PERIODS.get(unit, Recurrence.WEEK if is_weekday else None)
    return _recurring(match, every)


def _slash_unit(match: re.Match[str], today: Today) -> TimePhrase:
    return _recurring(match, _PERIODS.get(_SHORT.get(match["slash_u"], match["slash_u"])))


def _every_few(match: re.Match[str], today: Today) -> TimePhrase:
    return _recurring(match, None)


def _adverb(match: re.Match[str], today: Today) -> TimePhrase:
    return _recurring(match, _ADVERBS.get(match["adverb_u"]))


def _calendar_year(match: re.Match[str], today: Today) -> TimePhrase | None:
    year, is_fiscal = int(match["calendar_y"]), "fiscal" in match[0] or "fy" in match[0]
    is_compared = match[0].startswith("on ") and year < today.day.year  # up 15% on 2025
    return None if is_compared else _deadline(match, today.fiscal_year(year) if is_fiscal else today.year(year))


def _in_month(match: re.Match[str], today: Today) -> TimePhrase:
    year = match["inmonth_y"]
    span = today.month(parts.month_number(match["inmonth_m"]), int(year) if year else None)
    return _deadline(match, parts.before_month(parts.part_of_month(span, match[0]), match[0], today))


def _day_of_month(match: re.Match[str], today: Today) -> TimePhrase:
    """By the 15th, by the 15th of next month, on the 15th of each month."""
    day, of = int(match["dom_d"]), match["dom_of"] or ""
    if "each" in of or "every" in of:
        return _recurring(match, Recurrence.MONTH)
    if not of:
        return _deadline(match, today.day_of_month(day))
    span = today.shifted("month", 1 if "next" in of else 0)
    return _deadline(match, today.on(span[0].month, day, span[0].year) if span else None)


def _clear_month(match: re.Match[str], today: Today) -> TimePhrase:
    return _deadline(match, today.month(parts.month_number(match["clear_e"] or match["clear_m"])))


def _weekday(match: re.Match[str], today: Today) -> TimePhrase:
    return _deadline(match, today.weekday(_weekday_number(match["weekday_u"] or match["weekday_l"]) or 0))


def _today(match: re.Match[str], today: Today) -> TimePhrase | None:
    if match[0] == "today" and " from " in match.string:
        return None  # from 5 today
    return _deadline(match, today.shifted("day", 1 if "tomorrow" in match[0] else 0))


def _holiday(match: re.Match[str], today: Today) -> TimePhrase:
    """By Christmas is the 25th, before Christmas the 24th."""
    day = holiday_on(match["holiday_n"], today)
    if day and match["holiday_before"]:
        day -= timedelta(days=1)
    return _deadline(match, (day, day + timedelta(days=1)) if day else None)


def _unresolved(match: re.Match[str], today: Today) -> TimePhrase:
    return _deadline(match, None)


def _named(today: Today, unit: str, offset: int) -> Span | None:
    if unit in _SEASONS:
        return today.month(_SEASONS[unit])
    return today.shifted({"today": "day"}.get(unit, unit), offset) if unit in _SHIFTED else None


def _weekday_number(name: str) -> int | None:
    return _DAYS.get(name.rstrip("."))


def _weekday_of(today: Today, number: int, offset: int) -> Span:
    """This Friday is the next one; next Friday that of next week."""
    found = today.day + timedelta(days=(number - today.day.weekday()) % 7)
    if offset:
        found = today.day + timedelta(days=7 - today.day.weekday() + number)
    return found, found + timedelta(days=1)


def _unit(words: str) -> str:
    unit = words.split(" ")[-1].removesuffix("s")
    return _UNITS.get(unit, unit)


_HANDLERS = {
    "iso": _iso, "us": _us, "eu": _eu, "short": _short, "dmy": _day_month, "mdy": _day_month, "my": _month_year, "ends": _ends, "eo": _end_of,
    "part": _part, "fy": _fiscal, "closes": _closes, "within": _within, "fromnow": _from_now, "rel": _relative, "rate": _rate,
    "slash": _slash_unit, "nweeks": _every_few, "adverb": _adverb, "calendar": _calendar_year, "inmonth": _in_month,
    "clear": _clear_month, "weekday": _weekday, "today": _today, "holiday": _holiday, "dom": _day_of_month, "event": _unresolved,
    "summer": _unresolved,
}  # fmt: skip
_DAYS = {name: number for number, day in enumerate(WEEKDAYS) for name in (day, day[:3])} | {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
_NEVER_COMPARED = frozenset({"within", "rate", "slash", "nweeks", "adverb", "fromnow"})
_ENDS = {
    "eod": "day", "cob": "day", "eow": "week", "week": "week", "eom": "month", "month": "month", "eoq": "quarter",
    "quarter": "quarter", "half": "half", "mid": "mid", "eoy": "year", "year": "year", "ye": "year",
}  # fmt: skip
_SHORT = {"wk": "week", "mth": "month", "mo": "month", "qtr": "quarter", "yr": "year"}
_UNITS = _SHORT | {"halve": "half", "half-year": "half", "workday": "day", "fortnight": "week", "sprint": "week"}
_SHIFTED = frozenset({"day", "week", "month", "quarter", "half", "year", "fiscal year", "today"})
_SEASONS = {"spring": 5, "summer": 8, "autumn": 11, "fall": 11, "winter": 2}
_PERIODS = {
    "day": Recurrence.DAY, "workday": Recurrence.DAY, "weekday": Recurrence.DAY, "morning": Recurrence.DAY, "shift": Recurrence.DAY,
    "week": Recurrence.WEEK, "month": Recurrence.MONTH, "year": Recurrence.YEAR, "quarter": Recurrence.QUARTER, "half": Recurrence.HALF,
}  # fmt: skip
_ADVERBS = {
    "daily": Recurrence.DAY, "weekly": Recurrence.WEEK, "monthly": Recurrence.MONTH, "quarterly": Recurrence.QUARTER,
    "yearly": Recurrence.YEAR, "annually": Recurrence.YEAR, "annual": Recurrence.YEAR, "per annum": Recurrence.YEAR, "p.a.": Recurrence.YEAR,
}  # fmt: skip
