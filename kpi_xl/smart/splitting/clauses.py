"""Clauses: goals that one sentence strings together (商談50件、受注10件を来月末までに; book 50 demos and close 10 deals).

A clause is a goal of its own where it has a number to reach and names what it counts; else it belongs to the one before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kpi_xl.smart.grounds.clauses import clauses_in
from kpi_xl.smart.grounds.misses import is_gap
from kpi_xl.smart.grounds.ways import says_way
from kpi_xl.smart.numbers.quantity import Quantity, Scale
from kpi_xl.smart.reading.explanations import explains, is_means, tells_state
from kpi_xl.smart.reading.facts import is_subject
from kpi_xl.smart.reading.movement import is_where_it_starts
from kpi_xl.smart.reading.objects import is_private
from kpi_xl.smart.reading.statement import GoalStatement
from kpi_xl.smart.reading.totals import has_total
from kpi_xl.smart.splitting.acts import HANDS_IN, MOST_DAYS, act_named, has_own_day, is_dated_act, says_from_when
from kpi_xl.smart.splitting.completion import HOW_SOON, completed
from kpi_xl.smart.splitting.cuts import cuts
from kpi_xl.smart.splitting.nouns import thing_counted, unknown_noun
from kpi_xl.smart.splitting.own_words import own_words
from kpi_xl.smart.splitting.shares import BREAKDOWN, REACHED_SO, RESULT_TOLD, SPLIT_UP, is_reason
from kpi_xl.smart.splitting.stretches import Part, begins_sentence, has_own_verb, within
from kpi_xl.smart.splitting.wishes import deed_list, wishes
from kpi_xl.smart.times.time_phrase import TimePhrase
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
    if deeds := deed_list(goal):
        return deeds
    wished_for = wishes(goal) if not goal.numbers else []
    if wished_for or not (goal.numbers or FEWEST <= len(goal.times) <= MOST_DAYS):
        return wished_for
    targets = _targets(goal)
    may_add = len(targets) >= FEWEST or (goal.language == "en" and len(goal.times) >= FEWEST)
    if not (may_add or _MAY_ADD.search(goal.plain) or _adds_own_matter(goal)) or has_total(goal.plain, targets):
        return []
    found = list(cuts(goal))
    begins, ends = [0, *(end for _, end in found)], [*(start for start, _ in found), len(goal.plain)]
    parts: list[Part] = []
    named: set[str] = set()
    is_aside, open_since, heading = False, None, ""
    led = clauses_in(goal.plain, goal.language == "ja")
    for start, end in zip(begins, ends, strict=True):
        is_aside = _is_aside(goal, start, end, is_aside)
        if any(each.start <= start and end <= each.end + 1 for each in led):
            if parts:
                parts[-1] = (parts[-1][0], end)
            continue
        is_said = bool(parts) and not _WANTS_NONE.match(goal.plain, start) and (explains(goal.plain, start, end) or _says_way(goal, start, end))
        what = None if is_aside or is_said else _named(goal, targets, start, end)
        if what is None and not parts and goal.language == "en":
            open_since = start if open_since is None else open_since
            what = _named(goal, targets, open_since, end) if is_dated_act(goal, open_since, end) else None
        heading = _month_heading(goal, start, end) or ("" if begins_sentence(goal, start) else heading)
        if what is None and heading and _AMOUNT_ALONE.fullmatch(goal.plain, start, end):
            what = "amount"  # Q1: 9 deals, $450k
        what = f"{heading} {what}" if what is not None and heading else what
        if what is not None and what not in named:
            named.add(what)
            parts.append((start if parts else 0, end))
        elif parts:
            parts[-1] = (parts[-1][0], end)
    return parts


def _says_way(goal: GoalStatement, start: int, end: int) -> bool:
    """one extra SDR starts on Jan 4, 大口2社の見積が通れば届く, 8月に試用、9月に説明会を予定."""
    clause = goal.plain[start:end].strip(" 。.")
    if goal.language == "ja" and "。" in goal.plain[:start] and _PLANNED.match(goal.plain, start):
        return True
    if goal.language == "en":
        return says_way(clause) and not is_dated_act(goal, start, end)
    return _SURE_JA.search(clause) is not None


def _adds_own_matter(goal: GoalStatement) -> bool:
    """机の片付け, after a comma: a matter of one's own beside a goal with its figure."""
    return _LISTS.search(goal.plain) is not None and is_private(goal.plain, goal.language == "ja")


