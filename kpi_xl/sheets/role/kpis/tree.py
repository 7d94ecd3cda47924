"""The KPI tree, drawn with cells: boxes from left to right, connectors made of borders.

A box is four rows; the line to it meets it between the second and the third.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kpi_xl.definitions import Kpi, Level, RoleTemplate
from kpi_xl.language import Text
from kpi_xl.sheets.role.parts.page import Page
from kpi_xl.sheets.role.parts.wording import with_unit
from kpi_xl.sheets.styles import BODY, INK, MUTED, NAVY, PANEL, PLAN, WHITE, Style

BOX_ROWS = 4
SLOT_ROWS = BOX_ROWS + 1
MIDDLE = BOX_ROWS // 2
ROW_HEIGHT = 17
"""Lower than the others: a tree with its table and its sentences is one page."""

FILLS = {Level.KGI: NAVY, Level.PRIMARY: PLAN, Level.INTERMEDIATE: PANEL, Level.ACTIVITY: WHITE}
"""Darker towards the goal, so that the levels survive a black-and-white printer."""


@dataclass(frozen=True)
class Columns:
    """The columns of one depth: the box, and the two of the gutter on its left (none for the first)."""

    first: int
    last: int


@dataclass(frozen=True)
class Node:
    """One KPI's place: depth and the row of its box's top, counted from the tree's top."""

    kpi: Kpi
    depth: int
    top: int
    children: tuple[Node, ...]

    @property
    def middle(self) -> int:
        return self.top + MIDDLE

    def all(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            yield from child.all()


def laid_out(role: RoleTemplate) -> Node:
    """The tree with every leaf in a slot of its own and every parent midway between its children."""
    slots = iter(range(len(role.kpis)))

    def place(kpi: Kpi, depth: int) -> Node:
        children = tuple(place(child, depth + 1) for child in role.children(kpi.id))
        if not children:
            return Node(kpi, depth, next(slots) * SLOT_ROWS, ())
        return Node(kpi, depth, (children[0].top + children[-1].top) // 2, children)

    return place(role.kgi, 0)


def height_of(root: Node) -> int:
    """The rows that the tree takes."""
    return max(node.top for node in root.all()) + BOX_ROWS


def draw_tree(page: Page, row: int, columns: Sequence[Columns], root: Node) -> None:
    """Draw the tree with its top in *row*."""
    for each in range(row, row + height_of(root)):
        page.canvas.sheet.set_row(each, ROW_HEIGHT)
    for node in root.all():
        _box(page, row + node.top, columns[node.depth], node.kpi)
        if node.children:
            _connect(page, row, columns[node.depth].last + 1, node)


def _box(page: Page, top: int, columns: Columns, kpi: Kpi) -> None:
    canvas, first, last = page.canvas, columns.first, columns.last
    is_kgi = kpi.level is Level.KGI
    ground = BODY.but(bg_color=FILLS[kpi.level], font_color=WHITE if is_kgi else INK)
    muted = ground.but(font_size=9, font_color=PLAN if is_kgi else MUTED, indent=1)
    for offset in range(BOX_ROWS):
        for col in range(first, last + 1):
            canvas.blank(top + offset, col, ground.but(**_edges(offset, col, columns)))
    canvas.text(top, first, kpi.level.label, muted.but(**_edges(0, first, columns)))
    label = ground.but(
        bold=True, font_size=12, indent=1, shrink=True, left=1, right=1, left_color=MUTED, right_color=MUTED
    )
    canvas.merged(top + 1, first, last, kpi.label, label)
    canvas.text(top + 2, first, Text("目標", "Target"), muted.but(**_edges(2, first, columns)))
    canvas.text(top + 3, first, Text("現状", "Current"), muted.but(**_edges(3, first, columns)))
    number = ground.but(
        font_size=11, align="right", indent=1, shrink=True, num_format=with_unit(kpi, with_period=True), right=1, right_color=MUTED
    )
    for offset, bottom in ((2, {}), (3, {"bottom": 1, "bottom_color": MUTED})):
        canvas.merged(top + offset, first + 1, last, "", number.but(**bottom))
    canvas.live(top + 2, first + 1, page.target(kpi), number.but(bold=True))
    canvas.live(top + 3, first + 1, page.current(kpi), number.but(bottom=1, bottom_color=MUTED))


def _edges(offset: int, col: int, columns: Columns) -> dict[str, Any]:
    """The borders that a cell of a box has."""
    sides = {
        "top": offset == 0,
        "bottom": offset == BOX_ROWS - 1,
        "left": col == columns.first,
        "right": col == columns.last,
    }
    return {key: value for side, has in sides.items() if has for key, value in ((side, 1), (f"{side}_color", MUTED))}


def _connect(page: Page, row: int, gutter: int, node: Node) -> None:
    """Lines from a box to its children: out of its middle, along the gutter's centre, into each child's middle."""
    line = {"bottom": 1, "bottom_color": MUTED}
    trunk = {"right": 1, "right_color": MUTED}
    middles = [child.middle for child in node.children]
    highest, lowest = min(*middles, node.middle), max(*middles, node.middle)
    styles: dict[tuple[int, int], Style] = {}
    for offset in range(highest, lowest):
        styles[offset, gutter] = BODY.but(**trunk)
    styles[node.middle - 1, gutter] = styles.get((node.middle - 1, gutter), BODY).but(**line)
    for middle in middles:
        styles[middle - 1, gutter + 1] = BODY.but(**line)
    for (offset, col), style in styles.items():
        page.canvas.blank(row + offset, col, style)
