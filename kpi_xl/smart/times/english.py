"""English times: by Q2, within 3 months, by the end of March, 31 March 2027, per week, before Labor Day."""

from __future__ import annotations

import re

from kpi_xl.periods import Period
from kpi_xl.smart.times.spans import Span, Today
from kpi_xl.smart.times.time_phrase import TimePhrase
from kpi_xl.smart.words.phrases import any_of

_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = rf"(?:{'|'.join(_WEEKDAYS)})"
_COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "eighteen": 18, "twenty": 20, "thirty": 30, "sixty": 60, "ninety": 90,
}  # fmt: skip
_COUNT = rf"(?:\d+(?:\.\d+)?|{'|'.join(_COUNTS)})"
_UNIT = rf"(?:{any_of('english_times', 'kinds_of_unit')} )?{any_of('english_times', 'units')}"
_BY = any_of("english_times", "by")
_ON = rf"(?:{any_of('english_times', 'on')} )?"
_NAMES = rf"{any_of('english_times', 'months')}\b\.?"
_CLEAR_NAMES = rf"{any_of('english_times', 'clear_months')}\b"
_SEASON = any_of("english_times", "seasons")
_METRIC = rf"(?! ?{any_of('english_times', 'metric_names')})"
_HOLIDAYS = any_of("english_times", "holidays")
_EVENT = rf"(?:[a-z'-]+ ){{0,3}}{any_of('english_times', 'events')}\b"
_NOT_YEAR = any_of("english_times", "not_years")
_NEAR = "(?:full|fiscal|calendar|financial|business|working|selling|coming)"
_NEXT = "(?:next|coming|first|following|upcoming)"
_THIS = "(?:this|next|the coming|coming|the current|current|the following|following|upcoming|the next|the)"
_ONE = "(?:each|every|per|a|an|/|any given|any|one)"
_OFTEN = "(?:single|business|working|calendar|other|second|selling)"
_LONE = "(?:day|week|month|quarter|year|half|workday|weekday|fortnight|sprint|morning|afternoon|evening|shift)"
_DATE_BEGINS = (
    r"(?:(?:the |the end of |end of |mid-? ?|early |late )?"
    r"(?:\d{1,4}(?:[-/.]\d|(?:st|nd|rd|th)?(?: of)? [jfmasond])|[jfmasond][a-z]{2}))"
)
_CAN_BEGIN = (
    r"\d|q(?: ?\d|uarter(?:[ -]e|ly))|h(?:\d|alf[ -])|a(?:n? [a-hmoqstwy]|t\b|fter|head|n[yn]|pr|ug)|b(?:y\b|ef|egin|i-?[wm])"
    r"|c(?:om(?:e|ing)\b|urr|lose[ -][a-z]|ob)|d(?:u[er]|ai|ec(?:\b|em))|e(?:nd\b|ac|ar|very|ig|le|o[dwmqy])"
    r"|f(?:or\b|our|oll|ort|eb|i[rsnv]|ri|al|y)|in(?:\b|side)|ja|ju[nl]|la[st]|m(?:ar(?:\b|c)|ay\b|id|on[dt])|n(?:ext|ov(?:\b|e)|ig|in)"
    r"|o(?:n\b|ne\b|ver\b|ct)|p(?:er\b|rior|\.a)|s(?:ep(?:\b|t)|eco|even|ix|tar)"
    r"|t(?:h(?:e\b|is|ree|ir|ro)|il|o(?: [jfmasond]|d|m|n)|w|en)|u(?:nt|pc)|w(?:ithi|eek)|year"
)
"""What a time can begin with: most words are passed over at their first letters."""

