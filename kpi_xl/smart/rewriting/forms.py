"""Forms: goals typed as labelled lines (目標：… 期限：…). What is missing gets a line of its own, as the form has for the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kpi_xl.smart.reading.statement import GoalStatement
from kpi_xl.smart.rewriting.additions import Addition, Missing, is_one_off
from kpi_xl.smart.rewriting.composed import BLANKS


def is_form(goal: GoalStatement) -> bool:
    """True of a text of two labelled parts or more."""
    return len(_LABEL.findall(goal.text)) >= FEWEST


def form_additions(goal: GoalStatement, missing: Missing) -> list[Addition]:
    """現状：〔現在値〕 in a line of its own, or parted as the form parts its labels."""
    text = goal.text.strip()
    between = "\n" if "\n" in text else "／" if "／" in text else "　" if goal.language == "ja" else "; "
    between = "　" if between == "／" and text[-1].isdigit() else between  # 12/25／ would be no day
    between = " " if text.endswith(".") else between
    bullet = _BULLET.search(text)
    mark = bullet[0] if bullet and "\n" in text else ""
    colon = "：" if goal.language == "ja" else ": "
    pieces = [f"{between}{mark}{label}{colon}{value}" for label, value in _labelled(goal, missing)]
    return [Addition(len(goal.plain), "".join(pieces))]


def _labelled(goal: GoalStatement, missing: Missing) -> Iterator[tuple[str, str]]:
    for name, label in _LABELS[goal.language].items():
        value = getattr(missing, name).strip("、 ")
        blanks = BLANKS[goal.language]
        if name == "baseline" and value == blanks["baseline"] and not missing.target and is_one_off(goal):
            yield _LAST[goal.language], blanks["last"]
        elif value:
            yield label, value


FEWEST = 2
_LABELS = {
    "ja": {"what": "指標", "baseline": "現状", "target": "目標", "deadline": "期限", "purpose": "目的"},
    "en": {"what": "Indicator", "baseline": "Now", "target": "Target", "deadline": "Due", "purpose": "Purpose"},
}
_LAST = {"ja": "直近", "en": "Last result"}
_LABEL = re.compile(
    r"(?:^|(?<=[\s　／/・、。-])|(?<=【))"
    r"(?:目標|期限|期日|現状|現在|指標|kpi|kgi|項目|何を|いくつ|いつまで|達成水準|重点テーマ|成果目標|目的|理由|方法|施策|内訳|締切|備考"
    r"|what|how many|by when|target|due|deadline|now|today|current|indicator|metric|goal|objective)"
    r"(?:値|日|期限|基準|水準)?(?:\s?[:：]|】|(?<=[一-龥])　)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^[・•●■\-*]\s?", re.MULTILINE)
