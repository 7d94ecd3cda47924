"""The revision log of ⑤: what was changed, from what, to what, when and why; and the inputs that it watches.

目標を逆算 fills in all but the why. It compares inputs, not targets: those also move with the month.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kpi_xl.definitions import RoleTemplate
from kpi_xl.language import Text
from kpi_xl.sheets.canvas import NOTHING
from kpi_xl.sheets.role.parts import looks, names
from kpi_xl.sheets.role.parts.page import Hint, Page
from kpi_xl.sheets.styles import INPUT_TEXT
from kpi_xl.units import Unit

FIRST_COL = 1
ROWS = 10
HEIGHT = 2 + ROWS + 1
"""With the heads and the space below."""
WHEN, WHY = 3, 4
"""Columns of the table."""


@dataclass(frozen=True)
class Watched:
    """One input whose changes are kept."""

    name: str  #: of its cell
    label: Text
    unit: Unit
    decimals: int = 0

    def show(self, value: float | str | None) -> str:
        return self.unit.show(value, self.decimals) if isinstance(value, (int, float)) else NOTHING


def watched(role: RoleTemplate) -> Iterator[Watched]:
    """The goal, the rates of the way back, and the targets typed by hand."""
    for item in role.inputs:
        yield Watched(item.name, item.label, item.unit)
    for kpi in role.kpis:
        yield Watched(names.override_name(kpi.id), BY_HAND.format(kpi=kpi.label), kpi.unit, kpi.decimals)


def draw(page: Page, row: int, last_col: int, inputs: Sequence[Watched], aside: int = 2) -> int:
    """An Excel table of five columns, the reason running on into the columns beside it; its last row.

    Args:
        aside: how many columns right of the page what was recorded stands: more rows than the table has may be watched.
    """
    page.heading(row, FIRST_COL, last_col, TITLE)
    head, why = row + 1, FIRST_COL + WHY
    last = head + ROWS
    page.canvas.fill(head, FIRST_COL, last_col, looks.HEAD_TEXT)
    for each in range(head + 1, last + 1):
        page.canvas.fill(each, FIRST_COL, why - 1, INPUT_TEXT)
        page.canvas.blank(each, FIRST_COL + WHEN, INPUT_TEXT.but(num_format=str(looks.DATE), align="center"))
        _wide(page, each, why, last_col)
    columns = [
        {"header": str(words), "header_format": page.draft.book.format(looks.HEAD_TEXT)}
        for words in names.REVISION_COLUMNS
    ]
    options = {"name": names.REVISIONS, "style": None, "autofilter": False, "columns": columns}
    page.canvas.sheet.add_table(head, FIRST_COL, last, why, options)
    page.validate(head + 1, FIRST_COL, {"validate": "any"}, HINT, last)
    for col, name in enumerate(names.REVISION_CELLS, start=FIRST_COL):
        page.name(name, head + 1, col, last)
    _recorded(page, head, last_col + aside, inputs)
    return last


def _wide(page: Page, row: int, first: int, last: int) -> None:
    """Cells that look like one: a long text runs over the empty ones."""
    page.canvas.fill(row, first, last, INPUT_TEXT.but(right=0))


def _recorded(page: Page, head: int, col: int, inputs: Sequence[Watched]) -> None:
    """Right of the printed area; without values until the log is begun."""
    page.canvas.text(head, col, RECORDED, looks.HELPER_HEAD.but(align="left"))
    for row, each in enumerate(inputs, start=head + 1):
        page.canvas.text(row, col, each.name, looks.HELPER.but(align="left"))
        page.canvas.blank(row, col + 1, looks.HELPER)
    last = head + len(inputs)
    page.name(names.RECORDED_NAMES, head + 1, col, last)
    page.name(names.RECORDED_VALUES, head + 1, col + 1, last)


TITLE = Text("見直しの記録：目標を変えたら、理由を残します", "Revision log: when a target changes, say why")
HINT = Hint(
    Text("見直しの記録", "Revision log"),
    Text(
        "項目・変更前・変更後・変更日・理由を残します。「目標を逆算」を押すと、「理由」以外は自動で入ります",
        "The item, the value before and after, the date and the reason. Work back fills in all but the reason",
    ),
)
RECORDED = Text("計算用：記録した値", "Workings: as recorded")
BY_HAND = Text("{kpi}（手入力）", "{kpi} (by hand)")
