"""この案にする: the case that is chosen on シナリオ becomes the plan, and the revision log keeps it."""

from __future__ import annotations

from datetime import date

from kpi_xl.hosts.base import Host
from kpi_xl.hosts.commands.open_plan import require_role_workbook
from kpi_xl.hosts.plans.adopting import Adoption, adoption
from kpi_xl.hosts.plans.cells import PlanCells
from kpi_xl.language import Text
from kpi_xl.sheets.company.parts import names
from kpi_xl.sheets.company.scenario.cases import CASES


def adopt_case(host: Host, today: date) -> str | None:
    """Write the chosen case into the inputs of ①; where the sheet names none, ask."""
    cells = host.cells
    require_role_workbook(cells)
    case = _chosen(cells)
    if case is None:
        case = host.choose(str(_WHICH), [str(each) for each in CASES])
    if case is None:
        return None
    found = adoption(cells, case + 1, today)
    if not found.changes:
        return str(_SAME.format(case=found.case))
    host.write(found.values)
    host.recalculate()
    host.show_cell(names.KGI_AMOUNT)
    return "\n".join(map(str, _lines(found)))


def _chosen(cells: PlanCells) -> int | None:
    """The place of the case that the sheet's cell names."""
    cell = cells.cell(names.ADOPT_CASE)
    words = "" if cell is None else cell.text
    return next((place for place, each in enumerate(CASES) if words in each.both()), None)


def _lines(found: Adoption) -> list[Text]:
    lines = [_ADOPTED.format(case=found.case), *(change.line for change in found.changes)]
    return [*lines, *([] if found.is_logged else [_NOT_LOGGED])]


_WHICH = Text("どの案を①KGIの入力にしますか", "Which case is to be the plan?")
_ADOPTED = Text("「{case}」の案を①KGIの入力にしました。目標文も確認してください。", "The case {case} is the plan now. Check the goal sentence, too.")
_SAME = Text("「{case}」の案は今の入力と同じです。", "The case {case} is the plan already.")
_NOT_LOGGED = Text(
    "見直しの記録（⑤運用）に空きがないため、記録していません。表に行を挿入してください。",
    "The revision log (sheet 5) has no room, so nothing was recorded there. Insert rows into its table.",
)
