"""Clauses: goals that one sentence strings together (商談50件、受注10件を来月末までに; book 50 demos and close 10 deals).

A clause is a goal of its own where it has a number to reach and names what it counts; else it belongs to the one before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kpi_xl.smart.numbers.quantity import Quantity, Scale
from kpi_xl.smart.reading.explanations import explains, is_means
from kpi_xl.smart.reading.facts import is_subject
from kpi_xl.smart.reading.movement import is_where_it_starts
from kpi_xl.smart.reading.statement import GoalStatement
from kpi_xl.smart.reading.totals import has_total
from kpi_xl.smart.splitting.acts import MOST_DAYS, act_named, has_own_day, is_dated_act, says_from_when
from kpi_xl.smart.splitting.completion import completed, own_words
from kpi_xl.smart.splitting.nouns import unknown_noun
from kpi_xl.smart.splitting.shares import BREAKDOWN, FROM_THERE, RESULT_TOLD, is_share_or_reason
from kpi_xl.smart.splitting.stretches import (
    Part,
    begins_sentence,
    ends_sentence,
    has_deadline,
    has_own_verb,
    within,
)
from kpi_xl.smart.splitting.wishes import wishes
from kpi_xl.smart.words.phrases import any_of
from kpi_xl.smart.words.typed_text import places_in


def clauses(goal: GoalStatement) -> list[tuple[str, str]]:
    """(as typed, as meant) of every goal that the sentence strings together; the one where it is single."""
    parts = _parts(goal)
    if len(parts) < FEWEST:
        return []
    given = goal.text.strip()
    if "\n" not in given and places_in(given, goal.typed) == list(range(len(given) + 1)):
        goal = goal._replace(typed=given)
    own = [own_words(goal.typed[start:end]) for start, end in parts]
    return list(zip(own, completed(goal, parts), strict=True))


def _parts(goal: GoalStatement) -> list[Part]:
    """The stretches of text of the goals, from the first character to the last."""
    wished_for = wishes(goal) if not goal.numbers else []
    if wished_for or not (goal.numbers or FEWEST <= len(goal.times) <= MOST_DAYS):
        return wished_for
    targets = _targets(goal)
    if (len(targets) < FEWEST and not _MAY_ADD.search(goal.plain)) or has_total(goal.plain, targets):
        return []
    cuts = list(_cuts(goal))
    begins, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(goal.plain)]
    parts: list[Part] = []
    named: set[str] = set()
    is_aside, open_since = False, None
    for start, end in zip(begins, ends, strict=True):
        is_aside = _is_aside(goal, start, end, is_aside)
        what = None if is_aside or (parts and explains(goal.plain, start, end)) else _named(goal, targets, start, end)
        if what is None and not parts and goal.language == "en":
            open_since = start if open_since is None else open_since
            what = _named(goal, targets, open_since, end) if is_dated_act(goal, open_since, end) else None
        if what is not None and what not in named:
            named.add(what)
            parts.append((start if parts else 0, end))
        elif parts:
            parts[-1] = (parts[-1][0], end)
    return parts


def _is_aside(goal: GoalStatement, start: int, end: int, is_before: bool) -> bool:
    """True within means (using A, B and two webinars), up to a verb, and within a breakdown (内訳は…), up to the sentence's end."""
    clause = goal.plain[start:end]
    if is_means(clause) or BREAKDOWN.match(clause) or (start and _LEADS_TO_MEANS.search(goal.plain, max(0, start - LOOK_BACK), start)):
        return True
    has_verb = goal.language == "en" and " " in clause.strip() and has_own_verb(goal, (start, end))
    return is_before and not begins_sentence(goal, start) and not has_verb


def _targets(goal: GoalStatement) -> list[Quantity]:
    """The numbers to reach, from left to right."""
    is_japanese = goal.language == "ja"
    return [
        number for index, number in enumerate(goal.numbers) if not is_where_it_starts(goal.plain, goal.numbers, index, is_japanese)
    ]


