"""Japanese times: 今月末, 11月30日, 上期末, 第2四半期, 年度末, 令和9年3月31日, 3か月以内, 週3回, 展示会までに."""

from __future__ import annotations

import re
from datetime import timedelta

from kpi_xl.periods import Period
from kpi_xl.smart.numbers.numerals import read_numeral
from kpi_xl.smart.times.spans import MONTHS, Span, Today
from kpi_xl.smart.times.time_phrase import TimePhrase
from kpi_xl.smart.words.phrases import any_of

_M = r"(?:1[0-2]|0?[1-9])"
_D = r"(?:3[01]|[12]\d|0?[1-9])"
_COMPARED = r"(?!\d*[一-龥]{0,4}比|より|に比べ|と比べ|に対し|並み|(?:の|度|度の)?実績(?:の|から|より|比|に対|を上|を超|は|\d))"
_NAME_OF_RATE = rf"(?!{any_of('japanese_times', 'metric_names')})"
_PART = r"(?P<part_%s>末|初旬|上旬|中旬|下旬|半ば|前半|後半|初め|初|頭)?"

_TIMES = re.compile(
    rf"""(?=[\d今本当来再翌次こ向む隔毎令r月火水木金土日週年期四半上下通平第fhq明春夏秋冬おgゴク正繁決ボま迄一二三四五六七八九十/])(?!(?<=\d)\d)(?:
      (?!\d)(?P<era>(?:令和|(?<![a-z])r\.?(?=\d))\s?(?P<era_y>\d{{1,2}}|元)
        (?:年度(?P<era_f>)|(?:年\s?|[./-])(?:(?P<era_m>{_M})(?:(?:月\s?|[./-])(?:(?P<era_d>{_D})(?!\d)日?)?)?(?!\d))?))
    | (?=\d)(?:(?P<closing>(?P<closing_y>(?:20)?\d\d)年(?P<closing_m>{_M})月期)
    | (?P<ymd>(?<!\d)(?P<ymd_y>(?:19|20)\d\d)\s?[年/.-]\s?(?P<ymd_m>{_M})
        (?:\s?[月/.-]\s?(?P<ymd_d>{_D})(?!\d)日?|月|(?![\d%.])){_PART % "ymd"}){_COMPARED})
    | (?P<half>(?:(?P<half_y>(?:20)?\d\d)年度?の?|fy\s?'?(?P<half_f>(?:20)?\d\d)\s?の?)?(?<![a-z前昨先])
        (?:第?(?P<q1>[1-4一二三四])(?:四半期|q(?![a-z0-9])|クォーター|クオーター)|q(?P<q2>[1-4])(?![a-z0-9])
        |(?P<h1>上半?期)|(?P<h2>下半?期)|(?P<h3>[12])h(?![a-z0-9])|h(?P<h4>[12])(?![a-z0-9])))
        {_COMPARED}
    | (?P<fiscal>(?:(?<!\d)(?P<fiscal_y>(?:20)?\d\d)年度|(?<![a-z])fy\s?'?(?P<fiscal_n>(?:20)?\d\d)(?!\d))){_COMPARED}
    | (?=\d)(?:(?P<year>(?<!\d)(?P<year_y>(?:19|20)\d\d)年(?!問題|ビジョン|版|卒|入社|製|代|モデル|間)){_COMPARED}
    | (?P<md>(?<![\d.])(?P<md_m>{_M})月(?P<md_d>{_D})日)
    | (?P<slash>(?<![\d./])(?P<slash_m>{_M})/(?P<slash_d>{_D})(?=\s?(?:\([月火水木金土日]\)\s?)?(?:まで|迄|に|〆|締|付|期限|時点|\s?~))))
    | (?P<month>(?<![\d.第])(?P<month_m>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月(?![額給商報次間謝見光]){_PART % "month"}){_COMPARED}
    | (?P<dom>(?<![\d月/])(?P<dom_d>{_D})日(?=まで|迄|〆|締))
    | (?!\d)(?P<rel>(?P<rel_w>再来|翌々|今|本|当|来|翌|次の|次|この)
        (?P<rel_u>四半期|クォーター|クオーター|半期|上半?期|下半?期|会計年度|年度|営業日|クール|シーズン|[日週月年期春夏秋冬朝晩夜q])
        (?!純利益|利益|システム|モデル|リーダー|社長|幹部|候補|本|店|客|場|光)(?<!来日)(?<!次日){_PART % "rel"}){_COMPARED}
    | (?P<dur>(?P<ahead>今後の?|向こう|むこう|これから|次の|今から)?
        (?P<dur_n>\d+(?:\.\d+)?|(?<![一二三四五六七八九十])[一二三四五六七八九十]+)\s?
        (?P<dur_u>(?:か|ヶ|カ|ヵ|ケ|箇)月間?|(?:か|ヶ|カ|ヵ|ケ)年|週間?|年間|年半?|四半期|クォーター|日間|営業日|稼働日|日)
        (?P<dur_a>\s?(?:以内|後|かけて?|を?かけ|のうち|うち|まで|内に|の間|中に|を目|を期|計画|スパン
        |で(?!き|は|も|あ)|に(?=約?\d|一)|ごと|毎|おき|あたり|当たり|平均)|(?=\d))?)
    | (?!\d)(?:(?P<halfyear>半年(?:間|後|以内|で|かけて|のうち|内)?|半年)(?!前|ぶり)
    | (?P<every>毎(?:営業日|四半期|年度|[日週月年朝晩期])(?:[月火水木金土日]曜日?)?|隔[日週月年]
        |四半期毎|(?:月|週|日|期|四半期|半期|年度|年)(?:ごと|毎|あたり|当たり|平均)|[日週月年]次(?=で|に|の?目標|ベース|売上|\d|商談|受注)
        |(?<![かヶカヵケ箇\d先前])月間{_NAME_OF_RATE}|(?<![\d一二三数])年間{_NAME_OF_RATE}|(?<![\d一二三数1])週間(?=\d|[一-龥]{{1,4}}数)
        |(?<![\d先前昨毎今来翌当本同去正隔休祝曜近かヶカヵケ箇一二三四五六七八九十])(?:月|週|年|日)に?(?:(?=約?\d|[一二三四五六七八九十]{{1,6}}[回件社名本])|(?<=に)(?=[^、。\d]{{1,12}}を?(?:約?\d|[一二三四五六七八九十]{{1,4}}[回件社名本])))
        |/\s?(?:月|週|日|年)(?![\d/])|毎?[月火水木金土日]曜日?(?=ごと|毎|に|まで|迄|の|は|[\s、。]|$)|平日)
    | (?P<edge>(?<![昨前先去同]){any_of("japanese_times", "edges")}){_COMPARED}
    | (?P<season>(?:来|今)?{any_of("japanese_times", "seasons")}(?=まで|迄|前|中に|のうち))
    | (?P<event>(?<=[一-龥ァ-ヶーa-z々日る])(?:まで|迄)に)
    ))""",
    re.VERBOSE,
)
_PAST = re.compile(r"(?:直近|過去|ここ|入社|勤続|創業|在籍|経験|導入から|この)の?$")
_TIME_METRIC = re.compile(r"(?:リードタイム|サイクル|期間|日数|時間|納期|スピード|速度|サイト|平均)[^、。]{0,8}$")
_SHARE_WITHIN = re.compile(r"の[^、。を]{1,14}(?:率|割合|比率)")
_ANSWER = re.compile(r"\s?以内に?(?:必ず|は|一次)?(?:返信|回答|返答|折り?返|連絡|対応|フォロー|返事|架電|コール|送付|送る|提出)")
_VALUE_BEFORE = re.compile(r"[\d%割倍半][^\s、。]{0,3}(?<![目歳才])$")


