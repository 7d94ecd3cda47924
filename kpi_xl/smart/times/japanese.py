"""Japanese times: 今月末, 11月30日, 上期末, 第2四半期, 年度末, 令和9年3月31日, 3か月以内, 週3回, 展示会までに."""

from __future__ import annotations

import re
from datetime import timedelta

from kpi_xl.smart.numbers.numerals import read_numeral
from kpi_xl.smart.times.japanese_parts import coming_half, feast_on, is_nth_of_month, part_of
from kpi_xl.smart.times.japanese_pattern import JAPANESE_TIMES
from kpi_xl.smart.times.past_notes import is_past_note
from kpi_xl.smart.times.slash_days import is_day
from kpi_xl.smart.times.spans import MONTHS, Span, Today
from kpi_xl.smart.times.time_phrase import Recurrence, TimePhrase
from kpi_xl.smart.words.answers import SINCE, is_answered_within
from kpi_xl.smart.words.phrases import any_of

_PAST = re.compile(r"(?:直近|過去|ここ|入社|勤続|創業|在籍|経験|導入から|この)の?$")
_TIME_METRIC = re.compile(r"(?:リードタイム|サイクル|期間|日数|時間|納期|スピード|速度|サイト|平均)[^、。]{0,8}$")
_SHARE_WITHIN = re.compile(r"の[^、。を]{1,14}(?:率|割合|比率)|(?:で|の)?\s?\d[\d.]*%")
_ANSWER = re.compile(rf"\s?以内に?(?:必ず|は|一次)?{any_of('answers', 'ja')}")
_BEGINS = re.compile(r"(?:から(?!の)|以降|スタート|開始|\s?~)")
_EARLIER = re.compile(r"より(?:も|以)?前|の前日|を迎える前|になる前")
_HOURS = re.compile(r"(?<![\d.])(?:[03-9]|\d{2,}|\d*\.\d+)\s?h(?![a-z0-9])")
_HOW_FAST = re.compile(r"(?:中の)?(?:化|入力|\d|返信|返答|回答|対応|架電|連絡|処理|出荷|発送|配送|折り?返|フォロー|見積)")
"""当日返信, 当日対応: how fast, not when."""
_TAKES = re.compile(r"\d(?:営業)?日(?:間|ほど|も)?かか")
_VALUE_BEFORE = re.compile(r"[\d%割倍半][^\s、。]{0,3}(?<![目歳才])$")


def japanese_times(text: str, today: Today) -> list[TimePhrase]:
    """The deadlines and recurring periods of a `plain` Japanese text, from left to right."""
    found: list[TimePhrase] = []
    for match in JAPANESE_TIMES.finditer(text):
        phrase = _HANDLERS[match.lastgroup or ""](match, today)
        if phrase is None:
            continue
        if match["rel_w"] == "翌" and any(each.is_recurring for each in found):
            continue  # 毎月末までに翌月の10件を
        is_next = bool(found) and found[-1].end >= phrase.start - 1
        if is_next and match.lastgroup == "event":
            continue  # the までに of 月末までに
        if is_next and match.lastgroup == "half" and found[-1].words[-1:] in _YEARS:
            phrase = _within_year(found.pop(), phrase, today)
        elif is_next and match.lastgroup == "slash" and found[-1].words[-1:] == "年":
            found.pop()  # the 来年 of 来年3/20
        if is_past_note(text, phrase, today):
            continue  # （11月：24%）
        if phrase.span and (earlier := _EARLIER.match(text, phrase.end)) and (phrase.span[1] - phrase.span[0]).days == 1:
            phrase = _day_before(text, phrase, earlier.end())
        if _BEGINS.match(text, phrase.end):
            phrase = phrase._replace(is_start=True)
        found.append(phrase)
    return found


def _day_before(text: str, phrase: TimePhrase, end: int) -> TimePhrase:
    """3月1日より前, 3月1日の前日: the day before it."""
    assert phrase.span is not None
    begins, ends = phrase.span
    return phrase._replace(end=end, words=text[phrase.start : end], span=(begins - timedelta(days=1), ends - timedelta(days=1)))