def _is_aside(goal: GoalStatement, start: int, end: int, is_before: bool) -> bool:
    """True within means (using A, B and two webinars), up to a verb, and within a breakdown (内訳は…), up to the sentence's end."""
    clause, begins = goal.plain[start:end], begins_sentence(goal, start)
    if is_means(clause) or BREAKDOWN.match(clause) or (start and SPLIT_UP.match(goal.plain, start)):
        return True
    is_later = start > 0 and goal.language == "en"
    if is_later and (_HOW_BEHIND.match(goal.plain, 0, min(start, LONGEST_GOAL)) or (begins and tells_state(goal.plain, start, end))):
        return True
    if start and _DOES_SO_MANY.match(clause) is None and _LEADS_TO_MEANS.search(goal.plain, max(0, start - LOOK_BACK), start):
        return True
    if start and _GERUND.match(clause) and _DASHED_GERUND.search(goal.plain, max(0, start - LOOK_BACK), start):
        return True
    has_verb = goal.language == "en" and " " in clause.strip() and has_own_verb(goal, (start, end))
    may_say_how = goal.language == "en" and (not has_verb or _GERUND.match(clause) is not None)
    if start and may_say_how and _BY_DOING.search(goal.plain, max(0, start - LOOK_BACK), start):
        return True
    return is_before and not begins and not has_verb


def _targets(goal: GoalStatement) -> list[Quantity]:
    """The numbers to reach, from left to right."""
    is_japanese = goal.language == "ja"
    return [
        number for index, number in enumerate(goal.numbers)
        if not is_gap(goal.plain, number) and not is_where_it_starts(goal.plain, goal.numbers, index, is_japanese)
    ]


def _named(goal: GoalStatement, targets: Sequence[Quantity], start: int, end: int) -> str | None:
    """What a clause with a number to reach counts; None where it has no such number, or says why or how."""
    numbers = within(targets, start, end)
    if start and (REACHED_SO.search(goal.plain, start, end) or (_BUT_WAS if numbers else _OF_ALL).match(goal.plain, start, end)):
        return None
    if start and goal.language == "en" and tells_state(goal.plain, start, end):
        return None
    if RESULT_TOLD.match(goal.plain, start, end) or says_from_when(goal, start, end):
        return None
    if not numbers:
        return act_named(goal, start, end)
    if is_reason(goal, start, end, numbers[-1]):
        return None
    what = _subject_of(goal, numbers[0], start, end)
    if what is not None and goal.language == "en" and start and numbers[0].scale in HOW_SOON and has_own_verb(goal, (start, end)):
        what += " in time"  # 10 reviews, reply to all reviews within 1 day
    what = what or unknown_noun(goal, start, end) or _dated(goal, numbers[0], start, end)
    if what is None and goal.language == "ja" and start and begins_sentence(goal, start) and (topic := _TOPIC_FIGURE.match(goal.plain, start, end)):
        what = topic["what"]
    if what is None and is_private(goal.plain[start:end], goal.language == "ja"):
        what = goal.plain[start:end]
    label = _label(goal, start, end)
    if what is None and goal.language == "ja" and len(goal.numbers) <= MOST_LABELLED and len(_LABELLED_FIGURES.findall(goal.plain)) >= FEWEST:
        headed = _LABELLED_FIGURES.match(goal.plain, start, end)
        what = headed["what"] if headed else None
    is_amount = numbers[0].scale in (Scale.YEN, Scale.MONEY)
    sold = _SOLD_EN.search(goal.plain, start, end) if what is None and is_amount else None
    if sold is not None:
        return sold[0]
    if what is None and label is None and is_amount and not start and _is_amount_among_rates(goal, targets, end):
        return goal.plain[start:end]
    if what is None and label is None and (plan := _OF_PLAN.search(goal.plain, start, end)):
        return plan[0]
    if label and what is None and _FIGURE_OF.match(goal.plain, start, end) and len(_FIGURE_OF.findall(goal.plain)) >= FEWEST:
        return label
    if what is None and label is None and _AMOUNT_BY.match(goal.plain, start, end) and has_own_day(goal, start, end):
        return goal.plain[start:end]
    is_same_figure = what is None and numbers[0] is not targets[0] and _NEXT_TERM.search(goal.plain, start, numbers[0].start) is not None
    if what is None and (label is None or not is_amount):
        what = thing_counted(goal, start, end)
    return f"{label} {what or ''}" if label and (what or is_amount or is_same_figure) else what


