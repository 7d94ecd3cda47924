"""④目標: the year, this month worked back, the target of every KPI, and each member's share."""

from __future__ import annotations

from kpi_xl.definitions import Kpi, Level, Stage
from kpi_xl.language import Text
from kpi_xl.sheets.role.parts import formulas, looks, names
from kpi_xl.sheets.role.parts.page import Draft, Hint, Page
from kpi_xl.sheets.role.parts.stages import BEFORE, RATE_OF, stage_label
from kpi_xl.sheets.role.parts.steps import Step
from kpi_xl.sheets.role.parts.target_layout import AMOUNT, FIRST, LABEL, TOTAL, YEAR_HEAD, TargetLayout
from kpi_xl.sheets.role.parts.wording import unit_and_period
from kpi_xl.sheets.role.targets.shares import draw_shares
from kpi_xl.sheets.role.targets.year_plan import LAST, draw_year
from kpi_xl.sheets.styles import TABLE_TEXT
from kpi_xl.units import WHOLE_FORMAT, Unit

STAGE, RATE, TEAM_MONTH, TEAM_WEEK, TEAM_DAY, HEAD_MONTH, HEAD_DAY, HOW = range(1, 9)
KPI, LEVEL, UNIT, STANDARD, WORKED, OVERRIDE, TARGET, PER_HEAD, PEOPLE, BASIS = range(1, 11)
HEAD_HEIGHT = 34


def layout_of(draft: Draft) -> TargetLayout:
    figures = draft.figures
    return TargetLayout(draft.role, draft.settings, len(figures.stages), figures.has_amount)


def draw(draft: Draft) -> None:
    layout = layout_of(draft)
    page = Page(draft, Step.TARGETS, *layout.widths)
    page.begin(TOTAL)
    if layout.has_amount:
        draw_year(page, layout)
        _way_back(page, layout)
    _kpis(page, layout)
    draw_shares(page, layout)
    page.canvas.page(layout.last_member, layout.last_printed_col, pages_high=0)
    page.canvas.sheet.set_h_pagebreaks([layout.shares])


# --- this month, worked back ------------------------------------------------------------------------------------------


def _way_back(page: Page, layout: TargetLayout) -> None:
    row = layout.way_back
    page.heading(
        row,
        LABEL,
        TOTAL,
        Text("2. 今月の逆算：月から1日の行動へ", "2. This month worked back: from the month to the day"),
    )
    page.canvas.sheet.set_row(row + 1, HEAD_HEIGHT)
    page.head(row + 1, WAY_BACK_HEAD)
    people = page.canvas.a1(layout.kpi_row(page.draft.role.kgi), PEOPLE, True)
    count = page.figures.people(page.draft.role.kgi)
    _amount_row(page, row + 2, people, count)
    for number, stage in enumerate(page.figures.stages, start=3):
        _stage_row(page, row + number, stage, people, count)


def _amount_row(page: Page, row: int, people: str, count: int) -> None:
    canvas, figures = page.canvas, page.figures
    canvas.fill(row, LABEL, TOTAL, looks.LABEL)
    canvas.text(row, STAGE, Text("今月のKGI（円）", "This month's KGI (yen)"), TABLE_TEXT.but(bold=True))
    amounts, months = (f"{canvas.a1(each, FIRST, True)}:{canvas.a1(each, LAST, True)}" for each in (AMOUNT, YEAR_HEAD))
    formula = f"=INDEX({amounts},MATCH(EOMONTH({names.PLAN_MONTH},-1)+1,{months},0))"
    canvas.formula(row, TEAM_MONTH, formula, figures.amount, looks.STRONG.but(num_format=str(WHOLE_FORMAT)))
    page.name(names.KGI_OF_MONTH, row, TEAM_MONTH)
    per_head = f"={names.KGI_OF_MONTH}/{people}"
    canvas.formula(row, HEAD_MONTH, per_head, figures.amount / count, looks.VALUE.but(num_format=str(WHOLE_FORMAT)))
    canvas.text(
        row, HOW, Text("年間計画の対象月の金額", "this month's KGI in the year plan"), looks.LABEL_NOTE.but(indent=1)
    )