def _within_year(year: TimePhrase, part: TimePhrase, today: Today) -> TimePhrase:
    """来年度上期: the part as it lies in that fiscal year; 来年2Q in the one that begins in that year."""
    words, span = year.words + part.words, part.span
    if year.span and span:
        unit = "quarter" if (span[1] - span[0]).days < 100 else "half"
        number = (span[0].month - today.first_month) % 12 // MONTHS[unit] + 1
        span = today.part(unit, number, year.span[0].year)
    return TimePhrase(year.start, part.end, words, span)


def _deadline(match: re.Match[str], span: Span | None) -> TimePhrase:
    return TimePhrase(match.start(), match.end(), match[0], span)


def _recurring(match: re.Match[str], every: Recurrence | None) -> TimePhrase:
    return TimePhrase(match.start(), match.end(), match[0], None, every, True)


# --- one handler for each kind of phrase -----------------------------------------------------------------------------


def _era(match: re.Match[str], today: Today) -> TimePhrase:
    year = 2018 + (1 if match["era_y"] == "元" else int(match["era_y"]))
    if match["era_f"] is not None:
        return _deadline(match, today.fiscal_year(year))
    return _deadline(match, _date(today, year, match["era_m"], match["era_d"]))


def _ymd(match: re.Match[str], today: Today) -> TimePhrase:
    span = _date(today, _full_year(match["ymd_y"]), match["ymd_m"], match["ymd_d"])
    return _deadline(match, part_of(span, match["part_ymd"]))


def _closing(match: re.Match[str], today: Today) -> TimePhrase:
    """26年3月期 is the fiscal year that ends in March 2026."""
    year, month = _full_year(match["closing_y"]), int(match["closing_m"])
    last = today.month(month, year)
    first = today.month(month % 12 + 1, year - (month < 12))
    return _deadline(match, (first[0], last[1]) if first and last else None)


def _half(match: re.Match[str], today: Today) -> TimePhrase | None:
    if match["h3"] and _HOURS.search(match.string):
        return None  # 6h→2h counts hours
    year = _full_year(match["half_y"] or match["half_f"])
    quarter = match["q1"] or match["q2"]
    if quarter:
        span = today.part("quarter", int(read_numeral(quarter)), year or None)
    else:
        span = today.part("half", 1 if match["h1"] else 2 if match["h2"] else int(match["h3"] or match["h4"]), year or None)
    return _deadline(match, part_of(span, match["part_half"]))


def _fiscal(match: re.Match[str], today: Today) -> TimePhrase:
    return _deadline(match, today.fiscal_year(int(match["fiscal_y"] or match["fiscal_n"])))


def _year(match: re.Match[str], today: Today) -> TimePhrase:
    return _deadline(match, today.year(int(match["year_y"])))


def _month_day(match: re.Match[str], today: Today) -> TimePhrase:
    """12月18日; of 1月20日~22日 the last day."""
    return _deadline(match, today.on(int(match["md_m"]), int(match["md_e"] or match["md_d"])))


def _slash(match: re.Match[str], today: Today) -> TimePhrase | None:
    """12/18(金)まで, 期限 3/31, 2/3-5; 1/3 alone is a third, 3/31 can only be a day."""
    month, day = int(match["slash_m"]), int(match["slash_e"] or match["slash_d"])
    return _deadline(match, today.on(month, day)) if match["slash_e"] or is_day(match.string, match.span(), month, day) else None


def _month(match: re.Match[str], today: Today) -> TimePhrase | None:
    """11月, 十二月, 八月末; one kanji alone (三月…) only before a particle, as names of people begin so too."""
    number = int(read_numeral(match["month_m"]))
    if match["month_m"] in "一二三四五六七八九" and match["part_month"] is None and match.end() < len(match.string):
        return None if match.string[match.end()] not in "のはにま中度か" else _deadline(match, today.month(number))
    return _deadline(match, part_of(today.month(number), match["part_month"]))


def _day_of_month(match: re.Match[str], today: Today) -> TimePhrase:
    return _deadline(match, today.day_of_month(int(match["dom_d"])))


