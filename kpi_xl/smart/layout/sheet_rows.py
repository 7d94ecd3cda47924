"""Sheet rows: goals typed as a small table (指標：受注件数、平均単価 / 現状：9件、42万 / 目標：12件、50万), a column a goal."""

from __future__ import annotations

import re


def with_columns(text: str) -> str:
    """A line for every column of the table, with the rows that hold for all below; the text as it is where it is no such table."""
    rows = [_row(line) for line in text.splitlines() if line.strip()]
    names = next((values for label, values, _ in rows if _NAMES.fullmatch(label)), [])
    aims = next((values for label, values, _ in rows if _AIMS.fullmatch(label)), [])
    if len(names) < FEWEST or len(aims) != len(names) or not all(_FIGURE.search(value) for value in aims):
        return text
    columns = [row for row in rows if len(row[1]) == len(names) and not _NAMES.fullmatch(row[0])]
    goals = [
        " ".join([f"・{name}", *(_labelled(label, values[at]) for label, values, _ in columns)]) for at, name in enumerate(names)
    ]
    return "\n".join([*goals, *(line for label, values, line in rows if len(values) != len(names))])


def with_bars(text: str) -> str:
    """Cells parted by ／ (売上／6,000万円／下期) as cells parted by ｜, and parts between double dashes as parts between slashes.

    Where every row, or every part, has its figure; any other text as it is.
    """
    if (mark := next((each for each in _DOUBLE if text.count(each) >= FEWEST), "")) and all(map(_FIGURE.search, text.split(mark))):
        return text.replace(mark, " / ")
    lines = [line.split("／") for line in text.splitlines() if line.strip()]
    are_rows = len(lines) >= FEWEST and len(lines[0]) > FEWEST and len({len(cells) for cells in lines}) == 1 and "｜" not in text
    return text.replace("／", "｜") if are_rows and all(map(_is_row, lines)) else text


def _is_row(cells: list[str]) -> bool:
    """A name, and a figure behind it."""
    return all(map(str.strip, cells)) and _FIGURE.search(cells[0]) is None and _FIGURE.search("".join(cells[1:])) is not None


def _labelled(label: str, value: str) -> str:
    """現状9件, Current: 12."""
    return f"{label}: {value}" if label.isascii() else f"{label}：{value}"


def _row(line: str) -> tuple[str, list[str], str]:
    """The label of a row, its values, and the line itself."""
    label, _, values = line.strip().partition("：" if "：" in line else ":")
    return label.strip(), [value.strip() for value in _COMMAS.split(values) if value.strip()], line.strip()


FEWEST = 2
_DOUBLE = (" -- ", " —— ", " || ")
_NAMES = re.compile(r"[・■●]?\s?(?:指標|項目|KPI|kpi|Metrics?|metrics?|KPIs)")
_AIMS = re.compile(r"[・■●]?\s?(?:目標値?|Targets?|targets?|Goals?)")
_FIGURE = re.compile(r"[\d０-９]")
_COMMAS = re.compile(r"[、，]|[,/／](?!\d{3})|\s/\s")