def _stage_row(page: Page, row: int, stage: Stage, people: str, count: int) -> None:
    canvas, figures = page.canvas, page.figures
    whole, decimal = looks.VALUE.but(num_format=str(WHOLE_FORMAT)), looks.VALUE.but(num_format="#,##0.0")
    canvas.fill(row, LABEL, TOTAL, looks.LABEL)
    canvas.text(row, STAGE, stage_label(stage), TABLE_TEXT)
    _rate(page, row, stage)
    month_cell, day_cell = canvas.a1(row, TEAM_MONTH), canvas.a1(row, TEAM_DAY)
    function = f"{stage.function}({names.KGI_OF_MONTH})"
    count_of_month = figures.live(function)
    page.live(row, TEAM_MONTH, function, whole.but(bold=True))
    page.live(row, TEAM_WEEK, f"KPI_PER_WEEK({month_cell},{names.PLAN_MONTH})", whole, **{month_cell: count_of_month})
    page.live(row, TEAM_DAY, f"KPI_PER_DAY({month_cell},{names.PLAN_MONTH})", whole, **{month_cell: count_of_month})
    canvas.formula(row, HEAD_MONTH, f"={month_cell}/{people}", count_of_month / count, decimal)
    count_of_day = figures.live(f"KPI_PER_DAY({function},{names.PLAN_MONTH})")
    canvas.formula(row, HEAD_DAY, f"={day_cell}/{people}", count_of_day / count, decimal)
    before = str(stage_label(BEFORE[stage])) if stage in BEFORE else str(Text("今月のKGI", "KGI of the month"))
    canvas.text(row, HOW, f"{before} ÷ {RATE_OF[stage][2]}", looks.LABEL_NOTE.but(indent=1))


def _rate(page: Page, row: int, stage: Stage) -> None:
    name, unit, _ = RATE_OF[stage]
    style = looks.VALUE.but(num_format=unit.number_format())
    if name in page.figures.inputs:
        page.canvas.formula(row, RATE, f"={name}", page.figures.inputs[name], style)
    else:
        page.canvas.number(row, RATE, 1.0, style)


# --- the target of every KPI -------------------------------------------------------------------------------------------


def _kpis(page: Page, layout: TargetLayout) -> None:
    row = layout.kpis
    number = 3 if layout.has_amount else 1
    page.heading(row, LABEL, TOTAL, Text(f"{number}. KPIごとの目標", f"{number}. The target of every KPI"))
    page.canvas.sheet.set_row(row + 1, HEAD_HEIGHT)
    page.head(row + 1, KPI_HEAD)
    for kpi in page.draft.role.kpis:
        _kpi(page, layout, kpi)
    page.canvas.text(layout.shares - 2, LABEL, KPI_NOTE, looks.NOTE)
    if page.draft.role.tracks and not page.draft.role.track:
        page.canvas.text(layout.shares - 1, LABEL, TRACK_NOTE, looks.NOTE)


def _kpi(page: Page, layout: TargetLayout, kpi: Kpi) -> None:
    canvas, figures, row = page.canvas, page.figures, layout.kpi_row(kpi)
    style = looks.VALUE.but(num_format=kpi.number_format)
    canvas.fill(row, LABEL, TOTAL, looks.LABEL)
    canvas.text(row, KPI, kpi.label, looks.KPI_LABEL.but(bold=kpi.level is Level.KGI))
    canvas.text(row, LEVEL, kpi.level.label, looks.LEVEL_TAG)
    canvas.text(row, UNIT, unit_and_period(kpi), looks.LEVEL_TAG)
    canvas.number(row, STANDARD, kpi.target, style)
    people, everybody = canvas.a1(row, PEOPLE), canvas.a1(layout.kpi_row(page.draft.role.kgi), PEOPLE)
    worked = formulas.worked_back(kpi, names.KGI_OF_MONTH, names.PLAN_MONTH, people, everybody)
    if worked is None:
        canvas.number(row, WORKED, None, style)
    else:
        counts = {people: figures.people(kpi), everybody: figures.people(page.draft.role.kgi)}
        page.live(row, WORKED, worked, style, **counts)
    page.number_input(
        row, OVERRIDE, figures.settings.overrides.get(kpi.id), kpi.unit, OVERRIDE_HINT, decimals=kpi.decimals
    )
    page.name(names.override_name(kpi.id), row, OVERRIDE)
    _target(page, row, kpi, worked is not None)
    _people(page, layout, row, kpi)