_PATTERN = rf"""(?P<slash>/ ?(?P<slash_u>day|week|wk|month|mo|quarter|qtr|year|yr)\b)
    |(?<![a-z0-9$.-])(?={_CAN_BEGIN})(?:
    (?={_ON}{_DATE_BEGINS})(?:
    (?P<iso>{_ON}(?P<iso_y>(?:19|20)\d\d)[-/.](?P<iso_m>\d\d?)(?:[-/.](?P<iso_d>\d\d?))?(?![\d%]))
    |(?P<us>{_ON}(?P<us_m>1[0-2]|0?[1-9])/(?P<us_d>3[01]|[12]\d|0?[1-9])/(?P<us_y>(?:20)?\d\d)(?!\d))
    |(?P<eu>{_ON}(?P<eu_d>3[01]|[12]\d|0?[1-9])[/.](?P<eu_m>1[0-2]|0?[1-9])[/.](?P<eu_y>20\d\d)(?!\d))
    |(?P<short>(?:by|before|until|on|due) (?P<short_m>1[0-2]|0?[1-9])/(?P<short_d>3[01]|[12]\d|0?[1-9])(?![\d/%]))
    |(?P<dmy>{_ON}(?:the )?(?P<dmy_d>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?: of)? (?P<dmy_m>{_NAMES})(?:,? (?P<dmy_y>(?:19|20)\d\d))?)
    |(?P<mdy>{_ON}(?P<mdy_m>{_NAMES}) ?(?P<mdy_d>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?
    (?![\d%,.]\d|%|\d)(?:,? (?P<mdy_y>(?:19|20)\d\d))?)
    |(?P<my>{_ON}(?:(?:the end of|end of|mid-?|early|late) ?)?(?P<my_m>{_NAMES}),? (?P<my_y>(?:19|20)\d\d)))
    |(?!\d)(?:(?P<ends>(?:{_BY} )?(?:the )?(?:end|close|beginning|start|middle|last day)(?:[ -]of)?[ -]
    (?:(?:the|this|next|each|every|our|current|fiscal|calendar|financial) )*
    (?P<ends_u>day|week|month|quarter|year|half|season|today|trimester|sprint|{_SEASON})\b)
    |(?P<eo>(?:eo[dwmqy]|cob)\b|(?:year|month|quarter|half|week)[ -]end\b|(?:mid)[ -]?year\b))
    |(?P<part>(?:(?:the )?(?:(?P<part_n>first|second|third|fourth|final|1st|2nd|3rd|4th) (?P<part_u>quarter|half)
    (?: of)?(?: the)?(?: (?:fiscal |calendar )?year)?)
    |q ?(?P<q>[1-4])\b|(?P<q_b>[1-4])q\b|h(?P<h>[12])\b|(?P<h_b>[12])h\b)
    (?:,? ?(?:of )?(?:fy ?)?'?(?P<part_y>(?:20)\d\d|(?<=fy)\d\d|(?<=')\d\d))?)
    (?!\ (?:baseline|level|result|figure|number|actual))
    |(?!\d)(?:(?P<fy>(?:fy|fiscal(?: year)?|financial year) ?'?(?P<fy_y>(?:20)?\d\d)\b)
    |(?P<within>(?!by a quarter\b)(?:{_BY}|after|inside|next|coming|first)(?: (?:under|less than|fewer than|no more than))?
    (?: the)?(?: {_NEXT})?(?: of)? (?P<within_n>{_COUNT})[ -](?P<within_u>{_UNIT})\b(?! ago| earlier)))
    |(?P<fromnow>(?P<fromnow_n>{_COUNT})[ -](?P<fromnow_u>{_UNIT})(?:'s?)?
    (?: from now| out| from today| later| time\b| {any_of("english_times", "spans")}))
    |(?!\d)(?:(?P<rel>(?:(?:{_BY}|of) )?(?P<rel_w>{_THIS}) (?:{_NEAR} )?
    (?P<rel_u>day|week|month|quarter|year|half|season|sprint|q(?P<rel_q>[1-4])|{_SEASON}|{_WEEKDAY})\b
    (?! (?:on|over|to date|ago|before)\b|-))
    |(?P<rate>(?<!by ){_ONE} ?(?:{_OFTEN} )?(?P<rate_u>{_LONE}|{_WEEKDAY})s?\b(?! ago| earlier|'s?\b))
    |(?P<nweeks>every {_COUNT} (?:days|weeks|months|quarters|years)\b)
    |(?P<adverb>(?P<adverb_u>{any_of("english_times", "adverbs")})(?![a-z]){_METRIC})
    |(?P<calendar>(?:{_BY}|end of) (?:the end of )?
    (?:fiscal year |calendar year |the year |year |mid-?|early |late |cy ?|fy ?)?(?P<calendar_y>(?:19|20)\d\d)
    (?![\d,]*\d|[%.]\d| {_NOT_YEAR}))
    |(?P<inmonth>(?:(?:by|before|until|till|in|during|through|throughout|for|over|end of|late|early|mid|this|next|to|-)
    (?: the (?:end|start|middle|first) of| end of| late| early| mid)? ?-?)
    (?P<inmonth_m>{_NAMES})(?:,? (?P<inmonth_y>(?:19|20)\d\d))?(?! (?:i|we|be|not|have)\b))
    |(?P<clear>(?P<clear_m>{_CLEAR_NAMES}))
    |(?P<weekday>(?:by|before|until|on|come) (?P<weekday_u>{_WEEKDAY})s?\b)
    |(?P<today>(?:(?:by|before|until) )?(?:tomorrow|tonight)|by (?:end of )?(?:today|noon)|today(?=\W*$))
    |(?P<holiday>(?:by|before|until|till|through|over|during|ahead of|in time for|after|this|for)(?: the| this)? {_HOLIDAYS}\b)
    |(?P<event>(?:by|before|ahead of|in time for|until|prior to) (?:the|our|my|next|their|its|this|an?) {_EVENT}|by the time\b)
    |(?P<summer>(?:by|before|during|through|until|over)(?: the end of)?(?: the)? {_SEASON}\b)
    ))"""
