"""④目標: the year, this month worked back, the target of every KPI, and each member's share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kpi_xl.definitions import Kpi, Level, Stage
from kpi_xl.language import Text
from kpi_xl.rounding import exact_sum
from kpi_xl.sheets.live.areas import Area, beside, column, summed_where_one
from kpi_xl.sheets.live.days import end_of_month, start_of_month
from kpi_xl.sheets.live.figures import formatted
from kpi_xl.sheets.live.values import (
    DASH,
    Live,
    cell,
    choice,
    compared,
    filled,
    greater,
    is_blank,
    number,
    product,
    quotient,
)
from kpi_xl.sheets.role.parts import looks, names
from kpi_xl.sheets.role.parts.headlines import ROWS, Headline, draw_headlines, yen_told
from kpi_xl.sheets.role.parts.page import FIRST_ROW, Draft, Hint, Page
from kpi_xl.sheets.role.parts.stages import RATE_OF, stage_label, way_words
from kpi_xl.sheets.role.parts.steps import Step
from kpi_xl.sheets.role.parts.target_layout import LABEL, TOTAL, TargetLayout
from kpi_xl.sheets.role.targets.member_check import MemberCheck
from kpi_xl.sheets.role.targets.members import ShownMembers
from kpi_xl.sheets.role.targets.shares import draw_shares
from kpi_xl.sheets.role.targets.team_target import adopted, of_all, worked_back
from kpi_xl.sheets.role.targets.weights import Weights
from kpi_xl.sheets.role.targets.year_plan import draw_year
from kpi_xl.units import WHOLE_FORMAT, Unit

STAGE, RATE, TEAM_MONTH, TEAM_WEEK, TEAM_DAY, HEAD_MONTH, HEAD_DAY, HOW = range(1, 9)
KPI, LEVEL, UNIT, STANDARD, WORKED, OVERRIDE, TARGET, PER_HEAD, PEOPLE, BASIS = range(1, 11)
HEAD_HEIGHT = 34


def layout_of(draft: Draft) -> TargetLayout:
    """Where the targets of the draft's role stand, under the headline figures where it has an amount."""
    figures = draft.figures
    top = FIRST_ROW + ROWS if figures.has_amount else FIRST_ROW
    return TargetLayout(draft.role, draft.settings, len(figures.stages), figures.has_amount, top)


def checked_members(draft: Draft) -> MemberCheck:
    """What is wrong with the list of members."""
    members = ShownMembers(draft, layout_of(draft))
    return MemberCheck(members, Weights(members, None))


def draw(draft: Draft) -> None:
    layout = layout_of(draft)
    page = Page(draft, Step.TARGETS, *layout.widths)
    page.begin(TOTAL)
    draw_section(page, layout)
    page.canvas.page(layout.last_member, layout.last_printed_col, pages_high=0)
    page.canvas.sheet.set_h_pagebreaks([layout.shares])


def draw_section(page: Page, layout: TargetLayout) -> None:
    """All targets of the page's role, where the layout says."""
    if layout.has_amount:
        of_one = _way_back(page, layout, *draw_year(page, layout))
        headlines = list(_headlines(page, layout, of_one))
        draw_headlines(page, layout.top - ROWS, headlines, PLACES[: len(headlines)])
    _kpis(page, layout)
    draw_shares(page, layout)


# --- this month, worked back ------------------------------------------------------------------------------------------


def _way_back(page: Page, layout: TargetLayout, months: Area, amounts: Area) -> dict[Stage, tuple[Live, Live]]:
    """What each stage asks of one person, a month and a day."""
    row = layout.way_back
    page.heading(
        row,
        LABEL,
        TOTAL,
        Text("2. 今月の逆算：月から1日の行動へ", "2. This month worked back: from the month to the day"),
    )
    page.canvas.sheet.set_row(row + 1, HEAD_HEIGHT)
    page.head(row + 1, WAY_BACK_HEAD, looks.PLAIN_HEAD_WRAPPED, {STAGE: looks.HEAD_LEFT, HOW: looks.HEAD_TEXT})
    people = people_cell(page, layout, page.draft.role.kgi, fixed=True)
    _amount_row(page, row + 2, people, beside(start_of_month(page.month), months, amounts))
    return {stage: _stage_row(page, row + offset, stage, people) for offset, stage in enumerate(page.figures.stages, start=3)}


def people_cell(page: Page, layout: TargetLayout, kpi: Kpi, fixed: bool = False) -> Live:
    """How many share a KPI."""
    return cell(page.canvas.a1(layout.kpi_row(kpi), PEOPLE, fixed), page.figures.people(kpi))


