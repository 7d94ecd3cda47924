"""The sentence that a goal's columns make, with blanks for what is not filled in. Its Excel twin is in sheets/role/kpis/goal_sentences.py."""

from __future__ import annotations

from datetime import date

from kpi_xl.language import Language
from kpi_xl.smart.columns import GoalColumns


def composed(columns: GoalColumns, language: Language) -> str:
    """The sentence that the columns of a goal make."""
    blanks = BLANKS[language]
    parts = {
        "what": columns.kpi or blanks["what"],
        "baseline": columns.shown(columns.baseline) or blanks["baseline"],
        "target": columns.shown(columns.target) or blanks["target"],
        "deadline": date_words(columns.deadline, language) if columns.deadline else blanks["deadline"],
        "purpose": purpose_words(columns.purpose, language),
        "verb": VERBS[language]["rate" if columns.is_rate else "count"][_falls(columns)],
        "bound": BOUNDS[language][bool(columns.is_lower_better)],
    }
    return (KEPT if _is_reached(columns) else SENTENCES)[language].format(**parts).strip()


def _is_reached(columns: GoalColumns) -> bool:
    """True where the present value is as good as the target, which is then to be kept: 30% is not to be raised to 20%."""
    baseline, target = columns.baseline, columns.target
    if baseline is None or not isinstance(target, (int, float)) or columns.is_lower_better is None:
        return False
    return baseline <= target if columns.is_lower_better else baseline >= target


def _falls(columns: GoalColumns) -> bool:
    if columns.is_lower_better is not None or columns.baseline is None or not isinstance(columns.target, (int, float)):
        return bool(columns.is_lower_better)
    return columns.target < columns.baseline


def date_words(deadline: date | str, language: Language) -> str:
    if isinstance(deadline, str):
        return deadline
    return f"{deadline.year}年{deadline.month}月{deadline.day}日" if language == "ja" else f"{deadline:%b} {deadline.day}, {deadline.year}"


def purpose_words(purpose: str | None, language: Language) -> str:
    """The purpose as a part of the sentence: 商談の数を確保するために、 / in order to secure enough meetings."""
    if not purpose:
        return ""
    if language == "en":
        begins_sentence = purpose[:2] == purpose[:2].capitalize()
        return f" in order to {purpose[0].lower() if begins_sentence else purpose[0]}{purpose[1:]}".replace(" to to ", " to ", 1)
    is_clause = purpose[-1] in CLAUSE_ENDS or purpose.endswith(NEGATION)
    return f"{purpose}ために、" if is_clause else f"{purpose}のために、"


CLAUSE_ENDS = "るすくむうぶつぬぐの"
NEGATION = "ない"
"""What a Japanese purpose ends with that ため follows without の."""
VERBS = {
    "ja": {"count": {False: "増やす", True: "減らす"}, "rate": {False: "上げる", True: "下げる"}},
    "en": {"count": {False: "Increase", True: "Reduce"}, "rate": {False: "Raise", True: "Lower"}},
}
BLANKS = {
    "ja": {
        "what": "〔指標〕", "baseline": "〔現在値〕", "last": "〔実績〕", "target": "〔目標値〕", "deadline": "〔期限〕", "purpose": "〔目的〕",
        "made": "〔数・できたと言える基準〕",
    },
    "en": {
        "what": "[indicator]", "baseline": "[current value]", "last": "[result]", "target": "[target]", "deadline": "[deadline]",
        "purpose": "[purpose]",
        "made": "[how many, or what counts as done]",
    },
}  # fmt: skip
SENTENCES = {
    "ja": "{purpose}{what}を現在の{baseline}から{deadline}までに{target}に{verb}",
    "en": "{verb} {what} from {baseline} to {target} by {deadline}{purpose}",
}
KEPT = {
    "ja": "{purpose}{what}を{deadline}まで{target}{bound}に保つ（現在{baseline}）",
    "en": "Keep {what} at {target} or {bound} until {deadline} (now {baseline}){purpose}",
}
"""The sentence where the present value is as good as the target."""
BOUNDS = {"ja": {False: "以上", True: "以下"}, "en": {False: "more", True: "less"}}
"""By whether lower is better."""