_TIMES = re.compile("".join(line.strip() for line in _PATTERN.splitlines()))
_COMPARED = re.compile(
    rf"(?:\b{any_of('english_times', 'compared')}(?: (?:the|our|last|previous|same|a|average|prior))*"
    r"|(?:year|month|quarter|week)[- ]over) ?$"
)
_ANSWER = re.compile(r"\b(?:respond|reply|answer|follow[- ]?up|call(?:ing)? back|contact|return|acknowledge|resolve)\w*\b")
_TIME_METRIC = re.compile(r"\b(?:time|cycle|length|duration|turnaround|ramp|days sales outstanding|dso|lead time)\b")


def english_times(text: str, today: Today) -> list[TimePhrase]:
    """The deadlines and recurring periods of a `plain` English text, from left to right."""
    found = []
    for match in _TIMES.finditer(text):
        if _COMPARED.search(text, max(0, match.start() - 24), match.start()) and match.lastgroup not in _NEVER_COMPARED:
            continue
        phrase = _HANDLERS[match.lastgroup or ""](match, today)
        if phrase is not None:
            found.append(phrase)
    return found


def _deadline(match: re.Match[str], span: Span | None) -> TimePhrase:
    return TimePhrase(match.start(), match.end(), match[0], span)


def _recurring(match: re.Match[str], every: Period | None) -> TimePhrase:
    return TimePhrase(match.start(), match.end(), match[0], None, every, True)


# --- one handler for each kind of phrase -----------------------------------------------------------------------------


def _iso(match: re.Match[str], today: Today) -> TimePhrase:
    year, month, day = int(match["iso_y"]), int(match["iso_m"]), match["iso_d"]
    return _deadline(match, today.on(month, int(day), year) if day else today.month(month, year))


def _us(match: re.Match[str], today: Today) -> TimePhrase:
    year = int(match["us_y"])
    return _deadline(match, today.on(int(match["us_m"]), int(match["us_d"]), year + 2000 if year < 100 else year))


def _eu(match: re.Match[str], today: Today) -> TimePhrase:
    return _deadline(match, today.on(int(match["eu_m"]), int(match["eu_d"]), int(match["eu_y"])))


def _short(match: re.Match[str], today: Today) -> TimePhrase:
    return _deadline(match, today.on(int(match["short_m"]), int(match["short_d"])))


