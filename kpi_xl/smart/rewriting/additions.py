"""Additions: pieces put into a goal's own text, which stays as it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from kpi_xl.smart.numbers.quantity import Scale
from kpi_xl.smart.reading.sense import Sense
from kpi_xl.smart.reading.statement import GoalStatement
from kpi_xl.smart.words.lexicon import WordKind
from kpi_xl.smart.words.typed_text import places_in


class Addition(NamedTuple):
    """A piece of text, and where in the goal's `plain` text it goes."""

    at: int
    words: str


class Missing(NamedTuple):
    """What a goal lacks, as it is put into the sentence: a value that the workbook knows or a blank; "" where nothing lacks."""

    what: str
    target: str
    baseline: str
    deadline: str
    purpose: str

    def without(self, *names: str) -> Missing:
        return self._replace(**dict.fromkeys(names, ""))


def with_additions(goal: GoalStatement, additions: Iterable[Addition]) -> str:
    """The goal's text with the *additions*; those at one place follow one another as given."""
    given = goal.text.strip()
    places = places_in(given, goal.typed) if _is_printable(given) else None
    text, last, pieces = given if places else goal.typed, 0, []
    for addition in sorted(additions, key=lambda each: each.at):
        at = places[addition.at] if places else addition.at
        pieces += [text[last:at], addition.words]
        last = at
    return "".join([*pieces, text[last:]])


def _is_printable(text: str) -> bool:
    """Of control characters only the ends of lines are kept."""
    return text.replace("\n", "").replace("\u3000", "").isprintable()


def in_brackets(goal: GoalStatement, end: int, words: str) -> Addition:
    """Words in brackets of their own, or within those that stand there (（12/28まで、…）); the day of the week in 12/18(金) takes none in."""
    opening, closing, comma = ("（", "）", "、") if goal.language == "ja" else (" (", ")", "; ")
    begin = goal.plain.rfind("(", 0, end)
    has_words = begin >= 0 and _WORDS_IN.search(goal.plain, begin, end) is not None
    is_open = goal.plain[end - 1 : end] == ")" and has_words and not _WEEKDAY.search(goal.plain, 0, end)
    if is_open and "。" not in goal.plain[begin:end]:
        if goal.language == "ja" and goal.plain[begin + 1 : end - 1] in [phrase.words for phrase in goal.times]:
            comma = "／"  # 3月末、現在は… would be 3月末現在
        return Addition(end - 1, f"{comma}{words}")
    return Addition(end, f"{opening}{words}{closing}")


def is_errand(goal: GoalStatement) -> bool:
    """30社に電話する, win back 2 of the 3 accounts: the number is of those that are to be met, and was nothing before."""
    if goal.target is None or recurs(goal):
        return False
    if goal.language == "en":
        return _OF_SOME.match(goal.plain, goal.target.end) is not None or _MEETS.search(goal.plain, 0, goal.target.start) is not None
    after = goal.plain[goal.target.end :]
    if goal.target.unit in _PARTIES and _TO_THEM.match(after):
        return True
    made = _MAKES.match(after)
    is_activity = any(word.meaning.kind is WordKind.ACTIVITY for word in goal.words)
    return made is not None and not (made["deals"] and is_activity)


def has_size_only(goal: GoalStatement) -> bool:
    """X社の案件（3,000万円）, every trial user (about 130): a number in brackets tells the size, and has no value of today."""
    if goal.target is None:
        return False
    return goal.plain.rfind("(", 0, goal.target.start) > goal.plain.rfind(")", 0, goal.target.start)


def is_someday(goal: GoalStatement) -> bool:
    """そのうち, asap: no sentence for a date to go into."""
    return any(family.id == "someday" for _, family in goal.vague)


def is_one_off(goal: GoalStatement) -> bool:
    """True of what is done or brought in once (30 calls in December): it has a last result, and nothing that is "now"."""
    return goal.sense in (Sense.TO, Sense.AT_LEAST) and is_flow(goal)


def is_flow(goal: GoalStatement) -> bool:
    """True of what comes together over a period (5 new accounts, revenue), not of what stands at a value at any time (churn, MRR)."""
    target, subject = goal.target, goal.indicator.subject if goal.indicator else None
    if target is None or recurs(goal) or stands(goal) or any(word.meaning.kind is WordKind.KEEP for word in goal.words):
        return False
    if target.scale in (Scale.YEN, Scale.MONEY):
        return True
    is_activity = subject is not None and subject.kind is WordKind.ACTIVITY
    return target.scale is Scale.COUNT and (is_activity or bool(target.unit) or _COUNTED.match(goal.plain, target.end) is not None)


def stands(goal: GoalStatement) -> bool:
    """True of what has a value at any time: MRR, members, an average."""
    return _STANDS.search(_BRACKETS.sub("", _NEW.sub("", goal.plain))) is not None


