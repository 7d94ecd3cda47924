"""Tables: goals copied from a sheet or slide with its head (項目 現状 目標 期限), a row or a column a goal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

Row = Sequence[str]


class Table(NamedTuple):
    """A table of goals, each as a line of text."""

    goals: list[str]
    notes: list[str]  #: what stands below it


def table_in(text: str) -> Table | None:
    """The table that a cell holds; None where it holds none.

    >>> table_in("項目\\t現状\\t目標\\n商談化率\\t12%\\t18%\\n※12月分")
    Table(goals=['商談化率 現状：12% 目標：18%'], notes=['※12月分'])
    """
    if "\n" not in text or not _CELLS.search(text):
        return None
    grid = [[" ".join((f"{row[0].rstrip(':：')}:", *row[1:]))] if _DUE_ROW.fullmatch(row[0]) and len(row) > 1 and at else row
            for at, row in enumerate(_grid(text))]
    rows = [row for row in grid if len(row) > 1]
    if len(rows) < FEWEST or len({len(row) for row in rows}) > 1 or grid[: len(rows)] != rows:
        return None
    notes = [row[0] for row in grid[len(rows) :]]
    for table in (rows, [*zip(*rows, strict=True)]):
        if _is_head(table[0]) and all(_FIGURE.search(row[_place(table[0], _AIM)]) for row in table[1:]):
            return Table(list(_lines(table[0], table[1:])), notes)
    return None


def _grid(text: str) -> list[Row]:
    lines = [line.strip(" |｜") for line in text.splitlines()]
    return [[cell.strip() for cell in _CELLS.split(line)] for line in lines if line and not _RULE.fullmatch(line)]


def _is_head(row: Row) -> bool:
    """True of 項目, 現状, 目標: it names what stands below, and no figure."""
    return _place(row, _AIM) > 0 and not any(_AMOUNT.search(cell) for cell in row)


def _place(row: Row, label: re.Pattern[str]) -> int:
    """The column that is headed so; -1 where there is none."""
    return next((at for at, cell in enumerate(row) if label.match(cell)), -1)


def _lines(head: Row, rows: Sequence[Row]) -> Iterator[str]:
    now, aim, due = (_place(head, label) for label in (_NOW, _AIM, _DUE))
    period = _LABEL.sub("", head[aim]).strip("（）()の ") if due < 0 else ""
    for row in rows:
        name = " ".join(cell for at, cell in enumerate(row) if at not in (now, aim, due) and cell and not _ASIDE.match(head[at]))
        values = [row[at] if at > 0 else "" for at in (now, aim)]
        if name.endswith(("%", "％")):
            values = [value if not value or value.endswith(("%", "％")) else f"{value}%" for value in values]
        yield _line(name, values[0], values[1], row[due] if due > 0 else period)


def _line(name: str, now: str, aim: str, due: str) -> str:
    if all(each.isascii() for each in (name, now, aim, due)):
        parts = [f"now {now}" if now else "", f"target {aim}", f"by {_BY.sub('', due)}" if due else ""]
        return f"{name}: {', '.join(part for part in parts if part)}"
    return " ".join([name, *(f"{label}：{value}" for label, value in (("現状", now), ("目標", aim), ("期限", due)) if value)])


FEWEST = 2
_CELLS = re.compile(r"\t|\s*[|｜]\s*|[ \u3000]{2,}|\u3000")
_RULE = re.compile(r"[-=:|+｜ー\s]+")
_AIM = re.compile(r"(?:(?:今|来)[月期週]の?|\d{1,2}月度?の?|[月年]間)?(?:目標値?|ゴール)|target|goal|to[- ]?be", re.IGNORECASE)
_LABEL = re.compile(r"目標値?|ゴール|target|goal|to[- ]?be", re.IGNORECASE)
_NOW = re.compile(r"現状|現在|実績|いま|今(?![月期年週])|前年|昨年|先月|前月|now|current|actual|baseline|today|as[- ]?is|last ", re.IGNORECASE)
_DUE = re.compile(r"期限|期日|締め?切|〆切?|いつまで|納期|by|due|deadline|when", re.IGNORECASE)
_DUE_ROW = re.compile(r"(?:期限|期日|締め?切り?|納期|due(?: date)?|deadline)[:：]?", re.IGNORECASE)
"""A last row that says the deadline of all."""
_ASIDE = re.compile(r"備考|補足|単位|no\.?$|#|notes?|unit|comment|remarks?", re.IGNORECASE)
_BY = re.compile(r"^by ", re.IGNORECASE)
_FIGURE = re.compile(r"[\d０-９]")
_AMOUNT = re.compile(r"[\d０-９][\d０-９,.]*\s?[%％件社円万億回本]|[$€£¥]\s?\d")
