"""Relevance (R): whether a goal says what it is for, or names what drives the KGI."""

from __future__ import annotations

import re

from kpi_xl.language import Text
from kpi_xl.smart.judging import wording
from kpi_xl.smart.judging.circumstances import Circumstances
from kpi_xl.smart.judging.tree import place_of, place_of_deed
from kpi_xl.smart.numbers.quantity import Scale
from kpi_xl.smart.reading.statement import GoalKind, GoalStatement
from kpi_xl.smart.verdict import Letter, LetterFinding, Verdict
from kpi_xl.smart.words.lexicon import WordKind
from kpi_xl.smart.words.phrases import any_of


def relevant(goal: GoalStatement, known: Circumstances) -> LetterFinding:
    """A purpose in the text, or a KPI that drives the KGI in the role's tree. One of another role's tree holds, to be looked at; so do a figure
    that no tree has (複合機を月2台) and customer relations.
    """
    place = place_of(goal.indicator, known.role)
    if place is None and (known.role is None or not _is_kpi(goal)):
        place = place_of_deed(goal.deed, known.role)
    if place is None and goal.purpose is None and goal.is_private:
        return LetterFinding(Letter.R, Verdict.FAIL, wording.NOT_OF_SALES, wording.SAY_WHY)
    if goal.target is None and goal.purpose is None and (found := _of_wish(goal)):
        return found
    is_of_role = place is not None and place.role is known.role
    if place is not None and (is_of_role or goal.purpose is None):
        is_elsewhere = known.role is not None and not is_of_role
        return LetterFinding(Letter.R, Verdict.WARN if is_elsewhere else Verdict.PASS, place.reason)
    if goal.purpose is not None:
        purpose = goal.as_typed(goal.purpose)
        return LetterFinding(Letter.R, Verdict.PASS, Text(f"目的：{purpose}", f"Purpose: {purpose}"))
    if goal.indicator is not None and goal.indicator.subject is not None and PROFIT in goal.indicator.subject.drives:
        what = goal.as_typed(goal.indicator.words)
        return LetterFinding(Letter.R, Verdict.PASS, Text(f"{what}は利益につながる", f"{what} moves profit"))
    if _is_amount_brought_in(goal):
        return LetterFinding(Letter.R, Verdict.PASS, wording.AMOUNT)
    if goal.target is not None and goal.has_content and not _is_doubtful(goal):
        return LetterFinding(Letter.R, Verdict.WARN, wording.COUNTED, wording.SAY_WHY)
    if goal.target is None and _SELLING[goal.language].search(goal.plain) and not _is_doubtful(goal):
        return LetterFinding(Letter.R, Verdict.WARN, wording.OF_SELLING, wording.SAY_WHY)
    if known.role is not None:
        reason = Text(f"{known.role.title.ja}のKPIとのつながりが分からない", f"No link to the KPIs of {known.role.title.en}")
        return LetterFinding(Letter.R, Verdict.UNKNOWN, reason, wording.SAY_WHY)
    return LetterFinding(Letter.R, Verdict.UNKNOWN, wording.NO_PURPOSE, wording.SAY_WHY)


def _of_wish(goal: GoalStatement) -> LetterFinding | None:
    """Of a wish without figure and purpose: customers and selling hold and are asked what for; None of any other deed."""
    if _CUSTOMERS[goal.language].search(goal.plain):
        return LetterFinding(Letter.R, Verdict.WARN, wording.FOR_CUSTOMERS, wording.SAY_WHY)
    if not _wants_to_be_better(goal):
        return None
    if _SELLING[goal.language].search(goal.plain):
        return LetterFinding(Letter.R, Verdict.WARN, wording.OF_SELLING, wording.SAY_WHY)
    return LetterFinding(Letter.R, Verdict.UNKNOWN, wording.NO_PURPOSE, wording.SAY_WHY)


def _is_doubtful(goal: GoalStatement) -> bool:
    """研修を3回: what is done for ourselves, unless customers come to it."""
    return _DOUBTFUL[goal.language].search(goal.plain) is not None and _FOR_THEM.search(goal.plain) is None


def _is_amount_brought_in(goal: GoalStatement) -> bool:
    """東京支店1.2億: an amount to be reached, of which nothing else is said, is what a seller brings in."""
    is_amount = goal.target is not None and goal.target.scale in (Scale.YEN, Scale.MONEY)
    return is_amount and goal.indicator is None and goal.has_content and goal.kind not in (GoalKind.DECREASE, GoalKind.STAY_BELOW)


def _wants_to_be_better(goal: GoalStatement) -> bool:
    """Effort, skill, quality and teamwork: nobody sees what they are to bring. 売上をがんばります names a result."""
    is_soft = goal.is_skill_only or any(word.meaning.kind is WordKind.SOFT for word in goal.words)
    return (is_soft and not _is_measure(goal)) or ((goal.is_effort_only or goal.is_of_quality) and not _is_result(goal))


def _is_measure(goal: GoalStatement) -> bool:
    """成約率, churn: an indicator, whatever else is wanted with it."""
    subject = goal.indicator.subject if goal.indicator else None
    return goal.indicator is not None and (subject is None or subject.kind is WordKind.INDICATOR)


def _is_kpi(goal: GoalStatement) -> bool:
    """What some role follows; where this role does not, a deed of it is none for this role."""
    return goal.indicator is not None and goal.indicator.subject is not None and bool(goal.indicator.subject.kpis)


def _is_result(goal: GoalStatement) -> bool:
    """売上, 粗利率: what counts by itself; 新規がんばります names a field."""
    subject = goal.indicator.subject if goal.indicator else None
    return subject is not None and (subject.kind is not WordKind.ACTIVITY or bool(subject.kpis))


_CUSTOMERS = {language: re.compile(any_of("relevance", f"customers_{language}")) for language in ("ja", "en")}
_SELLING = {"ja": re.compile(any_of("relevance", "selling_ja")), "en": re.compile(rf"\b{any_of('relevance', 'selling_en')}\b")}
_DOUBTFUL = {
    "ja": re.compile(f"{any_of('relevance', 'doubtful_ja')}|{any_of('deeds', 'own_ja')}"),
    "en": re.compile(rf"\b(?:{any_of('relevance', 'doubtful_en')}|{any_of('deeds', 'own_en')})\b"),
}
_FOR_THEM = re.compile(
    r"店頭|店舗向|顧客|客先|お客|取引先|得意先|代理店|ユーザー|医師|導入先|\b(?:customers?|clients?|dealers?|distributors?|resellers?|partners?)\b"
)
"""店頭勉強会 計10回: what others learn of us brings sales."""
PROFIT = "profit"
"""What a company is for, though no KPI of a role counts it."""
