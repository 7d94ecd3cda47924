"""Problems in people's own words, matched to the KPI whose `problem` or label in a role's definition says the same.

A text is taken apart into subjects (words, and pairs of characters of kanji words) and complaints (too few, poor, ...),
each brought to one form. Texts are alike by the cosine of what they share, words that are rare in the role counting more;
a complaint alone, without a subject, is about nothing. How near a role's texts are depends on that role alone: another
role may answer what it says better, and changes nothing between the others.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cache

from kpi_xl.definitions import Kpi, RoleTemplate, all_roles
from kpi_xl.rounding import exact_sum

NEAR = 0.3
"""Likeness from which two texts are about the same thing."""
LABEL_WEIGHT = 0.9
"""A KPI's label tells less about a problem than the problem's own words."""
COMPLAINT_WEIGHT = 0.5

_COMPLAINTS = {
    "!few": r"少な|足り(?:な|ま|ず)|不足|減|増え(?:な|ま)|\bfew\b|\blittle\b|\black|not enough|\bfall",
    "!unwon": r"取れ(?:な|ま)|とれ(?:な|ま)",
    "!poor": r"低|悪|下が|下落|\bpoor|\blow\b|\bbad\b|\bweak",
    "!stuck": r"伸び(?:な|ま)|伸び悩|頭打ち|does not grow|flat\b",
    "!missed": r"届か(?:な|ず)|届きま|未達|\bmiss",
    "!many": r"多|増え(?!な|ま)|増加|\bmany\b|\bhigh\b",
    "!slow": r"遅|立ち上が|育た|育ちま|\bslow|\bramp",
}
_SAME = {
    "アポイント": r"アポ(?!イント)",
    "架電": r"電話|コール|テレアポ",
    "成約率": r"受注率|決定率|クロージング率?|失注|決まら(?=な)|決まり(?=ま)|受注[にへ](?:つなが|なら)",
    "解約": r"離脱|チャーン",
    "商談": r"打ち?合わ?せ|面談(?!数)",
    "決裁者": r"キーマン|意思決定者|決定権者",
    "新人": r"新入社員|若手",
    "単価": r"客単価|受注額|契約額",
    "ばらつき": r"バラつき|バラツキ|ばらつ[いか]|格差|個人差",
    "活動": r"行動",
    "接点": r"接触頻度|連絡",
    " 数": r"数(?![一-龠])",  # 商談数 as 商談の数
    "appointment": r"\bappo\b",
    "call": r"\bphone\b",
    "win rate": r"\bclos(?:e|ing) rate|\blost deals?",
    "churn": r"\bcancel\w*|\bleav(?:e|ing)\b",
}
_NUMBER = "数"
_WORD = re.compile(r"[一-龠々]+|[ァ-ヶー]+|ばらつき|[a-z]{2,}")
_IDLE = frozenset(
    {
        "an", "and", "are", "as", "but", "do", "does", "for", "from", "in", "into", "is", "it", "not", "of", "on", "our", "than",
        "the", "them", "they", "to", "too", "up", "us", "we", "who", "with",
    }
)  # fmt: skip

Terms = Set[str]


@dataclass(frozen=True)
class _Wording:
    """What one text of a definition is about."""

    terms: Terms
    weight: float
    kpi: Kpi  #: the KPI that answers it


def kpi_for(problem: str, roles: Sequence[RoleTemplate] | None = None) -> Kpi | None:
    """The KPI that answers *problem*, of the given roles, or of all shipped ones; None where none is near.

    Where roles name the same problem, the one further up the funnel answers: its activity comes before their result.
    A goal that is missed is answered by the KPI that drives it first.

    >>> kpi_for("商談が少ない").label.ja, kpi_for("poor quality of meetings").label.en
    ('新規アポイント数', 'Win rate')
    """
    asked = terms(problem)
    best, likeness = None, NEAR
    for role in all_roles() if roles is None else roles:
        for wording in _wordings(role):
            alike = wording.weight * _likeness(asked, wording.terms, role)
            if alike > likeness + 1e-9:
                best, likeness = wording.kpi, alike
    return best


def terms(text: str) -> Terms:
    """What a text is about, and what it complains of.

    >>> sorted(terms("商談の数が足りません"))
    ['!few', '商談', '数']
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    for word, others in _SAME.items():
        plain = re.sub(others, word, plain)
    found = {sign for sign, words in _COMPLAINTS.items() if re.search(words, plain)}
    for words in _COMPLAINTS.values():
        plain = re.sub(words, " ", plain)
    for word in _WORD.findall(plain):
        if "一" <= word[0] <= "龠" and len(word) > 1:
            found |= {word[place : place + 2] for place in range(len(word) - 1)}
        elif word not in _IDLE:
            found.add(word.removesuffix("s") if word.isascii() else word)
    if "!few" in found:
        found.add(_NUMBER)  # said or not, too few is about a number
    return found


def _likeness(asked: Terms, known: Terms, role: RoleTemplate) -> float:
    """The cosine of two texts; 0 where they share no subject."""
    shared = asked & known
    if all(term.startswith("!") or term == _NUMBER for term in shared):
        return 0.0
    return _square(shared, role) / math.sqrt(_square(asked, role) * _square(known, role))


def _square(found: Terms, role: RoleTemplate) -> float:
    return exact_sum(_weight(term, role) ** 2 for term in found)


@cache
def _weight(term: str, role: RoleTemplate) -> float:
    """The rarer a word is among the texts of a role, the more it tells."""
    texts = _wordings(role)
    holding = exact_sum(term in wording.terms for wording in texts)
    return (COMPLAINT_WEIGHT if term.startswith("!") else 1.0) * math.log(1 + len(texts) / (1 + holding))


@cache
def _wordings(role: RoleTemplate) -> tuple[_Wording, ...]:
    """The problem and the label of each KPI, in both languages."""
    texts: list[_Wording] = []
    for kpi in role.kpis:
        answer = role.children(kpi.id)[0] if kpi is role.kgi else kpi
        texts += [_Wording(terms(words), 1.0, answer) for words in kpi.problem.both()]
        texts += [_Wording(terms(words), LABEL_WEIGHT, answer) for words in kpi.label.both()]
    return tuple(texts)