def _is_amount_among_rates(goal: GoalStatement, targets: Sequence[Quantity], end: int) -> bool:
    """月間60万、活動率90%、紹介率30%: an amount that comes again is no part of the rates."""
    recurs = any(phrase.is_recurring for phrase in within(goal.times, 0, end))
    return recurs and goal.language == "ja" and all(each.scale is Scale.RATE for each in targets[1:])


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
    is_first = first is not None and (not goal.plain[start : first.start].strip() or _HEAD_OF_TERMS.fullmatch(goal.plain, start, first.start))
    if first is None or not is_first or first.is_recurring:
        return None
    is_heading = goal.plain.startswith(("は", ":", " - "), first.end) or _FIGURE_NEXT.match(goal.plain, first.end) or _heads_each(goal, first)
    return first.words if is_heading else None


def _month_heading(goal: GoalStatement, start: int, end: int) -> str:
    """Jan of Jan: 10 demos, 4 closes: what stands below it in the sentence is another month's, though counted alike."""
    first = next(iter(within(goal.times, start, end)), None)
    is_first = first is not None and not first.is_recurring and not goal.plain[start : first.start].strip()
    return first.words if first is not None and is_first and goal.plain.startswith((":", "は", " - "), first.end) else ""


def _heads_each(goal: GoalStatement, first: TimePhrase) -> bool:
    """Jan new logos 4, Feb new logos 6 and 12月 アポ20件、1月 アポ25件: month by month."""
    head = goal.times[0]
    is_headed = not head.start and not head.is_recurring and _MONTH_ALONE.fullmatch(head.words) is not None
    return is_headed and len(goal.times) > 1 and _MONTH_ALONE.fullmatch(first.words) is not None


def _subject_of(goal: GoalStatement, number: Quantity, start: int, end: int) -> str | None:
    """What the number counts: the first word of the clause, and in Japanese the last before it (代理店経由の売上を120%), too."""
    subjects = [word for word in within(goal.words, start, end) if is_subject(word) and word.text not in _AVERAGES]
    before = [word.text for word in subjects if word.end <= number.start] if goal.language == "ja" else []
    kind = _KIND_BEFORE.search(goal.plain, start, subjects[0].start) if before else None
    first = f"{kind[0]}{subjects[0].text}" if kind else subjects[0].text if subjects else ""
    return " ".join(dict.fromkeys([first, *before[-1:]])) if subjects else None