def _day_month(match: re.Match[str], today: Today) -> TimePhrase:
    kind = match.lastgroup
    year = match[f"{kind}_y"]
    return _deadline(match, today.on(_month_number(match[f"{kind}_m"]), int(match[f"{kind}_d"]), int(year) if year else None))


def _month_year(match: re.Match[str], today: Today) -> TimePhrase:
    return _deadline(match, today.month(_month_number(match["my_m"]), int(match["my_y"])))


def _ends(match: re.Match[str], today: Today) -> TimePhrase:
    unit, offset = match["ends_u"], 1 if " next " in match[0] else 0
    if " each " in match[0] or " every " in match[0]:
        return _recurring(match, _PERIODS.get(unit))
    fiscal = unit == "year" and ("fiscal" in match[0] or "financial" in match[0])
    return _deadline(match, _named(today, "fiscal year" if fiscal else unit, offset))


def _end_of(match: re.Match[str], today: Today) -> TimePhrase:
    words = match[0]
    unit = next(unit for mark, unit in _ENDS.items() if words.startswith(mark) or words == mark)
    return _deadline(match, today.shifted(unit, 0))


def _part(match: re.Match[str], today: Today) -> TimePhrase:
    typed = match["part_y"]
    year = None if typed is None else int(typed) + (2000 if len(typed) == 2 else 0)
    quarter, half = match["q"] or match["q_b"], match["h"] or match["h_b"]
    if quarter or half:
        return _deadline(match, today.part("quarter" if quarter else "half", int(quarter or half), year))
    number, unit = _ORDINALS[match["part_n"]], match["part_u"]
    return _deadline(match, today.part(unit, min(number, 2 if unit == "half" else 4), year))


def _fiscal(match: re.Match[str], today: Today) -> TimePhrase:
    return _deadline(match, today.fiscal_year(int(match["fy_y"])))


def _within(match: re.Match[str], today: Today) -> TimePhrase | None:
    """Within 3 months is a deadline; replying within 2 days and cutting a cycle to 30 days are measures."""
    unit, text = match["within_u"], match.string
    if "day" in unit and match[0].startswith(("within", "in ")) and _ANSWER.search(text[: match.start()]):
        return None
    if match[0].startswith(("at ", "on ")) or (unit.startswith("day") and _TIME_METRIC.search(text[: match.start()])):
        return None
    return _deadline(match, today.within(_count(match["within_n"]), _unit(unit)))


def _from_now(match: re.Match[str], today: Today) -> TimePhrase:
    return _deadline(match, today.within(_count(match["fromnow_n"]), _unit(match["fromnow_u"])))


def _relative(match: re.Match[str], today: Today) -> TimePhrase | None:
    word, unit, words = match["rel_w"], match["rel_u"], match[0]
    if word == "the" and words.startswith(("of ", "the ", "at ", "on ")):
        return None
    if match["rel_q"]:
        return _deadline(match, today.part("quarter", int(match["rel_q"])))
    if unit in _WEEKDAYS:
        return _deadline(match, today.weekday(_WEEKDAYS.index(unit)))
    offset = 1 if "next" in word or "following" in word or "coming" in word else 0
    fiscal = unit == "year" and ("fiscal" in words or "financial" in words)
    return _deadline(match, _named(today, "fiscal year" if fiscal else unit, offset))


def _rate(match: re.Match[str], today: Today) -> TimePhrase | None:
    """50 calls a week recurs; "a year of change" does not count anything."""
    words, unit = match[0], match["rate_u"]
    if words.startswith(("a ", "an ", "one ")) and match.string.startswith(" of ", match.end()):
        return None
    every = None if "other" in words or "second" in words else _PERIODS.get(unit, Period.WEEK if unit in _WEEKDAYS else None)
    return _recurring(match, every)


def _slash_unit(match: re.Match[str], today: Today) -> TimePhrase:
    return _recurring(match, _PERIODS.get(match["slash_u"]))