def _cuts(goal: GoalStatement) -> Iterator[Part]:
    """Separators; one within a time or a number (3月15日, 1,000) or in brackets parts nothing."""
    spans = sorted([*((each.start, each.end) for each in goal.times), *((each.start, each.end) for each in goal.numbers)])
    at = depth = last = 0
    for cut in _SEPARATOR.finditer(goal.plain):
        start, end = cut.span()
        depth += goal.plain.count("(", last, start) - goal.plain.count(")", last, start)
        last = start
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        is_of_means = cut[0] in _WITH and _MEANS_AHEAD.match(goal.plain, end) is not None
        is_of_means = is_of_means or _TO_SOMEBODY.fullmatch(goal.plain, 0, start) is not None
        leads_into = goal.language == "ja" and _LEADS_INTO.search(goal.plain, max(0, start - LONGEST_WHOM), start) is not None
        leads_into = leads_into or _goes_on(goal.plain, start, end) or (cut[0] == " " and _is_after_first_time(goal, start))
        if depth <= 0 and not is_of_means and not leads_into and not (at < len(spans) and spans[at][0] <= start and end <= spans[at][1]):
            yield start, end


def _is_after_first_time(goal: GoalStatement, at: int) -> bool:
    """The blank of 12/10 提案書提出、12/17 …: a clause begins with its time."""
    return any(each.end == at and goal.plain[: each.start].rstrip()[-1:] in ("", "、", "。", ";") for each in goal.times[:MOST_DAYS])


def _goes_on(text: str, start: int, end: int) -> bool:
    """True of a separator before a figure that belongs to what stands before it: the amount of a rate, the second sentence of a goal."""
    if text[start] == "." and text[end].isdigit() and not text.endswith(_RHYTHMS, 0, start):
        return _ALSO_BEFORE.search(text, max(0, start - LOOK_BACK), start) is None
    return _SAID_AGAIN.match(text, start) is not None and _COMPARED.search(text, 0, start) is not None


def _named(goal: GoalStatement, targets: Sequence[Quantity], start: int, end: int) -> str | None:
    """What a clause with a number to reach counts; None where it has no such number, or says why or how."""
    numbers = within(targets, start, end)
    if start and numbers and _BUT_WAS.match(goal.plain, start, end):
        return None
    if RESULT_TOLD.match(goal.plain, start, end) or says_from_when(goal, start, end):
        return None
    if not numbers:
        return act_named(goal, start, end)
    if _is_reason(goal, start, end, numbers[-1]):
        return None
    what = _subject_of(goal, numbers[0], start, end) or unknown_noun(goal, start, end) or _dated(goal, numbers[0], start, end)
    label = _label(goal, start, end)
    is_amount = numbers[0].scale in (Scale.YEN, Scale.MONEY)
    sold = _SOLD_EN.search(goal.plain, start, end) if what is None and is_amount else None
    if sold is not None:
        return sold[0]
    if what is None and label is None and (plan := _OF_PLAN.search(goal.plain, start, end)):
        return plan[0]
    if label and what is None and _FIGURE_OF.match(goal.plain, start, end) and len(_FIGURE_OF.findall(goal.plain)) >= FEWEST:
        return label
    is_same_figure = what is None and numbers[0] is not targets[0] and _NEXT_TERM.search(goal.plain, start, numbers[0].start) is not None
    return f"{label} {what or ''}" if label and (what or is_amount or is_same_figure) else what


def _dated(goal: GoalStatement, number: Quantity, start: int, end: int) -> str | None:
    """請求漏れ of 月末までに請求漏れゼロ、来月10日までに…: a clause with its noun and a day that no other has."""
    noun = _NOUN_BEFORE.search(goal.outside, start, number.start) if goal.language == "ja" else None
    return noun[0] if noun is not None and has_own_day(goal, start, end) else None


def _label(goal: GoalStatement, start: int, end: int) -> str | None:
    """Whose or when: Amy: 12 deals, 大阪営業所は受注8件, Q4は売上2億. The same figure of another is another goal."""
    party = _PARTY.match(goal.plain, start, end) or _NAME.match(goal.typed, start, end)
    if party is not None:
        is_known = any(word.start == party.start("who") for word in within(goal.words, start, end))
        return None if is_known and party.re is _NAME else party["who"].lower()
    first = next(iter(within(goal.times, start, end)), None)
    is_first = first is not None and not goal.plain[start : first.start].strip()
    is_heading = is_first and first is not None and (goal.plain.startswith(("は", ":"), first.end) or _FIGURE_NEXT.match(goal.plain, first.end))
    return first.words if first is not None and is_heading and not first.is_recurring else None


