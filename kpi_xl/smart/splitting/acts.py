"""Acts: clauses without a number that are goals of their own: a deed with its day, a sentence that wishes for something."""

from __future__ import annotations

import re

from kpi_xl.smart.reading.explanations import tells_past
from kpi_xl.smart.reading.facts import is_subject
from kpi_xl.smart.reading.movement import is_where_it_starts
from kpi_xl.smart.reading.objects import is_private
from kpi_xl.smart.reading.statement import GoalStatement
from kpi_xl.smart.splitting.nouns import unknown_noun
from kpi_xl.smart.splitting.stretches import (
    begins_sentence,
    ends_sentence,
    has_deadline,
    has_own_verb,
    within,
)
from kpi_xl.smart.splitting.wishes import changes, is_what, wished
from kpi_xl.smart.times.time_phrase import TimePhrase
from kpi_xl.smart.words.lexicon import WordKind


def act_named(goal: GoalStatement, start: int, end: int) -> str | None:
    """What a sentence wants that has its own day (12/25までに全社へ初回架電。), or that wishes for something (Improve forecasting.)."""
    if tells_past(goal.plain, start, end) or says_from_when(goal, start, end):
        return None
    if _OWN_MATTER.fullmatch(goal.plain, start, end) and is_private(goal.plain[start:end], goal.language == "ja"):
        return goal.plain[start:end]
    if goal.language == "ja" and _OF_ALL_OF_THEM.fullmatch(goal.plain, start, end):
        return goal.plain[start:end]
    if _TOLD_SENTENCE.search(goal.plain, max(0, start - LONGEST_TOLD), start):
        return None
    words = within(goal.words, start, end)
    if _KEEPS.search(goal.plain, start, end) and _OF_EACH.search(goal.plain, end):
        return next((word.text for word in words if is_subject(word)), None)
    if goal.language == "ja" and begins_sentence(goal, start) and ends_sentence(goal, end) and _RULE_OF.fullmatch(goal.plain, start, end):
        return goal.plain[start:end]
    if _is_dated_sentence(goal, start, end):
        named = next((word.text for word in words if word.meaning.is_concrete), None) or unknown_noun(goal, start, end)
        return named or next((word.text for word in words if word.meaning.kind is WordKind.MAKE), None)
    if _is_finished_by_day(goal, start, end) or _is_listed_deed(goal, start, end):
        return goal.plain[start:end]
    if _closes_list(goal, start, end) or _hands_in(goal, start, end):
        return goal.plain[start:end]
    if goal.language == "en" and _is_held_with_each(goal, start, end):
        return goal.plain[start:end]
    if goal.language == "en" and start and _EACH_DONE.match(goal.plain, start, end) and within(goal.times, start, end):
        return goal.plain[start:end]
    is_routine = goal.language == "en" and start and any(phrase.is_recurring for phrase in within(goal.times, start, end))
    if is_dated_act(goal, *_sentence_from(goal, start, end)) or (
        is_routine and _EVERY.search(goal.plain, start, end) and has_own_verb(goal, (start, end))
    ):
        named = next((word.text for word in words if is_subject(word)), words[0].text if words else None)
        named = named or unknown_noun(goal, start, end) or (goal.plain[start:end] if goal.language == "ja" or start else None)
        own = next((phrase.words for phrase in within(goal.times, start, end)), "")
        return f"{named} {own}" if named else None  # 提案骨子 and 最終提案 have each their day
    is_last_deed = goal.language == "ja" and start and ends_sentence(goal, end) and _DEED_LAST.fullmatch(goal.plain, start, end)
    wanted = _wanted_before(goal, start) if is_last_deed else 0
    if wanted >= FEWEST or (wanted and _BROKE_OFF.search(goal.plain, max(0, start - 8), start) and any(map(changes, words[-1:]))):
        return goal.plain[start:end]
    if goal.language == "en" and ends_sentence(goal, end) and begins_sentence(goal, start) and _ALSO.fullmatch(goal.plain, start, end):
        return goal.plain[start:end]
    if goal.language == "en" and _ends_list(goal, start, end):
        return next((word.text for word in words if is_what(word)), None) or goal.plain[start:end]
    if goal.language == "en" and start and ends_sentence(goal, end) and words and changes(words[0]) and has_own_verb(goal, (start, end)):
        return next((word.text for word in words[1:] if is_what(word)), None) if _ADDED_WISH.match(goal.plain, start, end) else None
    is_besides = _BESIDES.fullmatch(goal.plain, start, end) is not None or _is_added_routine(goal, start, end)
    if goal.language == "ja" and start and ends_sentence(goal, end) and is_besides:
        return goal.plain[start:end]
    if _ADDS.match(goal.plain, start, end) and start and ends_sentence(goal, end) and begins_sentence(goal, start):
        return next((word.text for word in words if word.meaning.is_concrete), None) or goal.plain[start:end]
    is_parted = goal.plain.startswith("+", end) or goal.plain.endswith("+", 0, start)
    if goal.language == "ja" and is_parted and _DEED_WHOLE.fullmatch(goal.plain, start, end):
        return goal.plain[start:end]
    is_whole = begins_sentence(goal, start) and ends_sentence(goal, end)
    leads = _is_wish_before(goal, start, end) or _heads_list(goal, start, end)
    return wished(goal, start, end) if is_whole or leads or goal.plain.startswith("+", end) else None