def _relative(match: re.Match[str], today: Today) -> TimePhrase | None:
    """来月, 来月10日, 来年6月末, 今週金曜."""
    word, unit = match["rel_w"], match["rel_u"]
    if match[0].startswith("当日") and match.string.startswith("中", match.start() + 2) and not match.string.startswith("まで", match.end()):
        return _recurring(match, None)  # 当日中に入力: on the same day, every time
    if match[0] == "当日" and _HOW_FAST.match(match.string, match.end()):
        return None
    if word in ("この", "次の", "次") and unit in "日朝晩夜春夏秋冬q":
        return None
    offset = _OFFSETS.get(word, 0)
    if unit in _SEASONS:
        return _deadline(match, today.month(_SEASONS[unit]))
    if unit[:2] in ("上期", "上半", "下期", "下半"):
        return _deadline(match, part_of(coming_half(unit, offset, today), match["part_rel"]))
    span = today.shifted(_UNITS.get(unit, "quarter"), offset)
    return _deadline(match, part_of(_inside(span, unit, match, today), match["part_rel"]))


def _inside(span: Span | None, unit: str, match: re.Match[str], today: Today) -> Span | None:
    """The month, day or weekday that is named within *span*."""
    month, day, weekday = match["rel_m"], match["rel_d"], match["rel_wd"]
    if span is None:
        return None
    if month:
        is_next_year = unit != "年" and int(month) < span[0].month  # 来年度2月
        span = today.month(int(month), span[0].year + is_next_year)
    if span is None:
        return None
    if day:
        return today.on(span[0].month, int(day), span[0].year)
    if weekday:
        found = span[0] + timedelta(days="月火水木金土日".index(weekday))
        return found, found + timedelta(days=1)
    return span


def _duration(match: re.Match[str], today: Today) -> TimePhrase | None:
    """3か月以内 is a deadline, 3か月に1回 and 1日50件 recur; 3年連続, リードタイムを30日以内に and 30日以内の利用率 are neither."""
    unit, after, text = match["dur_u"], (match["dur_a"] or "").strip(), match.string
    count = read_numeral(match["dur_n"])
    before = text[max(0, match.start() - 14) : match.start()]
    if _PAST.search(before):
        return None
    if (match["dur_a"] is None and match["ahead"] is None) or before.endswith(("×", "x", "*")):
        return None  # 10件×20日で200件
    if match["dur_a"] == "" and text.startswith(")", match.end()):  # CVRを2%に（3か月）
        return _deadline(match, today.within(count, _DURATION_UNITS.get(unit[0], "month"))) if before.endswith("(") else None
    if match["dur_a"] == "" and (unit not in ("日", "週") or count != 1):  # 1日50件
        return None
    if after == "の" and (unit not in ("日", "週") or count != 1):
        return None  # 1日の訪問5件 is every day's
    if after.startswith(_RECURRING) or after in ("", "の"):
        return _recurring(match, _PERIODS.get(unit[0]) if count == 1 else None)
    is_since = "日" in unit and SINCE.search(before) is not None
    if after in ("以内", "内に") and (is_since or _TAKES.search(text, max(0, match.start() - 40), match.start())):
        return None  # 商談後2営業日以内, 12日かかっているので7日以内
    if after == "以内" and _SHARE_WITHIN.match(text, match.end()):
        return None
    if (_TIME_METRIC.search(before) and after in ("以内", "内に", "まで")) or is_answered_within(text, match.start(), match.end() - len(after)):
        return None
    if unit in ("日", "営業日", "日間", "稼働日") and _ANSWER.match(text, match.end() - len(match["dur_a"] or "")):
        return None
    return _deadline(match, today.within(count + (0.5 if unit == "年半" else 0.0), _DURATION_UNITS.get(unit[0], "month")))


def _half_year(match: re.Match[str], today: Today) -> TimePhrase:
    return _deadline(match, today.within(1, "half"))


def _every(match: re.Match[str], today: Today) -> TimePhrase:
    words = match[0]
    if (day := next((day for day in "月火水木金土日" if f"{day}曜" in words), "")) and words[0] != "毎":
        is_nth = is_nth_of_month(match.string, match.start())
        if not is_nth and not match.string.startswith(("ごと", "毎"), match.end()):
            return _deadline(match, today.weekday("月火水木金土日".index(day)))
        return _recurring(match, Recurrence.MONTH if is_nth else Recurrence.WEEK)
    if "四半期" in words:
        return _recurring(match, Recurrence.QUARTER)
    if "半期" in words:
        return _recurring(match, Recurrence.HALF)
    key = next((char for char in words if char in "日朝晩平週月年"), "")
    return _recurring(match, None if words[0] == "隔" else _PERIODS.get(key))