def _subject_of(goal: GoalStatement, number: Quantity, start: int, end: int) -> str | None:
    """What the number counts: the first word of the clause, and in Japanese the last before it (代理店経由の売上を120%), too."""
    subjects = [word for word in within(goal.words, start, end) if is_subject(word) and word.text not in _AVERAGES]
    before = [word.text for word in subjects if word.end <= number.start] if goal.language == "ja" else []
    kind = _KIND_BEFORE.search(goal.plain, start, subjects[0].start) if before else None
    first = f"{kind[0]}{subjects[0].text}" if kind else subjects[0].text if subjects else ""
    return " ".join(dict.fromkeys([first, *before[-1:]])) if subjects else None


def _is_reason(goal: GoalStatement, start: int, end: int, number: Quantity) -> bool:
    clause = goal.plain[start:end]
    times = [phrase.end for phrase in within(goal.times, start, end)]
    is_when = (clause.endswith("で") and end - 1 in times) or (clause.endswith("から") and end - 2 in times)  # 3Qで, 1月から
    if goal.language == "en" and start and _RESULT_EN.search(clause) and not has_own_verb(goal, (start, end)):
        return True
    if start and _DOING_EN.match(clause) and not _GERUND.match(goal.plain):
        return True
    if is_share_or_reason(clause):
        return True
    if goal.language == "ja" and ((_DOES.search(clause) and _leads_to_result(goal, start, end)) or FROM_THERE.match(goal.plain, end)):
        return True
    is_means = _MEANS.search(_BRACKETS_LAST.sub("", clause)) is not None and _OF_EACH.search(goal.plain) is None
    is_means = is_means and _BRINGS_TO_AN_END.search(clause) is None and _ALSO_NEXT.match(goal.plain, end) is None
    if is_means and not is_when and not _AND_JA.search(clause) and not _leads_on(goal, end):
        return True
    if goal.purpose is not None and goal.purpose in clause:
        return True
    return number.scale is Scale.RANK and start == 0


def _leads_on(goal: GoalStatement, end: int) -> bool:
    """…やって。 ends an order, and 媒介を10本取って、成約は4本 sets another figure: no means."""
    is_order = ends_sentence(goal, end) and goal.plain.endswith(_ASKS, 0, end)
    return is_order or _TOPIC_NEXT.match(goal.plain, end) is not None


def _leads_to_result(goal: GoalStatement, start: int, end: int) -> bool:
    """提案を月10件行い、アップセル率5%を達成する: what is done, and what comes of it; not what is to be done besides (…も, 次に…)."""
    result = _RESULT.match(goal.plain, end)
    if result is None or not goal.plain[start:end].strip():
        return False
    begins, comes = (start, end), (end, result.end())
    return not (has_deadline(within(goal.times, *begins), begins) and has_deadline(within(goal.times, *comes), comes))