def _hands_in(goal: GoalStatement, start: int, end: int) -> bool:
    """未回収を0件、棚卸し表を提出: a deed that ends a list behind a figure."""
    is_last = goal.language == "ja" and start > 0 and ends_sentence(goal, end) and _HANDED_IN.fullmatch(goal.plain, start, end) is not None
    return is_last and _BROKE_OFF.search(goal.plain, max(0, start - 8), start) is not None and _wanted_before(goal, start) > 0


def _closes_list(goal: GoalStatement, start: int, end: int) -> bool:
    """Knock 80 doors a day, 2 installs a week, ask for referrals, stay positive: what stands behind two figures, to the end. Be a better partner."""
    if goal.language == "ja" or not start:
        return False
    wanted = _wanted_before(goal, start)
    if begins_sentence(goal, start):
        return wanted > 0 and ends_sentence(goal, end) and _BE_SO.fullmatch(goal.plain, start, end) is not None
    return wanted >= FEWEST and goal.plain.endswith(", ", 0, start) and _CLOSING_DEEDS.fullmatch(goal.plain, start) is not None


def _is_listed_deed(goal: GoalStatement, start: int, end: int) -> bool:
    """Hire two SDRs by Feb 15; write down the FAQ: a deed among parts that semicolons part, of which others have their figure."""
    if goal.language != "en" or not (goal.plain.endswith("; ", 0, start) or not start) or goal.plain[end : end + 1] not in (";", ".", ""):
        return False
    if goal.plain.count("; ") < FEWEST or not any(number.start < start or number.start >= end for number in goal.numbers):
        return False
    return _ORDERS.match(goal.plain, start, end) is not None


def _is_held_with_each(goal: GoalStatement, start: int, end: int) -> bool:
    """Weekly 1:1 with each rep; 4 ride-alongs a month; …: a rhythm with its noun, in a list with figures."""
    if _REGULAR.match(goal.plain, start, end) is None:
        return False
    figures = [number for number in goal.numbers if not start <= number.start < end]
    is_listed = goal.plain.endswith((", ", "; ", "and "), 0, start) if start else goal.plain.startswith((",", ";", " +"), end)
    return is_listed and (len(figures) >= FEWEST or (not start and bool(figures)))


def _sentence_from(goal: GoalStatement, start: int, end: int) -> tuple[int, int]:
    """Up to the end of the sentence that begins here, where its time stands: convert St. Mary's and Mercy by year end."""
    if goal.language != "en" or not start or not begins_sentence(goal, start) or within(goal.times, start, end):
        return start, end
    stop = _SENTENCE_END.search(goal.plain, end)
    return start, stop.start() if stop else len(goal.plain)


def _is_finished_by_day(goal: GoalStatement, start: int, end: int) -> bool:
    """Keep churn under 2% monthly. Launch the dashboard by Jan 29: a sentence of its own with its deed and its day."""
    is_sentence = goal.language == "en" and start > 0 and begins_sentence(goal, start) and has_deadline(goal.times, (start, end))
    return is_sentence and _FINISHED.match(goal.plain, start, end) is not None


def _is_added_routine(goal: GoalStatement, start: int, end: int) -> bool:
    """あと、日報は毎日書く."""
    is_added = _ADDED.match(goal.plain, start, end) is not None and goal.plain.endswith(_BESIDE_IT, 0, start)
    if goal.language == "ja" and start and ends_sentence(goal, end):
        if _RAISES_TOO.fullmatch(goal.plain, start, end) is not None:
            return True
        if begins_sentence(goal, start) and _GIVES_UP.fullmatch(goal.plain, start, end) is not None:
            return True
        recurs = any(phrase.is_recurring for phrase in within(goal.times, start, end))
        if begins_sentence(goal, start) and recurs and _OF_TOPIC.fullmatch(goal.plain, start, end):
            return True
    is_kept = any(phrase.is_recurring for phrase in within(goal.times, start, end)) or _KEPT_UP.search(goal.plain, start, end) is not None
    return is_added and is_kept