def _amount_row(page: Page, row: int, people: Live, amount: Live) -> None:
    canvas = page.canvas
    canvas.fill(row, LABEL, TOTAL, looks.LABEL)
    canvas.text(row, STAGE, Text("今月のKGI（円）", "This month's KGI (yen)"), looks.LABEL.but(bold=True))
    canvas.live(row, TEAM_MONTH, amount, looks.PLAIN_STRONG.but(num_format=str(WHOLE_FORMAT)))
    page.name(names.KGI_OF_MONTH, row, TEAM_MONTH)
    canvas.live(row, HEAD_MONTH, quotient(page.amount, people), looks.PLAIN_VALUE.but(num_format=str(WHOLE_FORMAT)))
    canvas.text(
        row, HOW, Text("年間計画の対象月の金額", "this month's KGI in the year plan"), looks.LABEL_NOTE.but(indent=1)
    )


def _stage_row(page: Page, row: int, stage: Stage, people: Live) -> tuple[Live, Live]:
    canvas = page.canvas
    whole, decimal = looks.PLAIN_VALUE.but(num_format=str(WHOLE_FORMAT)), looks.PLAIN_VALUE.but(num_format="#,##0.0")
    canvas.fill(row, LABEL, TOTAL, looks.LABEL)
    canvas.text(row, STAGE, stage_label(stage), looks.LABEL)
    name, unit, _ = RATE_OF[stage]
    rate = page.input(name) if name in page.figures.inputs else number(1)
    canvas.live(row, RATE, rate, looks.PLAIN_VALUE.but(num_format=unit.number_format()))
    of_month = canvas.placed(row, TEAM_MONTH, page.figures.stage(stage, page.amount), whole.but(bold=True), fixed=False)
    canvas.live(row, TEAM_WEEK, page.called("KPI_PER_WEEK", of_month, page.month), whole)
    of_day = canvas.placed(row, TEAM_DAY, page.called("KPI_PER_DAY", of_month, page.month), whole, fixed=False)
    month = canvas.placed(row, HEAD_MONTH, quotient(of_month, people), decimal)
    day = canvas.placed(row, HEAD_DAY, quotient(of_day, people), decimal)
    canvas.text(row, HOW, way_words(stage), looks.LABEL_NOTE.but(indent=1))
    return month, day


def _headlines(page: Page, layout: TargetLayout, of_one: Mapping[Stage, tuple[Live, Live]]) -> Iterator[Headline]:
    """The month's goal, one person's part of it, and one person's day."""
    people = people_cell(page, layout, page.draft.role.kgi)
    yield Headline(MONTH_WORDS, yen_told(page.amount), filled(A_YEAR, year=yen_told(product(page.input(names.KGI_AMOUNT), number(12)))))
    days = page.called("KPI_WORKING_DAYS", start_of_month(page.month), end_of_month(page.month))
    yield Headline(filled(EACH_WORDS, people=people), yen_told(quotient(page.amount, people)), filled(DAYS_WORDS, days=days))
    chain = [stage for stage in of_one if stage is not Stage.REQUESTS]
    if chain:
        month, day = (formatted(each, 1, str(COUNT)) for each in of_one[chain[-1]])
        yield Headline(filled(DAY_WORDS, stage=str(stage_label(chain[-1]))), day, filled(A_MONTH, count=month))


# --- the target of every KPI -------------------------------------------------------------------------------------------


def _kpis(page: Page, layout: TargetLayout) -> None:
    row = layout.kpis
    place = 3 if layout.has_amount else 1
    page.heading(row, LABEL, TOTAL, Text(f"{place}. KPIごとの目標", f"{place}. The target of every KPI"))
    page.canvas.sheet.set_row(row + 1, HEAD_HEIGHT)
    page.head(row + 1, KPI_HEAD, looks.PLAIN_HEAD_WRAPPED, KPI_HEAD_STYLES)
    for kpi in page.draft.role.kpis:
        _kpi(page, layout, kpi)
    page.canvas.text(layout.shares - 2, LABEL, KPI_NOTE, looks.NOTE)
    if page.draft.role.tracks and not page.draft.role.track:
        page.canvas.text(layout.shares - 1, LABEL, TRACK_NOTE, looks.NOTE)