def japanese_times(text: str, today: Today) -> list[TimePhrase]:
    """The deadlines and recurring periods of a `plain` Japanese text, from left to right."""
    found: list[TimePhrase] = []
    for match in _TIMES.finditer(text):
        phrase = _HANDLERS[match.lastgroup or ""](match, today)
        if phrase is None or (match.lastgroup == "event" and found and found[-1].end >= phrase.start - 1):
            continue  # the までに of 月末までに
        if match.lastgroup == "half" and found and found[-1].end >= phrase.start - 1 and found[-1].words.endswith("年度"):
            phrase = _within_year(found.pop(), phrase, today)
        found.append(phrase)
    return found


def _within_year(year: TimePhrase, part: TimePhrase, today: Today) -> TimePhrase:
    """来年度上期: the part as it lies in that fiscal year."""
    words, span = year.words + part.words, part.span
    if year.span and span:
        unit = "quarter" if (span[1] - span[0]).days < 100 else "half"
        number = (span[0].month - today.first_month) % 12 // MONTHS[unit] + 1
        span = today.part(unit, number, year.span[0].year)
    return TimePhrase(year.start, part.end, words, span)


def _deadline(match: re.Match[str], span: Span | None) -> TimePhrase:
    return TimePhrase(match.start(), match.end(), match[0], span)