FEWEST = 2
LONGEST_WHOM = 28
_SEPARATOR = re.compile(
    r"[、。;；]\s?(?:また|および|及び|かつ|さらに|加えて|それから|(?:あわせて|併せて|合わせて)(?!.{0,2}\d)|(?:あと|それと|そして|他に|ほかに|次に|続いて|その後|最後に|一方|同時に)(?=、))?、?"
    r"|(?<!\d),\s?(?:and |plus |then )?(?:also )?|,(?!\d)\s?(?:and |plus |then )?(?:also )?"
    r"|\s[/／|&+]\s|\s(?:and|plus|as well as)\s(?:also )?"
    r"|(?:それから|並びに|ならびに|および|及び)\s?|\s(?:及び|および|かつ|且つ|それから|並びに|ならびに|プラス)\s"
    r"|(?<=/[日週月年]) (?=[ァ-ヶ一-龥])|(?<=[うくすつむぶる)プ増善化])\+(?=[一-龥ァ-ヶ])"
    r"|(?<=[\d件社回名人円%本台割点億万]) (?=[ァ-ヶ一-龥]|\d{1,2}月[:：は]|[a-z]{1,8}[:：])"
    r"|(?<=[件社回名人円%本台割点億万])\+(?=[一-龥ァ-ヶ][^、。\d]{0,14}\d)"
    r"|\swhile (?!keep|maintain|hold|stay)(?=[a-z]+ing [^,.]*\d)"
    r"|(?<=[件社回名人円%本台割点億万上下内満超)])(?<![^以]上)(?<![^以]下)(?<![^以]内)(?<![^未]満)(?<![a-z]社)"
    r"(?:と|および|及び|かつ|且つ|＆|&|/|・)(?=[一-龥ァ-ヶa-z][^、。\d]{0,14}\d)|(?<!\bno)(?<!\bvs)(?<!\bavg)(?<!\bincl)(?<!\bapprox)\.\s(?=[a-z])"
    r"|(?:(?<=[a-z]{4})|(?<=/day)|(?<=/wk)|(?<=/mo))\.\s(?=[$€£¥]?\d[\d.,]*[km%]? [a-z]{3})"
    r"|(?<=[a-z\d])!+\s(?:(?:also|then|and|plus) )?(?=[a-z])|!+(?:(?:あと|また|それと|さらに)、?)?(?=[ァ-ヶ一-龥])"
    r"|(?<=ゼロ)(?:と|・|/)(?=[一-龥ァ-ヶa-z])|(?<=[一-龥])&(?=[一-龥ァ-ヶ][^、。\d]{0,10}\d)"
)
_TO_SOMEBODY = re.compile(r"[^\d、。:]{1,8}(?:さん|くん|君|ちゃん|さま|様)へ?")
"""小林さん、1月中に…: who is asked is no clause."""
_LEADS_INTO = re.compile(
    r"(?:の|もの|ところ)を$"
    r"|(?:^|[、。:\s])(?:全|上位|主要|重点|既存|対象|担当)(?:の)?\d+[社人名店校軒施]の?[^、。\d]{0,14}(?:に(?:対して?)?|へ)$"
)
"""平均26時間かかっているのを、12時間以内に: the one is where the other starts. 全24社のお客様に、…: for whom, and no figure."""
_ALSO_BEFORE = re.compile(r"(?:[.!;] |^)also,? [^.;!]*$")
"""Also get the desk tidy. 30 calls a week: what is wished for besides says nothing of the figure after it."""
_RHYTHMS = ("/day", "/wk", "/week", "/mo", "/month", " a day", " a week", " a month")
_COMPARED = re.compile(r"^[^、。\d]{0,8}(?:比|対比)\s?\d[\d.]*%$")
_SAID_AGAIN = re.compile(r"、\d[\d,.]*[億万千]*円の")
"""前期比115%、3,450万円の売上: one goal, said as a rate and as its amount."""
_BUT_WAS = re.compile(r"\s*(?:but|though|although) [^,;]*\b(?:was|were|had)\b|\s*(?:ただし?|でも)、?[^、。]*(?:休|不在|いなかった|だった)")
"""But two reps were off: why it was so."""
_WITH = ("と", "＆", "&", "/", "・", "及び", "および", "や")
_MEANS_AHEAD = re.compile(r"[^、。]{1,24}?(?:を通じ|により|によって|を使|を活用|を組み合わせ|を行い|で、)")
"""セミナー2回と相談会3回を通じて are one means."""
_MEANS = re.compile(
    r"(?:ため(?:に|、)?|つつ|ながら|合わせ|併せ|加え|通じ|もとに|踏まえ|べく|ように|ことで|により|によって|て|(?<!ま)で|ので|から|が|けど|(?<![こ一-龥ァ-ヶー])と)\s?$"
)
_BRACKETS_LAST = re.compile(r"\([^()]*\)$")
_BRINGS_TO_AN_END = re.compile(r"(?:消化|完了|完済|締結|回収|解消)して$")
"""受注残1億を消化して、…: what comes to an end is no means."""
_ALSO_NEXT = re.compile(r"、[^、。\d]{1,14}も[^、。\d]{0,6}\d")
"""訪問を週15件に増やして、受注率も25%に上げる: も sets the one beside the other."""
_OF_EACH = re.compile(r"いずれも|どちらも|どっちも")
"""売上を維持しつつ、契約を20件増やす。いずれも今年度: what is said of each is said of goals."""
_DOING_EN = re.compile(r"\s*(?:calling|texting|emailing|visiting|asking|offering|sending|making|doing|holding) ")
_GERUND = re.compile(r"[a-z]+ing\b")
"""Show rate to 70%, calling between 8 and 10: how, where the goal itself is no such list."""
_RESULT_EN = re.compile(r" to (?:get|generate|win|book|reach|bring in|source|land|add|create|drive) [$€£]?\d")
"""Run 2 webinars and a campaign to get 60 MQLs: one result of both."""
_AND_JA = re.compile(r"\d[件社回名本台枚%]?の[ァ-ヶ一-龥]{2,12}と$")
"""月20件の新規アポと、… goes on with another."""
_ASKS = ("やって", "しといて", "しておいて", "して", "行って", "続けて", "出して", "取って")
_TOPIC_NEXT = re.compile(r"、[一-龥ァ-ヶー]{2,10}は[^、。\d]{0,4}\d")
"""媒介を10本取って、成約は4本: は sets the other figure beside the first."""
_DOES = re.compile(
    r"(?:行い|行って|[同出]席し|同行し|参加し|交渉し|協議し|相談し|実施し|架電し|電話し|連絡し"
    r"|訪問し|かけ|架け|回り|送り|送付し|配り|開催し|公開し|発信し|投稿し|続け|継続し|分析し|振り返り|見直し|調査し)て?$"
)
_RESULT = re.compile(r"、(?!また|さらに|次に|その後|あわせて|併せて|かつ|同時に|加えて)(?![^、。]{0,24}も[^、。\d]{0,4}\d)[^。]*\d[^。]*")
_KIND_BEFORE = re.compile(r"(?<![a-z])[a-z]$|(?:新車|中古車?)$")
"""The A of A商品200個、B商品150個."""
_MAY_ADD = re.compile(
    r"[。!]+.|\d.*, then |, then .*\d|\d.*&.*[a-z]|[;；]|\.\s|\d.*\sand\s.*(?:\d|daily|weekly|monthly|every )"
    r"|、(?:ついでに|あと|それと|おまけに)"
    r"|まで.*、.*(?:まで|曜日?に|\d(?:\([^)]\))?に)|\d\)[、,].*\d\)|\d/\d+[^、]*、\s?\d{1,2}/\d|\bby [^,]*, [^,]* by \S|.\b(?:and|plus|&) [a-z]+ \d"
)
"""What a sentence or act beside the one with a number needs."""
_NOUN_BEFORE = re.compile(r"[一-龥ァ-ヶー]{2,12}[れりいきしみち]?$")
LOOK_BACK = 60  #: characters before a clause that can say that it lists means
_LEADS_TO_MEANS = re.compile(
    r"を目標(?:に|として)、\s?$| (?:from \d[\d,]*|via|through|using|with|thanks to|by means of)"
    rf" (?!\d|to\b|(?:the )?end\b|until\b|q[1-4]|fy|this\b|next\b|{any_of('english_times', 'months')}\b)[a-z]"
    r"[^.;,()\d]*(?:,| and| plus| &|,? and)\s?$"
)
"""Via partners and of "20 demos via partners and 2 webinars"."""
_AVERAGES = frozenset({"平均", "以内", "以上", "以下", "未満", "程度", "目標", "average", "avg", "target", "goal"})
"""Of what, another word says."""
_PARTY = re.compile(
    r"\s*(?P<who>(?:avg |average |total |new )?(?!kr|kpi|goal|target|now|current|actual|due|deadline|baseline|today|last)"
    r"[a-z]{2,12}(?=:\s?[+-]?[$€£]?\d)"
    r"|[^\s、。:\d]{1,8}(?:チーム|課|部|支店|営業所|エリア|地区|支社|さん|担当)(?=[:：\sはが\d])"
    r"|(?!目標|現状|現在|実績|期限|方法|手段|施策|理由|根拠|今月|先月|来月|前年|昨年|合計|内訳|全体|結果)[一-龥]{2,4}(?=[:：][一-龥ァ-ヶ]{2,8}(?:月|週)?\d))"
)
_SOLD_EN = re.compile(r"\b(?:closed|won|booked|signed|collected)\b")
_NEXT_TERM = re.compile(r"[月期年度半週qQ\d]は\s?(?:約|目標)?$")
"""12月は受注6件、1月は8件: what is counted the first clause says."""
_OF_PLAN = re.compile(r"(?<=\d% of )(?:(?:my|our|the) )?(?:target|plan|budget|goal)\b")
"""Hit 104% of target: what is counted is the target itself."""
_FIGURE_OF = re.compile(r"\s*\b[a-z]{3,12}:\s?[+-]?[$€£]?\d")
"""Convos: 12/day: the label names what is counted."""
_FIGURE_NEXT = re.compile(r" [¥$€£]?\d")
_NAME = re.compile(r"\s*(?P<who>[A-Z][a-z]{1,11})(?= \d)")
