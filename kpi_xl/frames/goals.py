"""Goals in a Series, judged letter by letter."""

from __future__ import annotations

from datetime import date

import pandas as pd

from kpi_xl.definitions import RoleTemplate, load_role
from kpi_xl.smart import check_goals as goals_of

LETTERS = ("S", "M", "A", "R", "T")
COLUMNS = ("goal", *LETTERS, "score", "signs", "advice", "rewritten")


def check_goals(texts: pd.Series, today: date | None = None, role: str | None = None) -> pd.DataFrame:
    """Judge every goal of a Series of texts: a row for each goal, under the label of the text that holds it.

    A text may hold several goals; one that is blank or missing has none. A letter is True, False, or missing where nothing
    is known; *today* is the day that deadlines are judged by, *role* the id of the role whose KPIs judge R.

    Raises:
        UnknownNameError: no such role.

    >>> texts = pd.Series(["営業成績を向上させる", "商談50件、受注10件を来月末までに"], index=["佐藤", "鈴木"])
    >>> found = check_goals(texts, today=date(2026, 11, 23))
    >>> list(zip(found.index, found["goal"]))
    [('佐藤', '営業成績を向上させる'), ('鈴木', '商談50件'), ('鈴木', '受注10件を来月末までに')]
    >>> found["signs"].tolist()
    ['S× M× A？ R？ T×', 'S○ M○ A？ R○ T○', 'S○ M○ A？ R○ T○']
    """
    template: RoleTemplate | None = load_role(role) if role else None
    day = date.today() if today is None else today
    labels, rows = [], []
    for label, text in texts.items():
        if pd.isna(text) or not str(text).strip():
            continue
        for goal in goals_of(str(text), today=day, role=template):
            labels.append(label)
            letters = [goal.letters[letter] for letter in LETTERS]
            rows.append((goal.text, *letters, goal.score, goal.signs, str(goal.advice), goal.rewritten))
    index = pd.MultiIndex.from_tuples(labels, names=texts.index.names) if labels and texts.index.nlevels > 1 else labels
    frame = pd.DataFrame(rows, columns=list(COLUMNS), index=index)
    frame = frame.astype(dict.fromkeys(LETTERS, "boolean"))
    return frame if isinstance(index, pd.MultiIndex) else frame.rename_axis(texts.index.name)