def _recurring(match: re.Match[str], every: Period | None) -> TimePhrase:
    return TimePhrase(match.start(), match.end(), match[0], None, every, True)


# --- one handler for each kind of phrase -----------------------------------------------------------------------------


def _era(match: re.Match[str], today: Today) -> TimePhrase:
    year = 2018 + (1 if match["era_y"] == "元" else int(match["era_y"]))
    if match["era_f"] is not None:
        return _deadline(match, today.fiscal_year(year))
    return _deadline(match, _date(today, year, match["era_m"], match["era_d"]))


def _ymd(match: re.Match[str], today: Today) -> TimePhrase:
    span = _date(today, int(match["ymd_y"]), match["ymd_m"], match["ymd_d"])
    return _deadline(match, _part_of(span, match["part_ymd"]))


def _closing(match: re.Match[str], today: Today) -> TimePhrase:
    """26年3月期 is the fiscal year that ends in March 2026."""
    year, month = _full_year(match["closing_y"]), int(match["closing_m"])
    last = today.month(month, year)
    first = today.month(month % 12 + 1, year - (month < 12))
    return _deadline(match, (first[0], last[1]) if first and last else None)


def _half(match: re.Match[str], today: Today) -> TimePhrase:
    year = _full_year(match["half_y"] or match["half_f"])
    quarter = match["q1"] or match["q2"]
    if quarter:
        return _deadline(match, today.part("quarter", int(read_numeral(quarter)), year or None))
    half = 1 if match["h1"] else 2 if match["h2"] else int(match["h3"] or match["h4"])
    return _deadline(match, today.part("half", half, year or None))


def _fiscal(match: re.Match[str], today: Today) -> TimePhrase:
    return _deadline(match, today.fiscal_year(int(match["fiscal_y"] or match["fiscal_n"])))


def _year(match: re.Match[str], today: Today) -> TimePhrase:
    return _deadline(match, today.year(int(match["year_y"])))


def _month_day(match: re.Match[str], today: Today) -> TimePhrase:
    return _deadline(match, today.on(int(match["md_m"]), int(match["md_d"])))


def _slash(match: re.Match[str], today: Today) -> TimePhrase:
    return _deadline(match, today.on(int(match["slash_m"]), int(match["slash_d"])))


def _month(match: re.Match[str], today: Today) -> TimePhrase | None:
    """11月, 十二月, 八月末; one kanji alone (三月…) only before a particle, as names of people begin so too."""
    number = int(read_numeral(match["month_m"]))
    if match["month_m"] in "一二三四五六七八九" and match["part_month"] is None and match.end() < len(match.string):
        return None if match.string[match.end()] not in "のはにま中度か" else _deadline(match, today.month(number))
    return _deadline(match, _part_of(today.month(number), match["part_month"]))


def _day_of_month(match: re.Match[str], today: Today) -> TimePhrase:
    return _deadline(match, today.day_of_month(int(match["dom_d"])))


def _relative(match: re.Match[str], today: Today) -> TimePhrase | None:
    word, unit = match["rel_w"], match["rel_u"]
    if word in ("この", "次の", "次") and unit in "日朝晩夜春夏秋冬q":
        return None
    offset = {"来": 1, "翌": 1, "次": 1, "次の": 1, "再来": 2, "翌々": 2}.get(word, 0)
    if unit in _SEASONS:
        span = today.month(_SEASONS[unit])
    elif unit[:2] in ("上期", "上半", "下期", "下半"):
        span = today.part("half", 1 if unit[0] == "上" else 2)
    else:
        span = today.shifted(_UNITS.get(unit, "quarter"), offset)
    return _deadline(match, _part_of(span, match["part_rel"]))