def _target(page: Page, row: int, kpi: Kpi, is_worked: bool) -> None:
    canvas, figures = page.canvas, page.figures
    style = looks.VALUE.but(num_format=kpi.number_format)
    worked, standard, people = (canvas.a1(row, col) for col in (WORKED, STANDARD, PEOPLE))
    override, target = names.override_name(kpi.id), figures.target(kpi)
    formula = formulas.adopted(kpi, worked if is_worked else None, standard, override, people)
    canvas.formula(row, TARGET, f"={formula}", target, looks.STRONG.but(num_format=kpi.number_format))
    page.name(names.target_name(kpi.id), row, TARGET)
    cell = canvas.a1(row, TARGET)
    if kpi.is_additive:
        decimals = max(1, kpi.decimals) if kpi.unit is Unit.COUNT else 0
        each = looks.VALUE.but(num_format=kpi.unit.number_format(decimals))
        canvas.formula(row, PER_HEAD, f"={cell}/{people}", target / figures.people(kpi), each)
    else:
        canvas.formula(row, PER_HEAD, f"={cell}", target, style)
    typed, otherwise = str(Text("手入力", "by hand")), str(WORKED_WORDS if is_worked else STANDARD_WORDS)
    shown = typed if kpi.id in figures.settings.overrides else otherwise
    canvas.formula(row, BASIS, f'=IF({override}="","{otherwise}","{typed}")', shown, looks.LABEL_NOTE.but(indent=1))


def _people(page: Page, layout: TargetLayout, row: int, kpi: Kpi) -> None:
    flags = page.canvas.a1(layout.team_row, layout.group_col(kpi.track, "flag"), True)
    page.canvas.formula(
        row, PEOPLE, f"=MAX(1,{flags})", page.figures.people(kpi), looks.VALUE.but(num_format=str(WHOLE_FORMAT))
    )


WAY_BACK_HEAD = {
    STAGE: Text("段階", "Stage"),
    RATE: Text("単価・率", "Price, rate"),
    TEAM_MONTH: Text("チーム\n月間", "Team\nper month"),
    TEAM_WEEK: Text("チーム\n週", "Team\nper week"),
    TEAM_DAY: Text("チーム\n1日", "Team\nper day"),
    HEAD_MONTH: Text("1人\n月間", "Each\nper month"),
    HEAD_DAY: Text("1人\n1日", "Each\nper day"),
    HOW: Text("計算", "Formula"),
    TOTAL: "",
}
KPI_HEAD = {
    KPI: "KPI",
    LEVEL: Text("区分", "Level"),
    UNIT: Text("単位", "Unit"),
    STANDARD: Text("標準\n（1人）", "Standard\n(each)"),
    WORKED: Text("逆算・前提\n（チーム）", "Worked back\n(team)"),
    OVERRIDE: Text("手入力\n（1人）", "By hand\n(each)"),
    TARGET: Text("確定目標\n（チーム）", "Target\n(team)"),
    PER_HEAD: Text("1人\nあたり", "Each"),
    PEOPLE: Text("人数", "People"),
    BASIS: Text("根拠", "Basis"),
    TOTAL: "",
}
WORKED_WORDS = Text("逆算・前提", "worked back")
STANDARD_WORDS = Text("標準値", "standard")
OVERRIDE_HINT = Hint(
    Text("手入力の目標", "Target by hand"),
    Text(
        "逆算と違う目標にしたいときだけ、1人あたりの値を入力します。空欄なら逆算または標準を使います",
        "Only where the target differs: the value for one person. Left blank, the worked-back or standard value is used",
    ),
)
KPI_NOTE = Text(
    "確定目標は「手入力 → 逆算・前提 → 標準」の順に決まります。件数と金額はチームの合計、率と単価は全員共通です",
    "Targets are taken from By hand first, then Worked back, then Standard. Counts and amounts are team totals; rates and prices apply to everyone",
)
TRACK_NOTE = Text(
    "一部の担当者だけがもつKPI（人数の列）は、その人数が受け持つ分の目標から逆算します",
    "A KPI that only some members have (see People) is worked back from their part of the goal",
)
