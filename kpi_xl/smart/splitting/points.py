"""Points: the lines and bullets of a cell, and which of them are goals of their own, notes, means or grounds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from kpi_xl.smart.layout.list_items import ListItem
from kpi_xl.smart.numbers.quantity import Scale
from kpi_xl.smart.reading.explanations import is_means, is_remark, states_fact
from kpi_xl.smart.reading.facts import only_tells
from kpi_xl.smart.reading.statement import GoalStatement
from kpi_xl.smart.splitting.sharing import NOTED
from kpi_xl.smart.splitting.stretches import has_own_verb
from kpi_xl.smart.splitting.wishes import wished


class Point(NamedTuple):
    """A line or point, read by itself."""

    item: ListItem
    statement: GoalStatement
    is_first: bool = False


def stands_alone(point: Point, are_sentences: bool) -> bool:
    """A point with a number to reach, or one that a marker or its verb makes a goal; not a note to another."""
    goal, text = point.statement, point.item.text
    if not goal.plain or point.item.is_remark or _NOTE.match(text) or is_means(text) or _FOR_ALL.search(goal.plain) or only_tells(goal):
        return False
    if not point.item.is_marked and not point.is_first and is_remark(text):
        return False
    if _FORMULA.fullmatch(text) or _TOLD.match(text) or (point.item.is_marked and states_fact(goal.plain)):
        return False
    if goal.target is None and not point.item.is_marked and _LEADS_IN.search(text):
        return False
    if _HEADS.search(text) and (goal.target is None or not point.item.is_marked):
        return False
    if _PART.match(text) and goal.deadline is None:
        return False
    if point.item.is_marked:
        return not _HEADING.fullmatch(text) and (goal.target is not None or bool(goal.words) or goal.has_content)
    if goal.target is not None:
        is_named = goal.indicator is not None or goal.has_content or goal.target.scale in (Scale.YEN, Scale.MONEY)
        return is_named or _names_what(goal) or _counts_by_place(goal)
    if _DONE_EN.match(goal.plain) or _is_dated_deed(goal):
        return True
    is_wish = wished(goal, 0, len(goal.plain)) is not None
    return are_sentences or _is_headed_by_day(goal) or _is_order(goal) or _is_own_matter(goal) or is_wish


def _is_dated_deed(goal: GoalStatement) -> bool:
    """簿記3級に2月の試験で合格する, on a line of its own: what is done by its day."""
    return goal.language == "ja" and goal.last_day is not None and _DEED_LINE.fullmatch(goal.plain) is not None


def _counts_by_place(goal: GoalStatement) -> bool:
    """Coverage 3x, 2 wins/mo, 初回ログインまで3日以内: what is counted is told by where it stands."""
    assert goal.target is not None
    if _BOUND_OF.search(goal.plain, 0, goal.target.start) or _NOUN_FIRST_EN.match(goal.plain):
        return True
    return _COUNTS.match(goal.plain, goal.target.end) is not None


def are_all_goals(points: Sequence[Point]) -> bool:
    """True of lines without markers that are sentences each, where none has a figure that the others could lead to."""
    if any(point.item.is_marked for point in points) or not all(is_sentence(point.statement) for point in points):
        return False
    return not any(point.statement.target for point in points)


def are_parts(points: Sequence[Point]) -> bool:
    """True of a figure with figures below it that add up to it (商談30件: 新規18件, 既存12件)."""
    targets = [point.statement.target for point in points]
    whole, *parts = [target.value if target else 0.0 for target in targets] or [0.0]
    return len(parts) >= FEWEST and all(parts) and abs(whole - sum(parts)) < SAME


def list_means(points: Sequence[Point]) -> bool:
    """True of a goal with its figure above points that all say how: what is done again and again, without a figure or day of its own."""
    head, *below = points
    if head.item.is_marked or head.statement.target is None or len(below) < FEWEST or _HEADS.search(head.item.text):
        return False
    return all(map(_says_how, below))


def _says_how(point: Point) -> bool:
    goal = point.statement
    if not point.item.is_marked or goal.is_private or goal.baseline is not None or wished(goal, 0, len(goal.plain)) is not None:
        return False
    if goal.target is not None and not _FOR_SO_LONG.search(goal.plain):
        return False
    days = [phrase for phrase in goal.times if phrase.last_day and not _IN_SO_LONG.search(phrase.words)]
    return bool(not days and not _NOTE.match(point.item.text) and not _FOR_ALL.search(goal.plain) and not only_tells(goal))


def _is_headed_by_day(goal: GoalStatement) -> bool:
    """1月末：A社更新: what is done by then."""
    first = next(iter(goal.times), None)
    if first is None or first.start or first.is_recurring or not first.last_day:
        return False
    return goal.plain.startswith(":", first.end) and goal.is_done_or_not


def _is_own_matter(goal: GoalStatement) -> bool:
    """早起き, wake up early on a line of its own: nothing that adds to a goal of sales."""
    return goal.is_private and len(goal.plain) <= LONGEST_STEP


def _is_order(goal: GoalStatement) -> bool:
    """12/11までにA社の見積を出すこと。: a deed with its day that somebody is told to do."""
    if goal.deadline is None:
        return False
    if goal.language == "en":
        return goal.is_done_or_not and has_own_verb(goal, (0, len(goal.plain)))
    return _ORDER.search(goal.plain) is not None or (goal.is_done_or_not and _DONE_BY.search(goal.plain) is not None)


def without_notes(points: Sequence[Point]) -> list[Point]:
    """What stands below a point that is called a note, and names no figure, is of the note."""
    first = next((at for at, point in enumerate(points) if point.item.is_marked and NOTED.match(point.item.text)), len(points))
    return [point for at, point in enumerate(points) if at <= first or point.statement.target is not None or point.statement.times]


def _names_what(goal: GoalStatement) -> bool:
    """口コミ30件: a noun right before the number, known or not."""
    return goal.target is not None and _NOUN_BEFORE.search(goal.outside, 0, goal.target.start) is not None


def are_one_object(points: Sequence[Point]) -> bool:
    """①訪問 ②提案 ③見積 の流れを標準化: the points only name what one verb is about."""
    marked = [point for point in points if point.item.is_marked]
    if len(marked) < FEWEST or any(point.statement.target or point.statement.times for point in marked[:-1]):
        return False
    if _GATHERS.match(marked[-1].item.text) or (points[-1] is not marked[-1] and points[-1].item.text.startswith("の")):
        return True
    *steps, last = (point.item.text for point in marked)
    if all(step.endswith(_ARROWS) for step in steps):
        return True
    return _DO_ALL.search(last) is not None and max(map(len, steps)) <= LONGEST_STEP


def have_one_figure(goals: Sequence[Point], shared: Sequence[GoalStatement]) -> bool:
    """①売上 ②粗利 すべて前年比105%: without what is said of all, none of them says anything."""
    return bool(goals) and not any(point.statement.target for point in goals) and any(note.target and not note.times for note in shared)


def is_sentence(goal: GoalStatement) -> bool:
    """売上を伸ばす stands by itself; 新規商談数を goes on in the next line."""
    return bool(goal.words) and (goal.language == "en" or goal.plain.endswith(_DEEDS_LAST) or goal.plain.rstrip("。")[-1:] in _ENDS_A_SENTENCE)


FEWEST = 2
SAME = 1e-6
_DONE_EN = re.compile(r"[a-z][a-z -]{2,24} (?:done|completed|finished|live|signed off|rolled out)\b")
_DEED_LINE = re.compile(r"[^、。]{4,40}[にを][^、。]{0,20}(?:する|させる|終える|終わらせる|仕上げる|受かる|作る|書く|出す)[。]?")
_FOR_SO_LONG = re.compile(r"(?:朝|夕|夜|始業|昼)[^、。\d]{0,6}\d+分|\d+ ?min\w* .*\b(?:every|each|daily)\b")
"""朝に30分電話: a time spent is no figure to reach."""
_IN_SO_LONG = re.compile(r"^\d+(?:日|週間?|[かヶカヵケ箇]月|年)後|^(?:after|in|within) (?:\d+|an?|two|three) |当日|翌日|same day|today")
_NOTE = re.compile(
    r"[\s　【\[(（]*(?:※|期間|時期|対象期間|"
    r"注|備考|条件|前提|除外|内訳|うち|補足|期限|期日|締切|締め切り|〆切|納期|現状|現在|実績|前年|昨年|基準|目的|理由|背景|根拠|狙い|ねらい|"
    r"方法|手段|手順|施策|対策|打ち手|やること|取り?組み?|行動|アクション|具体|測定|達成可能|関連|実現可能|specific|measurable|achievable|attainable|realistic|relevant|time-?bound|timely|"
    r"stretch|できれば"
    r"|なぜ|どう(?:やって|する)?|どこ(?:で|を)?|だれ(?:が|に)?|いつから?|担当|頻度|測定|kpi|指標|注記|何を|いくつ|いつまで|誰が|目標値|数値"
    r"|how many|how much|"
    r"breakdown|split|what|when|where|who|target|deadline|due|by when|current|currently|now|baseline|today|"
    r"why|purpose|reason|how|action|owner|note|measure|metric|status|進捗|状況)"
    r"(?:[^\s:：]{0,8}?[】\])）]|[^\s:：]{0,8}?\s*[:：]|は|(?<=[一-龥])[\s　]+(?=\S))",
    re.IGNORECASE,
)
_FOR_ALL = re.compile(
    r"^[^\d]{0,8}(?:すべて|全て|いずれも|どちらも|どっちも|両方|ともに|共に)|^(?:all|both|each)\b[^\d]{0,24}(?:by|before|in|from|for|until|this|next|within)\b"
    r"|(?<![社件店名])すべて.{0,14}(?:まで|以内)"
)
_GATHERS = re.compile(
    r"[^\s、。をがはに]{1,12}?(?:\s+(?:の|を|で|と|という)|(?:の|という|までの)(?:流れ|手順|順|プロセス|ステップ|型|段階|工程|[23三]))"
    r"|[a-z]+ (?:(?:as|in|into) (?:one|a|the|this) )?(?:single |same )?(?:flow|process|steps|sequence|order)\b",
    re.IGNORECASE,
)
_ARROWS = ("→", "⇒", "->", "=>", "➡", ">")
_DO_ALL = re.compile(r"\b(?:do|run|follow|repeat|complete) (?:this|it|these|them|all|that)\b|(?:これ|それ|以上)を|の(?:流れ|順|手順)", re.IGNORECASE)
LONGEST_STEP = 24
"""Characters of a step that is only named."""
_NOUN_BEFORE = re.compile(r"(?:[ァ-ヶ一-龥]{2}|口コミ)$")
_BOUND_OF = re.compile(r"[一-龥ァ-ヶー]{3,}(?:まで|は|を|が)\s?$")
"""初回ログインまで3日以内: a noun before its bound."""
_PART = re.compile(r"[\s　(（]*(?:うち|内訳|その(?:うち|内)|of which|of these|[└├┗┣┝┖↳])")
"""うち新規3件 and └ 東日本 3件: of the line before it, unless it has a day of its own."""
_ORDER = re.compile(r"(?:[うくすつぬむぐぶる]こと|て(?:おくこと|ください|下さい|くれ|ね|ほしい)?|お願いします|願います)[。!！]*$")
_DONE_BY = re.compile(
    r"(?:まで|迄)に(?:妥結|完了|実施|提出|締結|決定|納品|配布|移行|統合|設定|公開|納入|終了)[。)]*$"
    r"|を[^。]*(?:まで|迄)に[^、。をがは]{0,10}(?:[一-龥]{2}|[ァ-ヶー]{3,})(?:する|します)?[。)]*$"
)
"""料金表を直して1月8日までに配布: a deed by its day."""
_FORMULA = re.compile(
    r"[\s　]*[=＝≒].*|[\s　(（]*[^\d×=＝→。、]{0,12}[\d０-９][^×=＝→。、]{0,12}(?:×\s?[^\d×=＝→。、]{0,8}|[xX]\s?[$€£¥]?)[\d０-９][^=＝→。、]{0,24}"
    r"|[^→]{1,16}[\d０-９][^→\d]{0,3}(?:→[^→]{1,12}){2,}",
    re.DOTALL,
)
"""= 40 deals x $30k, 30件×20万円, 面談40→推薦25→内定8→決定6: how the figure beside it comes about."""
_TOLD = re.compile(
    r"[\s　※＊*(（]*(?:昨年度?|前年度?|去年|前期|昨期|先月|前月|前四半期)の?(?:同月|同期|[0-9０-９]{1,2}月)?の?"
    r"(?:実績|平均|結果)(?:は|値|では|[:：]|(?=[\d０-９]))"
)
"""昨年1月実績260万円 and 前期の平均は32件: where the figure stood, whatever is said of it next."""
_LEADS_IN = re.compile(r"(?:目標|kpi|取り?組み?|重点)(?:として|は(?:以下|次|下記)[^、。]{0,8}|は)[、,:：]?$", re.IGNORECASE)
"""4Qの目標として、①…: what stands below is meant."""
_HEADS = re.compile(r"[:：–—-]\s*$|\b(?:goals|targets|objectives|priorities|to-?dos?)$|(?:やること|タスク|テーマ|重点項目|優先事項)$")
"""Q4 goals: of what stands below."""
_HEADING = re.compile(
    r"[^\d０-９:：]{0,8}(?:目標|ゴール|期限|期日|締切|現状|現在|実績|指標|施策|方法|アクション|備考|理由|目的|担当|kpi|kgi|goals?|targets?|objectives?|deadline|due|now|actions?|notes?)[:：]?",
    re.IGNORECASE,
)
"""■目標, ■期限: what stands below is meant."""
_NOUN_FIRST_EN = re.compile(r"(?!by\b|now\b|goal\b|target\b|over\b|under\b|about\b|max\b|min\b)[a-z]{4,}(?: [a-z-]+){0,3} [<>≤≥$€£]*\s?\d")
"""Coverage 3x: a noun and its figure."""
_COUNTS = re.compile(r" [a-z]+s\b")
"""2 wins/mo."""
_DEEDS_LAST = ("に参加", "に出席", "を実施", "を開催", "を作成", "を受講", "を取得")
_ENDS_A_SENTENCE = tuple("るうくすつぬむぐぶ化上大善立進減増達成保守持")