def _is_wish_before(goal: GoalStatement, start: int, end: int) -> bool:
    """Improve email skills, and hit 20 meetings: a wish before what has its own verb."""
    joined = _JOINED.match(goal.plain, end) if goal.language == "en" and not start else None
    return joined is not None and has_own_verb(goal, (joined.end(), len(goal.plain)))


def _heads_list(goal: GoalStatement, start: int, end: int) -> bool:
    """提案の質を高める、残業を減らす、受注を3件: a wish that stands before the first figure, and leads on to nothing."""
    if not goal.numbers or goal.numbers[0].start < end or not goal.plain.startswith((",", "、"), end):
        return False
    return goal.language == "en" or goal.plain[end - 1] in "うくすつぬむぐぶる"


def _wanted_before(goal: GoalStatement, start: int) -> int:
    """How many figures are to be reached before a place; what is told of last month is none."""
    return sum(not is_where_it_starts(goal.plain, goal.numbers, at, True) for at, each in enumerate(goal.numbers) if each.start < start)


def says_from_when(goal: GoalStatement, start: int, end: int) -> bool:
    """1月見積分から適用, 5%超から適用する: from when or where on a goal's means hold."""
    return _FROM_WHEN.search(goal.plain, start, end) is not None


def _ends_list(goal: GoalStatement, start: int, end: int) -> bool:
    """And finish the deck, QBRs done: a deed that ends a list of figures."""
    if not ends_sentence(goal, end) or _FINISHED.match(goal.plain, start, end) is None:
        return False
    before = sum(number.start < start for number in goal.numbers)
    return start > 0 and before >= (1 if begins_sentence(goal, start) or _HEADED.match(goal.plain) else FEWEST)


def is_dated_act(goal: GoalStatement, start: int, end: int) -> bool:
    """Publish it by Dec 11 and train all reps by Dec 18: each clause has its verb and its day; 送付は12/8 only says when."""
    if not has_own_day(goal, start, end) or _DONE_BY.match(goal.plain, start, end):
        return False
    if goal.language == "en":
        return has_own_verb(goal, (start, end)) or (start > 0 and _ANOTHER_BY.fullmatch(goal.typed, start, end) is not None)
    if _ONLY_WHEN.fullmatch(goal.outside[start:end]) or _AHEAD_TO.fullmatch(goal.outside[start:end]):
        return False
    return _LEADS_ON.search(_DAY_LAST.sub("", goal.plain[start:end])) is not None or ends_sentence(goal, end)


def has_own_day(goal: GoalStatement, start: int, end: int) -> bool:
    """True where the clause is due on a day that is not that of all others."""
    is_english = goal.language == "en"
    due = next((phrase for phrase in within(goal.times, start, end) if _is_due(goal, phrase)), None)
    if due is None or not (due.last_day or is_english):
        return False
    others = [phrase for phrase in goal.times[:MOST_DAYS] if not start <= phrase.start < end]
    others = [phrase for phrase in others if phrase.last_day != due.last_day or (due.last_day is None and phrase.words != due.words)]
    return any(phrase.last_day or is_english for phrase in others)


def _is_due(goal: GoalStatement, phrase: TimePhrase) -> bool:
    """月末締めの前に電話 says ahead of what, and names no day by which it is done."""
    return not phrase.is_recurring and not phrase.is_start and _AHEAD_OF.match(goal.plain, phrase.end) is None


def _is_dated_sentence(goal: GoalStatement, start: int, end: int) -> bool:
    """12/25までに全社へ初回架電。 has no number, and still its own day."""
    is_sentence = goal.language == "ja" and begins_sentence(goal, start) and ends_sentence(goal, end) and not _DUE.match(goal.plain, start)
    due = [phrase for phrase in within(goal.times, start, end) if phrase.last_day or not goal.plain.startswith("前の", phrase.end)]
    return is_sentence and has_deadline(due, (start, end))  # 決算前の需要を取り込む has no day


