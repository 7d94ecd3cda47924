"""新規ブック: the workbook of the company, or of a role, for this month."""

from __future__ import annotations

from datetime import date

from kpi_xl.definitions import all_roles
from kpi_xl.hosts.base import Host
from kpi_xl.language import Text
from kpi_xl.periods import Month
from kpi_xl.sheets.company.parts.company_role import COMPANY_ROLE


def new_book(host: Host, today: date) -> None:
    """Ask for the role and the kind of formulas, make the workbook and open it."""
    roles = (COMPANY_ROLE, *all_roles())
    wanted = host.choose(str(_WHICH), [str(role.title) for role in roles])
    if wanted is None:
        return
    formulas = host.choose(str(_WHICH_FORMULAS), [str(each) for each in (_FUNCTIONS, _PLAIN)])
    if formulas is None:
        return
    host.progress(str(_MAKING))
    host.new_workbook(roles[wanted], Month.of(today), is_plain=formulas == 1)


_WHICH = Text("どの計画ブックを作りますか（会社全体、または役割）", "Which planning workbook (the company's, or a role's)?")
_WHICH_FORMULAS = Text("どの数式で作りますか", "Which formulas?")
_FUNCTIONS = Text("KPI_関数（自分のExcelで使う）", "KPI_ functions (for your own Excel)")
_PLAIN = Text(
    "通常の数式（Excel 2010〜2021、LibreOffice、Googleスプレッドシートの人に送る）",
    "Plain formulas (to send to Excel 2010 to 2021, LibreOffice, Google Sheets)",
)
_MAKING = Text("ブックを作成中", "Making the workbook")
