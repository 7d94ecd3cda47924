"""Descriptions: numbers that say whom or what a goal is about, not what is to be reached."""

from __future__ import annotations

import re

from kpi_xl.smart.words.phrases import Endings, one_of, vocabulary


def is_described(match: re.Match[str]) -> bool:
    """1人あたり, 従業員100名以上の企業, 4店舗の, across 3 regions, deals over $50k: not what is to be reached."""
    text, start = match.string, match.start()
    if not text.isascii() and (said := _is_described_in_japanese(match)) is not None:
        return said
    return text[start - 1 : start] == " " and _is_described_in_english(match)


def _is_described_in_japanese(match: re.Match[str]) -> bool | None:
    """None where nothing Japanese says so or the contrary."""
    text, (start, end) = match.string, match.span()
    number, currency, unit = match.group("num", "currency", "unit")
    if _DONE_THERE.match(text, match.end("num")) and _COUNTED.search(text, max(0, start - 40), start) is None:
        return False  # 棚卸しを全8店で実施: what a deed without another count reaches
    if _DESCRIBED_AFTER.match(text, end) or _PLACES_AFTER.match(text, match.end("num")):
        return True
    if unit is not None and unit in "人名社件回本店舗校" and (_ONE_EACH.match(text, start) or _WHO_DO_EACH.match(text, end)):
        return True
    if unit == "つ" and _GOALS_BEFORE.search(text, max(0, start - 8), start):
        return True
    if _TOPS_BEFORE.stand_before(text, start) and _TOP_AFTER.match(text, end):
        return True
    if _ATTRIBUTE_PARTY.match(text, end) and _ATTRIBUTE_BEFORE.search(text, max(0, start - 40), start):
        return True
    if (currency or unit == "円" or number[-1] in "万億") and _MONEY_PARTY.match(text, end):
        return True
    if _IN_BRACKETS_AFTER.match(text, end) and _IN_BRACKETS_BEFORE.search(text, max(0, start - 12), start):
        return True
    return True if unit in _PARTIES and _PARTIES_AFTER.match(text, end) else None


def _is_described_in_english(match: re.Match[str]) -> bool:
    text, (start, end) = match.string, match.span()
    before = max(0, start - 40)
    if _DONE_IN.search(text, before, start) and _PARTIES_EN.match(text, match.end("num")):
        return False  # updated in 10 stores
    if counts_goals(text, end):
        return True
    if _OF_THE.search(text, max(0, start - 12), start) and _MOST_AFTER.match(text, end):
        return True
    if _PART_OF.search(text, max(0, start - 24), start) or _UNTIL_THEN.search(text, before, start):
        return True
    if (match["currency"] or match["power"]) and _DEALS_BEFORE.search(text, before, start):
        return True
    return counts_a_party(text, start, end)


def counts_goals(text: str, end: int) -> bool:
    """Two things for November."""
    return _GOALS_EN.match(text, end) is not None


def counts_a_party(text: str, start: int, end: int) -> bool:
    """Across 3 regions, with 500 employees, a team of 10."""
    if _TEAM_OF.search(text, max(0, start - 12), start):
        return True
    return _PARTIES_EN.match(text, end) is not None and _PARTY_BEFORE.search(text, max(0, start - 40), start) is not None