FEWEST = 2
_BUT_WAS = re.compile(r"\s*(?:but|though|although) [^,;]*\b(?:was|were|had)\b|\s*(?:ただし?|でも)、?[^、。]*(?:休|不在|いなかった|だった)")
"""But two reps were off: why it was so."""
_KIND_BEFORE = re.compile(r"(?<![a-z])[a-z]$|(?:新車|中古車?)$")
"""The A of A商品200個、B商品150個."""
_AMOUNT_ALONE = re.compile(r"\s*(?:[$€£¥]\d[\d.,]*[kmb]?|\d[\d.,]*[万億]円?)\s*[.。]?")
_SURE_JA = re.compile(
    r"(?:れば|なら|ので)[^、]*(?:届く|いける|足りる|できる|到達|見込み|可能)$|(?:見込み|予定|済み?|内定|合意)$"
    r"|^(?:[毎1一]日|週|月)に?約?\d+[^\d、。]{1,3}の?ペース(?:で|です)?$"
)
_WANTS_NONE = re.compile(r"\s*(?:no more|zero) [a-z' -]{3,40}(?:[.;!]|$)")
"""No more missed calls: what is wanted gone is no way to the goal before it."""
_PLANNED = re.compile(r"[^。]{2,60}(?:を予定|を計画|する予定)(?:しています|している|中)?(?:。|$)")
_LISTS = re.compile(r"[、;]|, ")
_MAY_ADD = re.compile(
    r", (?:all|every|each) [a-z]|^(?:more|fewer|less|better|improve|build|strengthen) [^.;,\d]+, |^[^、。\d]{3,}[うくすつむぐぶる]、|"
    r"[。!]+.|\d.*, then |, then .*\d|\d.*&.*[a-z]|[;；]|\.\s|\d.*\sand\s.*(?:\d|daily|weekly|monthly|every )"
    r"|、(?:ついでに|あと|それと|おまけに)|^[^、。\d]{2,12}と、|[\d件社名本台%)月週日]、[^、。\d]{3,}[うくすつぬむぐぶる]。?$|[うくすつぬむぐぶる得了成施開出]\+."
    r"|(?:中|末|[日月])に.*、.*(?:まで|中に|末に|[日月]に)"
    r"|^[^、。\d]{2,14}は[^、。\d]{0,3}(?:当日中|即日|翌日|都度|毎回)[^。]*。."
    rf"|^(?:by )?[a-z]{{3,9}}(?: \d{{1,2}})?: .*\d.*, [a-z]|[\d件社名%]、{HANDS_IN}"
    r"|[了成出施付布開]、.*\d.*[了成出施付布開]"
    r"|まで.*、.*(?:まで|曜日?に|\d(?:\([^)]\))?に)|\d\)[、,].*\d\)|\d/\d+[^、]*、\s?\d{1,2}/\d|\bby [^,]*, [^,]* by \S|.\b(?:and|plus|&) [a-z]+ \d"
)
"""What a sentence or act beside the one with a number needs."""
_NOUN_BEFORE = re.compile(r"[一-龥ァ-ヶー]{2,12}[れりいきしみち]?$")
_OF_ALL = re.compile(rf"\s*(?:期限は|期日は)?{any_of('shared', 'ja')}(?![のがに])")
"""全部3月末まで: what is said of all the goals before it."""
_GERUND = re.compile(r"\s*(?:a/b )?[a-z]+ing\b")
_DASHED_GERUND = re.compile(r" [-–] (?:a/b )?[a-z]+ing\b[^.;]*?(?:,| and| plus| &|,? and)\s?$")
"""… - rewriting emails and A/B testing subject lines: both say how."""
_BY_DOING = re.compile(r" by [a-z]+ing\b[^.;]*?(?:,| and| plus| &|,? and)\s?$")
"""By doing 40 dials and 25 emails: both are means."""
_TOPIC_FIGURE = re.compile(
    r"\s*(?P<what>(?!これ|それ|うち|残り|内訳|目標|現状|期限)[^、。\d]{2,12})は(?:常時|常に|必ず|約|毎?[月週日]間?に?)?"
    r"\d[\d,.]*[^\s\d、。]{1,3}?(?:以上|以下|以内|未満|をキープ|を維持)"
)
"""Bランクは常時25件以上, as a sentence of its own: its topic is what it counts."""
LONGEST_GOAL = 200  #: characters of a goal, and of the first word behind its colon
_HOW_BEHIND = re.compile(
    r"[^:;.]*\d[^:;.]{3,60}: (?:call|send|run|use|ask|visit|email|block|work|start|set|make|hold|host|meet|escalate|review|check|offer|pair|share)\b"
)
"""Renewals to 91% by June: call every account, send the offer at 60, …: how."""
_DOES_SO_MANY = re.compile(r"(?:win|close|book|sign|land|get|pull|source|add|bring|generate|make|run|host|hit|reach|keep|hold) [$€£]?\d")
"""With two partners, and pull 12 requests out of it: a deed with its figure is no further means."""
LOOK_BACK = 60  #: characters before a clause that can say that it lists means
_LEADS_TO_MEANS = re.compile(
    r"を目標(?:に|として)、\s?$| (?:from \d[\d,]*|via|through|using|with|thanks to|by means of)"
    rf" (?!\d|to\b|(?:the )?end\b|until\b|q[1-4]|fy|this\b|next\b|{any_of('english_times', 'seasons')}\b|{any_of('english_times', 'months')}\b)[a-z]"
    r"[^.;,()\d]*(?:,| and| plus| &|,? and)\s?$"
)
"""Via partners and of "20 demos via partners and 2 webinars"."""
_AVERAGES = frozenset({"平均", "以内", "以上", "以下", "未満", "程度", "目標", "average", "avg", "target", "goal"})
"""Of what, another word says."""
_PARTY = re.compile(
    r"\s*(?P<who>(?:avg |average |total |new )?(?!kr|kpi|goal|target|now|current|actual|due|deadline|baseline|today|last)"
    r"[a-z]{2,12}(?: team| region| office| desk| branch| store)?(?=:\s?[+-]?[$€£]?\d)"
    r"|[^\s、。:\d]{1,8}(?:チーム|課|部|支店|営業所|エリア|地区|支社|さん|担当)(?=[:：\sはが\d])"
    r"|(?!目標|現状|現在|実績|期限|方法|手段|施策|理由|根拠|今月|先月|来月|前年|昨年|合計|内訳|全体|結果)[一-龥]{2,4}(?=[:：][一-龥ァ-ヶ]{2,8}(?:月|週)?\d))"
)
_HEAD_OF_TERMS = re.compile(r"[^、。\d\s]{2,8}(?:目標|計画|予算)[ :]\s?")
"""受注目標 上期6,000万円、下期7,500万円: terms below one head."""
MOST_LABELLED = 40  #: figures with labels that are counted, so that a long text costs no more than its length
_LABELLED_FIGURES = re.compile(
    r"\s*(?P<what>(?!目標|現状|現在|実績|期限|方法|手段|施策|理由|根拠|合計|内訳|全体|結果|進捗)[一-龥ァ-ヶー]{2,10}):\s?(?:毎?[月週日]間?|約)?\d"
)
"""既存深耕：月2件, beside another figure with its label: the label names what is counted."""
_SOLD_EN = re.compile(r"\b(?:closed|won|booked|signed|collected)\b")
_NEXT_TERM = re.compile(r"(?:[月期年度半週qQ\d]は|(?:\d月|[1-4]q|q[1-4]|[上下]期)[::]?)\s?(?:約|目標)?$")
"""12月は受注6件、1月は8件: what is counted the first clause says."""
_OF_PLAN = re.compile(r"(?<=\d% of )(?:(?:my|our|the) )?(?:target|plan|budget|goal)\b|(?<=\d[km] )average\b")
"""Hit 104% of target: what is counted is the target itself."""
_AMOUNT_BY = re.compile(r"\s*(?:(?:hit|reach|bill|do|make|get to) )?[$€£]\d[\d.,]*[km]? (?:in|by|for) [a-z]", re.IGNORECASE)
"""$90k in January, $100k in February: each month has its amount."""
_FIGURE_OF = re.compile(r"\s*\b[a-z]{3,12}:\s?[+-]?[$€£]?\d")
"""Convos: 12/day: the label names what is counted."""
_MONTH_ALONE = re.compile(r"\d{1,2}月|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?")
_FIGURE_NEXT = re.compile(r" ?[¥$€£]?\d")
_NAME = re.compile(r"\s*(?P<who>[A-Z][a-z]{1,11})(?= \d)")
