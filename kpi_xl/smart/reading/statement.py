"""A goal as it was read: what, how much, from where, by when, what for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import NamedTuple

from kpi_xl.language import Language
from kpi_xl.smart.grounds.beside import grounds_beside, said_beside
from kpi_xl.smart.grounds.clauses import clauses_in
from kpi_xl.smart.grounds.means import means_said, where_means_end
from kpi_xl.smart.numbers.quantity import Quantity, Scale
from kpi_xl.smart.reading.explanations import is_remark_in_brackets, is_told, may_tell
from kpi_xl.smart.reading.objects import (
    concrete_objects,
    deed_of,
    has_content,
    is_effort_only,
    is_of_quality,
    is_private,
    is_project,
    is_skill_only,
)
from kpi_xl.smart.reading.reasons import basis_of
from kpi_xl.smart.reading.sense import Sense
from kpi_xl.smart.times.time_phrase import Recurrence, TimePhrase
from kpi_xl.smart.words.lexicon import Subject, VagueFamily, Word, WordKind

# How the verbs among the vague words end (頑張る, 力を入れて, 目指します); a noun is followed by none of these.
_ENDING = re.compile("ります|りたい|りまくる|らない|れば|って|った|ろう|ます|たい|よう|り|る|て|た")


_BY = re.compile(r"(?:by|before|until|till|due|no later)\b")
"""Renew all Q1 contracts by Mar 15: the day is what stands with its word."""
_OF_ALL = re.compile(
    r"全(?:件|社|員|店舗?|案件|顧客|商談)(?!体)"
    r"|^(?:no|zero|stop) (?!excuses|more excuses)[a-z]"
    r"|^(?:ask|call|email|visit|contact|invite|offer|thank|quote|answer|reply to)\b.* (?:every|each|all) [a-z]"
)
"""失注理由を全件記録する: whether all were done shows without a day."""
_OF_NOUN = re.compile(r"の(?=[一-龥ァ-ヶー\d])")
"""満了が半年以内の47社を8月中に…, 年内に…来期の採用計画を…: of whom or what, and not when."""
_DUE_THEN = re.compile(r"に|まで|迄")
_UNTIL = re.compile(r"(?:am|pm|午前|午後|朝|夕方?|\d{1,2}時|\d{1,2}:\d\d|中|末)*(?:まで|迄)")
_NAMED = re.compile(r"(?:^no|\b(?:for|with) (?:an?|the)|\b(?:email|phone|tech|technical|customer|premium|basic|priority|live)) $")
"""No more missed calls, ask for a review: nothing that is to be more or reviewed."""
_MADE = re.compile(r"review|develop an? (?!better|stronger)")
_LEADS_TO_DEED = re.compile(r"し?て[^。]*(?:まで|迄)に[^、。をがは]{0,10}(?:[一-龥]{2}|[ァ-ヶー]{3,})(?:する|します)?[。)]*$")
_OPENS = re.compile(r"(?:まで|迄|に|末|中)*\s?\(")
_IN_REASON = re.compile(r"[^、。]{0,40}?(?<=[うくすつぬむぐぶるただいな])(?:ので|ため|から)、")
"""新人が1月に配属されるので、…: when that is, and no day by which the goal is due."""
_AHEAD_TO = re.compile(r"(?:の[^\s、。\d]{1,8})?(?:に向け|に備え|を見据え|を控え)")
"""年度末に備えて、1月中に…: what is looked ahead to is due by its own day."""
_ASIDE = re.compile(r"[。.!;()※、]| - ")
"""What parts a goal from what is said beside it."""
_STANDS_ALONE = re.compile(r"(?:まで|迄|に|中|末|で|内|\s)*(?:[・、,/)。.;]|$)")
_TOLD_EN = re.compile(
    r"(?:we|i|it|they|that|this|last (?:year|quarter|month)(?:'s)?[a-z ]*) (?:only |just |were |was )?"
    r"(?:was|were|had|did|made|closed|won|ended|finished|got|ran|hit|sold|at)\b"
)
"""We were at 2.6% in Q3: what a sentence tells is no deadline."""
_BEGINS_CLAUSE = re.compile(r"(?:[.;,()]| - |\b(?:date|deadline|due|when|timeline|timing)(?: is)?:?)\s*$")
LONGEST_REASON, LONGEST_LABEL = 40, 16
_REASON_LABEL = re.compile(r"(?:理由|根拠|背景|why|reason|background) ?:[^/|。\n]*$")
_EVENT = re.compile(r"の?[^、。\d()]{0,6}(?:展示会|セミナー|ウェビナー|フェア|イベント|商談会|説明会|相談会|見学会|内覧会|キャンペーン)")
"""12月の展示会で…: when it is held is when it is done."""
SEVERAL = 2
_FIGURE_LEFT_OPEN = re.compile(r"_{2,}|[○〇●◯＿]{1,3}\s?(?:件|社|%|％|万|円|名|人|回|本)|[ 　]{2,}(?:件|社|%|％|万|円|名|回|本)|\?\?|？？")
"""Meetings: __ per week: nobody sees whether it was done."""
_REMARK = re.compile(r"[;.] (?:this|that|it) (?!week|month|quarter|year)")


class GoalKind(Enum):
    """Which way a goal points."""

    REACH = "reach"
    INCREASE = "increase from"
    DECREASE = "decrease from"
    STAY_ABOVE = "stay above"
    STAY_BELOW = "stay below"


@dataclass(frozen=True, slots=True)
class Indicator:
    """What the goal measures, in its own words."""

    words: str
    subject: Subject | None  #: None where a word's form says that it is measured (…率), not the vocabulary

    @property
    def is_fine(self) -> bool:
        """True where it is finer than sales and results."""
        return self.subject is None or self.subject.kind is not WordKind.SALES


class GoalStatement(NamedTuple):
    """One goal sentence, read; what few rules ask for is read when they ask."""

    text: str  #: as it was given
    plain: str  #: as it was read
    typed: str  #: the same with its capitals
    language: Language  #: that it is written in
    outside: str  #: `plain` with blanks for its times and numbers
    words: tuple[Word, ...]  #: the known words outside
    kind: GoalKind | None
    indicator: Indicator | None
    target: Quantity | None
    baseline: Quantity | None
    sense: Sense | None  #: how the target's number is meant
    is_multiple: bool  #: the target is a multiple of what the figure is now (2倍)
    numbers: tuple[Quantity, ...]  #: all that measure something
    times: tuple[TimePhrase, ...]
    purpose: str | None  #: the purpose clause

    @property
    def is_change(self) -> bool:
        """True where the target is a difference (15% more) or a multiple, not a level."""
        return self.sense is Sense.BY or self.is_multiple

    @property
    def objects(self) -> tuple[str, ...]:
        """Other concrete things that it names."""
        return concrete_objects(self.outside, self.words, self.language == "ja")

    @property
    def has_content(self) -> bool:
        """True where it names anything but qualities (skill, mood, relation)."""
        return has_content(self.outside, self.words, self.language == "ja")

    @property
    def is_effort_only(self) -> bool:
        """True where it promises effort, no act and no change."""
        return is_effort_only(self.outside, self.words, self.language == "ja")

    @property
    def is_skill_only(self) -> bool:
        """True where somebody wants to get better at something."""
        return is_skill_only(self.plain)

    @property
    def is_of_quality(self) -> bool:
        """True of what wants to be better, not more (提案の質を上げる)."""
        return self.target is None and is_of_quality(self.plain)

    @property
    def is_private(self) -> bool:
        """True of a matter of one's own (健康診断, lose 8 kg), which no indicator of sales measures."""
        return is_private(self.plain, self.language == "ja")

    @property
    def is_done_or_not(self) -> bool:
        """True of a deed with its day or rhythm and without a number (1月15日までに提案書を作成, update CRM daily): it shows whether it was done."""
        is_of_all = _OF_ALL.search(self.plain) is not None
        if self.target is not None or self.baseline is not None or not (self.times or is_of_all) or self._is_vague_of_result:
            return False
        if self.is_skill_only or self.is_of_quality or _FIGURE_LEFT_OPEN.search(self.text):
            return False
        kinds = {word.meaning.kind for word in self.words if not self._is_in_purpose(word)}
        is_concrete = bool(self.objects) or self.is_private or WordKind.MAKE in kinds or self.deed is not None
        is_due = is_of_all or any(not phrase.is_start for phrase in self.times)
        return is_due and is_concrete and not is_project(self.plain) and not kinds & {WordKind.RAISE, WordKind.LOWER}

    @property
    def _is_vague_of_result(self) -> bool:
        """True but for vague words that lead to a deed (料金表を見直して1月8日までに配布)."""
        first = self.plain.find(". ") if self.language == "en" and may_tell(self.plain) else -1
        own = [word for word in self.words if word.start < first] if first > 0 and self.times and self.times[0].start < first else self.words
        doing = [word for word in own if word.meaning.family is not None and not self._is_seen_to(word)]
        return any(not _LEADS_TO_DEED.match(self.plain, word.end) for word in doing)

    def _is_seen_to(self, word: Word) -> bool:
        """Scores reviewed monthly, ask for a review: a review held or asked for."""
        is_made = _MADE.match(self.plain, word.start) is not None and bool(self.times)
        return is_made or _NAMED.search(self.plain, 0, word.start) is not None

    @property
    def deed(self) -> str | None:
        """What it does for customers or deals (契約を結ぶ, sign), where it says how many or what is done."""
        return deed_of(self.plain, self.target, self.words, self.language == "ja")

    @property
    def basis(self) -> str | None:
        """What makes it feasible, as the text says."""
        japanese = self.language == "ja"
        if (said := basis_of(self.plain, japanese)) is not None or self.target is None:
            return said
        clause = next((each for each in clauses_in(self.plain, japanese) if not each.holds(self.target.start)), None)
        said = None if clause is None else self.plain[clause.start : clause.end].strip(" ,、")
        said = said or self._means_before or means_said(self.plain, self.target)
        return said or said_beside(self.plain, self.target, japanese)

    @property
    def _means_before(self) -> str | None:
        """What leads to the target with a figure of its own."""
        end = where_means_end(self.plain, self.numbers)
        return self.plain[:end].strip(" ,、") if self.target is not None and 0 < end <= self.target.start else None

    @property
    def vague(self) -> tuple[tuple[str, VagueFamily], ...]:
        """Vague words with their family."""
        return tuple((word.text, word.meaning.family) for word in self.words if word.meaning.family is not None)

    def scale_in(self, start: int, end: int) -> Scale | None:
        """Of the first number of a stretch."""
        return next((number.scale for number in self.numbers if start <= number.start < end), None)

    def as_typed(self, words: str) -> str:
        """Words of the goal with the capitals that they were typed with."""
        at = -1 if self.typed is self.plain else self.plain.find(words)
        return words if at < 0 else self.typed[at : at + len(words)]

    def quoted_whole(self, stem: str) -> str:
        """A vague word as it was typed, with the ending of its verb: a stem alone (頑張) is no word to quote."""
        at = self.plain.find(stem)
        ending = _ENDING.match(self.plain, at + len(stem)) if at >= 0 else None
        return self.as_typed(stem + (ending[0] if ending else ""))

    @property
    def own_times(self) -> tuple[TimePhrase, ...]:
        """Its times without the periods of a remark on it (…; this frees 5 hours a week)."""
        times = self._outside_grounds(self.times)
        remark = _REMARK.search(self.plain) if may_tell(self.plain) else None
        if remark is None:
            return tuple(times)
        return tuple(phrase for phrase in times if not (phrase.is_recurring and phrase.start > remark.start()))

    @property
    def deadline(self) -> TimePhrase | None:
        """The last deadline that the goal sets; one that only its purpose names counts where there is no other."""
        due = [phrase for phrase in self._outside_grounds(self.times) if not phrase.is_recurring and not phrase.is_start]
        if self.language == "ja":
            due = [phrase for phrase in due if not _IN_REASON.match(self.plain, phrase.end)]
            due = [phrase for phrase in due if not _AHEAD_TO.match(self.plain, phrase.end)] or due
        elif may_tell(self.plain):
            due = [phrase for phrase in due if not _TOLD_EN.match(self.plain, self.plain.rfind(". ", 0, phrase.start) + 2)]
        if len(due) < SEVERAL:
            return next(iter(due), None)
        own = [phrase for phrase in due if not self._is_in_purpose(phrase)] or due
        if self.baseline is not None:
            own = [phrase for phrase in own if not 0 <= self.baseline.start - phrase.end <= 1] or own  # 上期 26件 → 下期 40件
        if len(own) > 1 and may_tell(self.plain):
            own = [phrase for phrase in own if not is_told(self.plain, phrase.start)] or own
        if len(own) > 1 and "(" in self.plain:
            own = [phrase for phrase in own if not is_remark_in_brackets(self.plain, phrase.start)] or own
        if len(own) > 1:
            own = [phrase for phrase, following in zip(own, [*own[1:], None], strict=True) if not self._is_told_closer(phrase, following)]
        if len(own) > 1:
            closest = [phrase for phrase in own if _BY.match(phrase.words) or _UNTIL.match(self.plain, phrase.end)]
            own = closest if any(phrase.last_day for phrase in closest) or not any(phrase.last_day for phrase in own) else own
            own = own or due
        if len(own) > 1 and any(phrase.last_day and _DUE_THEN.match(self.plain, phrase.end) for phrase in own):
            own = [phrase for phrase in own if not _OF_NOUN.match(self.plain, phrase.end)]
        dated = [phrase for phrase in own if phrase.last_day]
        return max(dated, key=lambda phrase: phrase.last_day or date.min) if dated else next(iter(own), None)

    def _outside_grounds(self, phrases: Sequence[TimePhrase]) -> list[TimePhrase]:
        """Those that are not said beside the goal, with why or how it is reached."""
        if self.target is None or not phrases or _ASIDE.search(self.plain) is None:
            return list(phrases)
        beside = grounds_beside(self.plain, self.target, self.language == "ja")
        told = [phrase for phrase in phrases if any(begin <= phrase.start < end for begin, end in beside)]
        told += [phrase for phrase in phrases if _REASON_LABEL.search(self.plain, max(0, phrase.start - LONGEST_REASON), phrase.start)]
        return [phrase for phrase in phrases if phrase.is_recurring or self._is_set(phrase) or phrase not in told]

    def _is_set(self, phrase: TimePhrase) -> bool:
        """…に先回りで連絡して、下期中に and （3月末・前年14社）: what stands for itself is a time of the goal's."""
        before = max(0, phrase.start - LONGEST_LABEL)
        if self.language == "en" and not _BY.match(phrase.words) and not _BEGINS_CLAUSE.search(self.plain, before, phrase.start):
            return False  # two more reps ramp in Q1
        return _STANDS_ALONE.match(self.plain, phrase.end) is not None or _EVENT.match(self.plain, phrase.end) is not None

    def _is_told_closer(self, phrase: TimePhrase, following: TimePhrase | None) -> bool:
        """12月第3週まで(12/18): the day in the brackets is meant."""
        if following is None or following.last_day is None or not self.plain.startswith(")", following.end):
            return False
        return _OPENS.fullmatch(self.plain, phrase.end, following.start) is not None

    def _is_in_purpose(self, phrase: TimePhrase | Word) -> bool:
        at = self.plain.find(self.purpose) if self.purpose else -1
        return at >= 0 and at <= phrase.start < at + len(self.purpose or "")

    @property
    def last_day(self) -> date | None:
        """The day it is due; None where that cannot be told."""
        deadline = self.deadline
        return deadline.last_day if deadline else None

    @property
    def every(self) -> Recurrence | None:
        """The period that it recurs in, where it names one."""
        return next((phrase.every for phrase in self.own_times if phrase.every), None)