def _kpi(page: Page, layout: TargetLayout, kpi: Kpi) -> None:
    canvas, figures, row = page.canvas, page.figures, layout.kpi_row(kpi)
    style = looks.PLAIN_VALUE.but(num_format=kpi.number_format)
    canvas.fill(row, LABEL, TOTAL, looks.LABEL)
    page.kpi(row, kpi, style, looks.KPI_LABEL.but(bold=kpi.level is Level.KGI))
    people, everybody = (people_cell(page, layout, each) for each in (kpi, page.draft.role.kgi))
    worked = worked_back(figures, kpi, page.amount, page.month, people, everybody, _of_track(page, layout, kpi))
    canvas.live(row, WORKED, worked or DASH, style)
    page.number_input(
        row, OVERRIDE, figures.settings.overrides.get(kpi.id), kpi.unit, OVERRIDE_HINT, looks.PLAIN_INPUT, kpi.decimals
    )
    page.name(names.override_name(kpi.id), row, OVERRIDE)
    standard = cell(canvas.a1(row, STANDARD), kpi.target)
    otherwise = cell(canvas.a1(row, WORKED), worked.value) if worked else of_all(kpi, standard, people)
    _target(page, row, kpi, otherwise, people)
    canvas.live(row, BASIS, _basis(page, kpi, WORKED_WORDS if worked else STANDARD_WORDS), looks.LABEL_NOTE.but(indent=1))
    canvas.live(row, PEOPLE, _people(page, layout, kpi), looks.PLAIN_VALUE.but(num_format=str(WHOLE_FORMAT)))


def _of_track(page: Page, layout: TargetLayout, kpi: Kpi) -> Live | None:
    """What the people of a KPI's track owe together of the KPI that it is worked back from; all of it where nobody is listed."""
    figures, before = page.figures, page.draft.role.before(kpi)
    if before is None or kpi.reverse is None or kpi.input:
        return None
    spare = [None] * (layout.room - len(figures.settings.members))
    flags = [cell("", float(is_one)) for is_one in figures.sharing(kpi)] + [cell("", 0.0) for _ in spare]
    parts = [cell("", part) for part in (*figures.parts(before), *spare)]
    owed = summed_where_one(
        column(layout.first_member, layout.group_col(kpi.track, "flag"), flags),
        column(layout.first_member, layout.shared_col(before), parts),
    )
    people = cell(page.canvas.a1(layout.team_row, layout.group_col(None, "flag"), True), exact_sum(figures.sharing(page.draft.role.kgi)))
    whole = cell(names.target_name(before.id), figures.target(before))
    return choice(compared(people, "=", number(0)), whole, owed)


def _target(page: Page, row: int, kpi: Kpi, otherwise: Live, people: Live) -> None:
    canvas, strong = page.canvas, looks.PLAIN_STRONG.but(num_format=kpi.number_format)
    target = canvas.placed(row, TARGET, adopted(kpi, otherwise, page.by_hand(kpi), people), strong, fixed=False)
    page.name(names.target_name(kpi.id), row, TARGET)
    if kpi.is_additive:
        decimals = max(1, kpi.decimals) if kpi.unit is Unit.COUNT else 0
        each = looks.PLAIN_VALUE.but(num_format=kpi.unit.number_format(decimals))
        canvas.live(row, PER_HEAD, quotient(target, people), each)
    else:
        canvas.live(row, PER_HEAD, target, looks.PLAIN_VALUE.but(num_format=kpi.number_format))


def _basis(page: Page, kpi: Kpi, otherwise: Text) -> Live:
    return choice(is_blank(page.by_hand(kpi)), otherwise, Text("手入力", "by hand"))


def _people(page: Page, layout: TargetLayout, kpi: Kpi) -> Live:
    flags = page.canvas.a1(layout.team_row, layout.group_col(kpi.track, "flag"), True)
    return greater(number(1), cell(flags, exact_sum(page.figures.sharing(kpi))))


PLACES = ((1, None), (4, None), (7, None))
"""The columns of the headline figures."""
MONTH_WORDS, A_YEAR = Text("今月のKGI（チーム）", "This month's KGI (team)"), Text("①の月間目標×12は{year}", "12 times sheet 1: {year}")
EACH_WORDS, DAYS_WORDS = Text("1人あたり（{people}名）", "Each (people: {people})"), Text("稼働日 {days}日", "working days: {days}")
DAY_WORDS, A_MONTH = Text("{stage}（1人1日）", "{stage} (each, a day)"), Text("1人1か月 {count}", "{count} each a month")
COUNT = Text('#,##0.0"件"', "#,##0.0")
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
KPI_HEAD_STYLES = {KPI: looks.HEAD_LEFT, LEVEL: looks.HEAD_CENTRE, UNIT: looks.HEAD_CENTRE, BASIS: looks.HEAD_TEXT}
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