_COUNTERS = vocabulary("counters")
_ATTRIBUTES = _COUNTERS["attributes"]
_SHARE_AFTER = (
    r"(?:以内|以上|以下|未満|超)[^、。を&＆・/+\d(]{0,12}(?:割合|比率|率|件数)(?=[^。]*\d)"
    r"|・[^、。\d]{0,4}\d+[^、。\d]{0,3}(?:あたり|当たり)|(?<=[間分秒hd日])以内[^、。を\d]{0,8}\d[\d.]*%"
)
_ATTRIBUTE_AFTER = r"(?<=[間分秒枚ジ])の(?!短縮|削減|圧縮|改善|増|減)[一-龥ァ-ヶa-z\d]"
_DESCRIBED_AFTER = re.compile("|".join([*_COUNTERS["basis"]["ja"], _SHARE_AFTER, _ATTRIBUTE_AFTER]))
_PLACES_AFTER = re.compile(rf"{one_of(_ATTRIBUTES['places'])}(?:の|で|における|において|全て|すべて|合同|それぞれ|全体)")
_DONE_THERE = re.compile(
    rf"{one_of(_ATTRIBUTES['places'])}(?:全て|すべて)?で(?:実施|展開|開催|導入)(?:する|します|を?完了(?:する|します)?)?(?=$|[。!)、\s])"
)
_COUNTED = re.compile(r"\d(?!月|日|年|/|q|時)")
_DONE_IN = re.compile(
    r"(?:^|[.;] )(?:get|have) (?:the |our |all )?[a-z -]{3,30} "
    r"(?:updated|installed|refreshed|listed|stocked|live|set up|rolled out) (?:in|at) (?:all )?$"
)
_ONE_EACH = re.compile(r"[1一](?:人|名|社|件|回|本)(?=[\d一二三四五六七八九十])")
_WHO_DO_EACH = re.compile(r"(?:店舗?|舗)?(?:の[^、。\d]{1,10}を(?:それぞれ|各)|が[^、。\d]{0,16}各\d|を(?:毎?[月週日]に?|各)\d+回)")
"""新人2名が商談を各10件: who does it. 担当30店舗を月2回: to whom."""
_GOALS_BEFORE = re.compile(r"(?:目標|指標|kpi|テーマ|課題|次|以下|下記)[はがの]?$")
"""目標は2つ counts the goals."""
_GOALS_EN = re.compile(r" (?:big |main |key |more )?(?:things|goals|targets|priorities|objectives|big ones)\b")
_TOPS_BEFORE = Endings(["上位", "トップ", "ワースト"])
_OF_THE = re.compile(r"\b(?:for|of|in|across|on|from|with) (?:the|our|my) $")
_MOST_AFTER = re.compile(r" (?:most|least) [a-z]")
"""Scripts for the 4 most frequent objections."""
_TOP_AFTER = re.compile(r"(?:の|への|に対する|向け|企業|顧客|以内に?(?!入))")
_LIMITS = r"(?:以上|以下|未満|超|規模|クラス|程度|前後|台|から|~)*"
_ATTRIBUTE_BEFORE = re.compile(rf"{one_of(_ATTRIBUTES['before'])}(?:が|は|の|約|:)*$")
_ATTRIBUTE_PARTY = re.compile(
    rf"{_LIMITS}(?:の|を超える|を持つ|を有する)?(?:[^、。(\d&＆/＋+]{{0,6}})?{one_of(_ATTRIBUTES['parties'])}"
    rf"|(?:以上|以下|未満|超)[、,・](?=[^。をにで:]{{0,40}}{one_of(_ATTRIBUTES['parties'])}(?:[のにへでがか、。]|を(?!\d)|$))"
)
_MONEY_PARTY = re.compile(
    r"(?:の)?(?:プラン|コース|メニュー)(?=[のを]|契約)|(?:以上|以下|未満|超|規模|クラス)の?(?:大型)?(?:案件|商談|契約|取引|顧客|企業|商品|プラン|物件|見積|お客)"
)
_IN_BRACKETS_BEFORE = re.compile(rf"{one_of(_ATTRIBUTES['parties'])}\(\s?$")
_IN_BRACKETS_AFTER = re.compile(r"(?:以上|以下|未満|超|規模|クラス)\)")
_PART_OF = re.compile(r"[\d%] (?:out )?of (?:the |our |my |all |these |those |their |a possible )*(?:top |last |next )?$")
_UNTIL_THEN = re.compile(r"\buntil (?:he|she|they|it|we)\b[^.;,]*$")
"""Until he is back above 80%: for how long."""
_PARTIES_EN = re.compile(
    rf"\+? (?:(?:or more|existing|largest|priority|target|sales|key) )?{one_of(_ATTRIBUTES['parties_en'])}\b"
)
_PARTIES = ("社", "人", "名", "店", "店舗", "校")
_PARTIES_AFTER = re.compile(
    r"(?:中、?|から、?)(?:約|計|最低)?\d+(?:件|社|人|名|店|店舗|校|%|割)(?:以上)?(?:の|を|から|で|と|に)?"
    r"(?:受注|成約|契約|内諾|紹介|獲得|合意|回答|アポ|承認|同意|申込|商談化|面談|返信|もら|更新|発注|取る|取り|決め)"
)
"""The 20社 of 20社から5社受注."""
_LIMITS_EN = "(?:our|the|all|these|my|their|its|more than|over|at least|fewer than|under|less than|up to|around|about)"
_TEAM_OF = re.compile(r"\b(?:team|group|staff|panel|crew|force) of $")
_PARTY_BEFORE = re.compile(rf"\b(?:with|having|employing|of|in|across|at|from|among|for|within|over|under)(?: {_LIMITS_EN})* $")
_DEALS_BEFORE = re.compile(
    rf"\b{one_of(_ATTRIBUTES['money_en'])} (?:(?:>=?|≥|worth|valued|at|over|above|of|than|larger|bigger|exceeding|under|below|greater"
    r"|more|least|with|revenue|budgets?|spending|in) )+$"
)