def _every_few(match: re.Match[str], today: Today) -> TimePhrase:
    return _recurring(match, None)


def _adverb(match: re.Match[str], today: Today) -> TimePhrase:
    return _recurring(match, _ADVERBS.get(match["adverb_u"]))


def _calendar_year(match: re.Match[str], today: Today) -> TimePhrase:
    year = int(match["calendar_y"])
    fiscal = "fiscal" in match[0] or "fy" in match[0]
    return _deadline(match, today.fiscal_year(year) if fiscal else today.year(year))


def _in_month(match: re.Match[str], today: Today) -> TimePhrase:
    year = match["inmonth_y"]
    return _deadline(match, today.month(_month_number(match["inmonth_m"]), int(year) if year else None))


def _clear_month(match: re.Match[str], today: Today) -> TimePhrase:
    return _deadline(match, today.month(_month_number(match["clear_m"])))


def _weekday(match: re.Match[str], today: Today) -> TimePhrase:
    return _deadline(match, today.weekday(_WEEKDAYS.index(match["weekday_u"])))


def _today(match: re.Match[str], today: Today) -> TimePhrase | None:
    if match[0] == "today" and " from " in match.string:
        return None  # from 5 today
    return _deadline(match, today.shifted("day", 1 if "tomorrow" in match[0] else 0))


def _unresolved(match: re.Match[str], today: Today) -> TimePhrase:
    return _deadline(match, None)


def _named(today: Today, unit: str, offset: int) -> Span | None:
    if unit in _SEASONS:
        return today.month(_SEASONS[unit])
    return today.shifted({"today": "day"}.get(unit, unit), offset) if unit in _SHIFTED else None


def _month_number(name: str) -> int:
    return _MONTH_NAMES.index(name[:3]) + 1


def _count(word: str) -> float:
    return float(_COUNTS.get(word) or word)


def _unit(words: str) -> str:
    unit = words.split(" ")[-1].removesuffix("s")
    return {"halve": "half", "half-year": "half", "workday": "day", "fortnight": "week", "sprint": "week"}.get(unit, unit)


_HANDLERS = {
    "iso": _iso, "us": _us, "eu": _eu, "short": _short, "dmy": _day_month, "mdy": _day_month, "my": _month_year, "ends": _ends, "eo": _end_of,
    "part": _part, "fy": _fiscal, "within": _within, "fromnow": _from_now, "rel": _relative, "rate": _rate,
    "slash": _slash_unit, "nweeks": _every_few, "adverb": _adverb, "calendar": _calendar_year, "inmonth": _in_month,
    "clear": _clear_month, "weekday": _weekday, "today": _today, "holiday": _unresolved, "event": _unresolved,
    "summer": _unresolved,
}  # fmt: skip
_NEVER_COMPARED = frozenset({"within", "rate", "slash", "nweeks", "adverb", "fromnow"})
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "final": 4}
_ENDS = {
    "eod": "day", "cob": "day", "eow": "week", "week": "week", "eom": "month", "month": "month", "eoq": "quarter",
    "quarter": "quarter", "half": "half", "eoy": "year", "year": "year", "mid": "year",
}  # fmt: skip
_SHIFTED = frozenset({"day", "week", "month", "quarter", "half", "year", "fiscal year", "today"})
_SEASONS = {"spring": 5, "summer": 8, "autumn": 11, "fall": 11, "winter": 2}
_PERIODS = {
    "day": Period.DAY, "workday": Period.DAY, "weekday": Period.DAY, "morning": Period.DAY, "shift": Period.DAY,
    "week": Period.WEEK, "wk": Period.WEEK, "month": Period.MONTH, "mo": Period.MONTH, "year": Period.YEAR, "yr": Period.YEAR,
}  # fmt: skip
_ADVERBS = {
    "daily": Period.DAY, "weekly": Period.WEEK, "monthly": Period.MONTH, "yearly": Period.YEAR, "annually": Period.YEAR,
    "annual": Period.YEAR, "per annum": Period.YEAR, "p.a.": Period.YEAR,
}  # fmt: skip