def _edge(match: re.Match[str], today: Today) -> TimePhrase:
    if match[0].startswith("第"):  # 第50期: nobody else knows when a company's years began to count
        return _deadline(match, None)
    if match[0] == "年明け":  # how far into January nobody says
        return _deadline(match, None)
    if match[0] == "週明け":
        week = today.shifted("week", 1)
        return _deadline(match, (week[0], week[0] + timedelta(days=1)) if week else None)
    if match[0] in _PARTS_OF_YEAR:
        return _recurring(match, _PARTS_OF_YEAR[match[0]])
    if match[0] == "週末":
        week = today.shifted("week", 0)
        return _deadline(match, (week[0], week[0] + timedelta(days=7)) if week else None)
    unit, offset = next((found for words, found in _EDGES if match[0].startswith(words)), ("month", 0))
    return _deadline(match, today.shifted(unit, offset))


def _season(match: re.Match[str], today: Today) -> TimePhrase:
    if feast := feast_on(match[0], match.string.startswith("前", match.end()), today):
        return _deadline(match, feast)
    month = next((number for season, number in _SEASONS.items() if season in match[0]), None)
    return _deadline(match, today.month(month) if month else None)


def _event(match: re.Match[str], today: Today) -> TimePhrase | None:
    """展示会までに is a deadline, 50件までに is a value."""
    before = match.string[max(0, match.start() - 6) : match.start()]
    return None if _VALUE_BEFORE.search(before) else _deadline(match, None)


def _date(today: Today, year: int, month: str | None, day: str | None) -> Span | None:
    if month is None:
        return today.year(year)
    return today.on(int(month), int(day), year) if day else today.month(int(month), year)


def _full_year(typed: str | None) -> int:
    return 0 if not typed else int(typed) + (2000 if len(typed) <= 2 else 0)


_OFFSETS = {"来": 1, "翌": 1, "次": 1, "次の": 1, "再来": 2, "さ来": 2, "翌々": 2}
_YEARS = ("年", "度", "期")
_PARTS_OF_YEAR = {"四半期": Recurrence.QUARTER, "半期": Recurrence.HALF}
_HANDLERS = {
    "era": _era, "closing": _closing, "ymd": _ymd, "half": _half, "fiscal": _fiscal, "year": _year, "md": _month_day,
    "slash": _slash, "month": _month, "dom": _day_of_month, "rel": _relative, "dur": _duration, "halfyear": _half_year,
    "every": _every, "edge": _edge, "season": _season, "event": _event,
}  # fmt: skip
_SEASONS = {"春": 5, "夏": 8, "秋": 11, "冬": 2}
_UNITS = {
    "日": "day", "朝": "day", "晩": "day", "夜": "day", "営業日": "day", "週": "week", "月": "month", "年": "year",
    "年度": "fiscal year", "会計年度": "fiscal year", "期": "fiscal year", "半期": "half",
}  # fmt: skip
_DURATION_UNITS = {"週": "week", "日": "day", "営": "workday", "稼": "workday", "年": "year", "四": "quarter", "ク": "quarter"}
_PERIODS = {
    "日": Recurrence.DAY, "朝": Recurrence.DAY, "晩": Recurrence.DAY, "平": Recurrence.DAY, "週": Recurrence.WEEK, "月": Recurrence.MONTH,
    "年": Recurrence.YEAR, "か": Recurrence.MONTH, "ヶ": Recurrence.MONTH, "カ": Recurrence.MONTH,
}  # fmt: skip
_RECURRING = ("に", "ごと", "毎", "おき", "あたり", "当たり", "平均")
_EDGES = (
    (("年度", "期", "通期", "通年"), ("fiscal year", 0)),
    (("年",), ("year", 0)),
    (("週",), ("week", 0)),
    (("四半期",), ("quarter", 0)),
    (("半期",), ("half", 0)),
    (("明日", "翌日"), ("day", 1)),
    (("明後日",), ("day", 2)),
    (("本日", "今日", "当日"), ("day", 0)),
)