def _duration(match: re.Match[str], today: Today) -> TimePhrase | None:
    """3か月以内 is a deadline, 3か月に1回 and 1日50件 recur; 3年連続, リードタイムを30日以内に and 30日以内の利用率 are neither."""
    unit, after, text = match["dur_u"], (match["dur_a"] or "").strip(), match.string
    count = read_numeral(match["dur_n"])
    before = text[max(0, match.start() - 14) : match.start()]
    if _PAST.search(before):
        return None
    if match["dur_a"] is None and match["ahead"] is None:
        return None
    if match["dur_a"] == "" and (unit not in ("日", "週") or count != 1):  # 1日50件
        return None
    if after.startswith(_RECURRING) or match["dur_a"] == "":
        return _recurring(match, _PERIODS.get(unit[0]) if count == 1 else None)
    if after == "以内" and _SHARE_WITHIN.match(text, match.end()):
        return None
    if _TIME_METRIC.search(before) and after in ("以内", "内に", "まで"):
        return None
    if unit in ("日", "営業日", "日間", "稼働日") and _ANSWER.match(text, match.end() - len(match["dur_a"] or "")):
        return None
    return _deadline(match, today.within(count + (0.5 if unit == "年半" else 0.0), _DURATION_UNITS.get(unit[0], "month")))


def _half_year(match: re.Match[str], today: Today) -> TimePhrase:
    return _deadline(match, today.within(1, "half"))


def _every(match: re.Match[str], today: Today) -> TimePhrase:
    words = match[0]
    if (day := next((day for day in "月火水木金土日" if f"{day}曜" in words), "")) and words[0] != "毎":
        if not match.string.startswith(("ごと", "毎"), match.end()):
            return _deadline(match, today.weekday("月火水木金土日".index(day)))
        return _recurring(match, Period.WEEK)
    key = next((char for char in words if char in "日朝晩平週月年"), "")
    is_plain = words[0] != "隔" and not words.startswith(("四半期", "毎四半期"))
    return _recurring(match, _PERIODS.get(key) if is_plain else None)


def _edge(match: re.Match[str], today: Today) -> TimePhrase:
    if match[0].startswith("第"):  # 第50期: nobody else knows when a company's years began to count
        return _deadline(match, None)
    unit, offset = next((found for words, found in _EDGES if match[0].startswith(words)), ("month", 0))
    return _deadline(match, today.shifted(unit, offset))


def _season(match: re.Match[str], today: Today) -> TimePhrase:
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


def _part_of(span: Span | None, part: str | None) -> Span | None:
    """上旬 ends on the 10th, 中旬 on the 20th, 前半 in the middle."""
    if span is None or part not in _PARTS:
        return span
    share = _PARTS[part]
    return span[0], span[0] + timedelta(days=max(1, int((span[1] - span[0]).days * share)))


def _full_year(typed: str | None) -> int:
    return 0 if not typed else int(typed) + (2000 if len(typed) <= 2 else 0)


_HANDLERS = {
    "era": _era, "closing": _closing, "ymd": _ymd, "half": _half, "fiscal": _fiscal, "year": _year, "md": _month_day,
    "slash": _slash, "month": _month, "dom": _day_of_month, "rel": _relative, "dur": _duration, "halfyear": _half_year,
    "every": _every, "edge": _edge, "season": _season, "event": _event,
}  # fmt: skip
_PARTS = {"上旬": 0.34, "初旬": 0.34, "初め": 0.34, "初": 0.34, "頭": 0.34, "中旬": 0.67, "半ば": 0.5, "前半": 0.5}
_SEASONS = {"春": 5, "夏": 8, "秋": 11, "冬": 2, "お盆": 8, "クリスマス": 12, "正月": 1}
_UNITS = {
    "日": "day", "朝": "day", "晩": "day", "夜": "day", "営業日": "day", "週": "week", "月": "month", "年": "year",
    "年度": "fiscal year", "会計年度": "fiscal year", "期": "fiscal year", "半期": "half",
}  # fmt: skip
_DURATION_UNITS = {"週": "week", "日": "day", "営": "day", "稼": "day", "年": "year", "四": "quarter", "ク": "quarter"}
_PERIODS = {
    "日": Period.DAY, "朝": Period.DAY, "晩": Period.DAY, "平": Period.DAY, "週": Period.WEEK, "月": Period.MONTH,
    "年": Period.YEAR, "か": Period.MONTH, "ヶ": Period.MONTH, "カ": Period.MONTH,
}  # fmt: skip
_RECURRING = ("に", "ごと", "毎", "おき", "あたり", "当たり", "平均")
_EDGES = (
    (("年度", "期", "通期", "通年"), ("fiscal year", 0)),
    (("年明け",), ("year", 1)),
    (("年",), ("year", 0)),
    (("週明け",), ("week", 1)),
    (("週",), ("week", 0)),
    (("四半期",), ("quarter", 0)),
    (("半期",), ("half", 0)),
    (("明日", "翌日"), ("day", 1)),
    (("明後日",), ("day", 2)),
    (("本日", "今日", "当日"), ("day", 0)),
)