_BE_SO = re.compile(r"(?:be|become|stay|remain) (?:a |an |more |the |much )?[a-z' -]{3,40}[.!]*")
_CLOSING_DEED = r"(?:ask|stay|be|log|update|follow up|send|share|help|review|read|join|attend|coach|tidy|finish|get better) [a-z' ]{3,40}"
_CLOSING_DEEDS = re.compile(rf"(?:and )?{_CLOSING_DEED}(?:, (?:and )?{_CLOSING_DEED})*[.!]*")
_RULE_OF = re.compile(r"[^、。\d]{2,14}は(?:必ず|全て|すべて|全件)?(?:当日中|即日|翌日|その都度|都度|毎回|その日のうち)[^、。\d]{0,12}")
"""リード対応は当日中に。: a rule that stands by itself beside a goal."""
HANDS_IN = r"[^、。\d]{3,20}を(?:提出|作成|更新|整備|公開|納品|締結|配布)"
_HANDED_IN = re.compile(rf"{HANDS_IN}(?:する|します)?[。!]*")
_BROKE_OFF = re.compile(r"[\d件社名本台%)]、$")
"""参加80社(2/19)、共同提案を増やす: what breaks off at its figure is done with."""
_OWN_MATTER = re.compile(r"[^、。\d]{2,12}(?<!ため)と|\s?[^、。.;,\d]{3,24}(?<![てに])")
"""デスク整理と、…; clean desk; …: a matter of one's own beside another goal."""
_OF_ALL_OF_THEM = re.compile(r"\s?[一-龥ァ-ヶーa-z]{3,14}全(?:件|社|員|店)(?:に?実施)?\s?")
"""失注後フォロー全件: all of them are to be done."""
LONGEST_TOLD = 40
_TOLD_SENTENCE = re.compile(r"(?:^|[。!])(?:昨年度?|去年|前年度?|前期|先月|前月)は[^。、]*\d[^。]*、$")
"""昨年は74組、今年はチラシ配布を拡大: what was, and what is done about it."""
_AHEAD_OF = re.compile(r"(?:の?[締〆]め?切?り?)?の前に")
FEWEST = 2
MOST_DAYS = 8  #: times that are compared, so that a long text costs no more than its length
_LEADS_ON = re.compile(r"(?:[いきしみりぎびえけせてめれ]|(?<!う)ち|[一-龥ァ-ヶー]{2})\s*$")
_DAY_LAST = re.compile(r"\([^()]*\)$")
"""The (12/4) of A社に見積提出（12/4）."""
_ANOTHER_BY = re.compile(r"\s*(?:[A-Z][\w&.'-]*|the|our)(?: [\w&'-]+){0,3}? by [^,;]+[.!]?")
"""Close Acme by Friday, Globex by Dec 18: what was done to the one is done to the other."""
_JOINED = re.compile(r"!*,? (?:and|plus|&) ")
_ONLY_WHEN = re.compile(r"\s*[^\s、。]{1,10}は\s*(?:まで|迄)?(?:に)?\s*")
_AHEAD_TO = re.compile(r"\s*(?:(?:の[^\s、。]{1,8})?(?:に向け|に備え|を見据え|を控え|に合わせ)て?)\s*")
"""来期に向けて、…: what the goals after it look ahead to."""
_KEEPS = re.compile(r"(?:維持し|保ち|守り)(?:つつ|ながら)$")
_OF_EACH = re.compile(r"いずれも|どちらも|どっちも")
"""売上を維持しつつ、契約を20件増やす。いずれも今年度: the condition is a goal where each of several is spoken of."""
_DEED_LAST = re.compile(r"[^、。\d]{1,16}を[^、。\d]{0,6}(?<!達成す)(?<!実現す)(?<!目指)(?<!維持す)(?<!継続す)[うくすつぬむるぐぶ][。!]*")
"""タバコをやめる, after two figures."""
_FROM_WHEN = re.compile(r"から(?:適用|開始|実施|スタート|始め)[^、。]{0,4}$")
"""1月見積分から適用 says from when the goal before it holds."""
_DUE = re.compile(r"\s*(?:期限|期日|締め?切り?|〆切)")
_FINISHED = re.compile(
    r"(?:also,? )?(?:finish|complete|launch|publish|ship|roll out|write|finali[sz]e) (?:the|a|an|our|my|all|every)\b"
    r"|[a-z ]{2,24} (?:done|completed|finished|signed off|live|filed|submitted|switched off|cleared|updated|handed over|in place)\b"
    r"|(?:zero|no) [a-z]+ [a-z]+"
)
_HEADED = re.compile(r"(?:by )?(?:the )?[a-z]{3,9}(?: \d{1,2})?(?: goals)?: ")
"""By Feb 15: …, …: what stands below one heading is listed."""
_ALSO = re.compile(r"\s*also,? (?:get|keep|make|clean|tidy|update|fix|finish|sort|learn) (?:the|my|our|a|to) [a-z' -]{3,40}[.!]*")
"""Also get the desk tidy."""
_BESIDES = re.compile(r"\s*(?:ついでに|あと|それと|おまけに)、?[^、。\d]{2,20}(?<![にでと])も[。!]*")
"""…、ついでに机の片づけも."""
_BESIDE_IT = (
    "あと、", "あと", "また、", "また", "それと", "それと、", "さらに、", "あわせて", "併せて", "合わせて", "あわせて、", "併せて、", "合わせて、",
    "加えて", "加えて、",
)  # fmt: skip
_DEED_WHOLE = re.compile(r"[^、。\d+]{2,24}(?:を|に|は)[^、。\d+]{0,12}[うくすつぬむるぐぶ]")
"""見積の回答を当日中に返す＋…: a deed that a plus parts."""
_RAISES_TOO = re.compile(r"[^、。\d]{2,14}も(?:合わせて|あわせて)?(?:上げ|増やし?|伸ば|高め|改善|下げ|減ら|向上)[^、。\d]{0,6}[。!]*")
"""…、商談化率も上げる."""
_GIVES_UP = re.compile(r"(?!ただし|但し|なお|その際|もちろん)[^、。\d]{2,14}[はを](?:もう)?(?:やめる|しない|なくす|断る|控える|ゼロにする)[。!]*")
"""値引きはやめる."""
_OF_TOPIC = re.compile(r"[^、。\d]{2,14}は[^。]{2,30}[。!]*")
"""日報は毎日18時までに入力, after a goal: of something else."""
_KEPT_UP = re.compile(r"当日中|翌日まで|その都度|毎回|都度|必ず|全件|毎日")
_ORDERS = re.compile(
    r"(?:get|be|write|finish|complete|launch|publish|build|create|set up|clean|tidy|update|document|learn|hire|train|coach"
    r"|onboard|certify|ramp|migrate|run|start|stop|improve|move|prospect|pass|read|attend|join|fix|sort|ship|prepare|draft|review"
    r"|rebuild|keep|own|help|share|present|try) (?!to (?:book|win|get)\b)[a-z]"
)
_ADDED = re.compile(r"[^、。\d]{2,30}[うくすつぬむるぐぶ]$")
_ADDS = re.compile(
    r"\s*(?:also,? )?(?:(?:i|we)(?: |(?='d)))?"
    r"(?:(?:want|would like|would also like|'d like|'d also like|also want|need|hope|aim|plan) to"
    r" (?:be|get|become|do|learn|stop|start|go|try|finish|complete|pass|read|attend|join|take|write|run|launch|help) [a-z]|stop [a-z]+ing\b)"
    r"|\s*(?:(?:あと|また|それと|さらに|加えて|ついでに)、?)?[^、。\d]{2,30}(?<!ため)(?:たい|ようになる)(?:です|と思う|と思います)?[。!]*$"
)
"""Also want to be nicer on calls, あと、勉強会に出たい: what a last sentence wishes for besides."""
_ADDED_WISH = re.compile(r"(?!.*\b(?:by|through|via|so|because|since|while|to)\b)[a-z' -]{6,60}[.!]?$")
"""Hit 110% of quota & improve relationships with key accounts."""
_REGULAR = re.compile(r"(?:daily|(?:bi-?)?weekly|monthly|quarterly) [a-z0-9:' -]+ (?:with|to|for|of|at) (?:each|every|all|the) [a-z]")
_DONE_BY = re.compile(r"(?:finish|done|complete|achieve|reach|deliver|hit) (?:it |this |that |all |both )?(?:by|before|in|on) ")
"""Finish by March 31: when the goal before it is due."""
_EACH_DONE = re.compile(
    r"(?:all|every|each) [a-z -]{3,24} (?:answered|returned|logged|updated|sent|called|quoted|entered|processed|done|closed|checked)\b"
)
"""All refunds answered same day."""
_SENTENCE_END = re.compile(r"[;!]|\. (?!\d)")
_EVERY = re.compile(r"\b(?:all|every|each)\b")
"""Log all calls daily: whether it is done shows."""