def recurs(goal: GoalStatement) -> bool:
    """True of a goal of every week; not of one whose brackets say how (1日30件架電)."""
    brackets = goal.plain.find("(", goal.target.end) if goal.target else -1
    return any(
        phrase.every and (brackets < 0 or phrase.start < brackets or goal.plain[brackets : phrase.end + 1] == f"({phrase.words})")
        for phrase in goal.own_times
    )


def is_said_of_all(goal: GoalStatement) -> bool:
    """Every churned account, 全件: that says how many, though without a figure."""
    is_act = any(word.meaning.kind in (WordKind.MAKE, WordKind.ACTIVITY) for word in goal.words) or goal.every is not None
    return is_act and not goal.vague and _ALL.search(goal.plain) is not None


def is_done_or_not(goal: GoalStatement) -> bool:
    """An act without a figure: it needs no value, but to be known as done."""
    if any(word.meaning.kind is WordKind.MAKE for word in goal.words) or _DONE.search(goal.plain):
        return True
    if goal.indicator is None:
        return not goal.vague
    subject = goal.indicator.subject
    return subject is not None and subject.kind is WordKind.ACTIVITY and not goal.vague


def is_seen_when_done(goal: GoalStatement) -> bool:
    """An act that comes to an end by its day, or in every period (提出, publish): anybody sees whether it was done."""
    return bool(goal.times) and not goal.vague and _SEEN.search(goal.plain) is not None


_WORDS_IN = re.compile(r"\w(?<!_)")
"""What brackets hold that say something; (^^) does not."""
_WEEKDAY = re.compile(r"\([月火水木金土日]\)$")
_PARTIES = ("社", "人", "名", "店", "店舗", "軒", "施設", "校", "院", "件")
_TO_THEM = re.compile(
    r"(?:以上|ほど|程度|すべて|全て|全部)*(?:が(?!増|減|目標)|全員"
    r"|(?:に|へ)(?!する|しま|した|なる|増|減|伸|上げ|下げ|引|拡|到達|達|向上|抑|まで|$|[、。(]))"
)
_MAKES = re.compile(r"(?:を|分)?(?:作成|公開|制作|整備|用意|執筆|(?P<deals>つくる|つくり|作[るりっ]))")
"""見込み客リスト300件作成: what is made was not there before; deals that are made (商談を8件つくる) were."""
_OF_SOME = re.compile(r" (?:out )?of (?:the|our|my|these|those|them|all)? ?\d")
_MEETS = re.compile(r"\b(?:call|phone|email|e-?mail|ring|contact|message) (?:all |the |our |those |these |my )*$")
_BRACKETS = re.compile(r"\([^)]*\)")
_STANDS = re.compile(
    r"[のそ]の?うち|\d社?中|\d (?:out )?of\b(?! them\b| these\b| which\b)|累計|フォロワー|会員|登録者|ユーザー|利用者|口座|残高|友だち"
    r"|戸数|在庫(?!の販売)|契約中|単価|平均|mrr|\barr\b|nps|csat|パイプライン"
    r"|\b(?:(?<!in )total (?=[a-z])|followers?|subscribers?|members?|users?|pipeline|pipe|backlog|reach|average|avg|aov|acv)\b|(?:deal|order) size"
)
_NEW = re.compile(
    r"新規[のに]?(?:口座|会員|登録者|ユーザー|利用者|mrr|arr)|(?:口座|会員|ユーザー)[のを]?(?:獲得|開設|開拓)"
    r"|\b(?:close|sell|win|book|sign)\b.*\b(?:arr|mrr)\b|\bnew (?:[a-z]+ )?(?:mrr|arr|followers?|users?|members?|subscribers?)\b"
)
"""Accounts and MRR that are won over a period, where those that one has stand at a value."""
"""Words of figures that stand at a value at any time, and of parts of a whole."""
_COUNTED = re.compile(r" (?!by\b|in\b|this\b|next\b|until\b|before\b|or\b|per\b|on\b|at\b|for\b|to\b|from\b|with\b|each\b|every\b)[a-z]")
_ALL = re.compile(r"全(?:件|社|員|店|部|案件|顧客|商談|提案|取引先|て)|すべて|[も漏]れなく|\b(?:every|all)\b")
_SEEN = re.compile(
    r"再?提出|完了|完成|文書化|入力|登録|記録|再開|合格|取得|公開|発行|送付|配布|展開|更新(?!率|件|数)|口説|落とす|取り戻|奪還|改訂|刷新|策定|構築|導入|標準化|締結|作る|作成|終わらせ|済ませ|仕上げ|直す"
    r"|契約|受注|回収|内示|結ぶ|実施|開催|棚卸"
    r"|\b(?:publish|finish|complete|submit|launch|sign(?:ed)?|close|done|collect|send|ship|deliver|document|update|renew)\b"
    r"|\b(?:get onto|roll out|run|hold|live|land|win|secure)\b"
)
_DONE = re.compile(r"\b(?:done|finished|completed?|signed|live|ready|in place|delivered|submitted|approved)\b|(?:棚卸し?|再?提出|完了|完成)")
