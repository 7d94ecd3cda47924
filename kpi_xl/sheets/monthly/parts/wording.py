"""Words of the monthly sheets: titles, labels, captions. Their sentences stand in points.py."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date
from itertools import accumulate

from kpi_xl.activity.summary import ReadSummary
from kpi_xl.attainment.report.model import MonthlyReport, Result, RoleBlock, TeamResult
from kpi_xl.definitions import Kpi
from kpi_xl.errors import quoted
from kpi_xl.language import Text, counted, spoken
from kpi_xl.periods import Month, month_day, short_day
from kpi_xl.sheets.monthly.parts.formulas import percent
from kpi_xl.targets import Thresholds

TEAM = Text("チーム", "Team")
COMPANY = Text("全社", "Company")
ATTAINMENT = Text("達成", "Attainment")
FORECAST_SHEET = Text(" 見込み", " forecast")
"""Ends the title of the sheet that follows a team's."""
LIST, BY_TEAM = Text("一覧", "List"), Text("チーム別", "By team")
POINTS = Text("今月のポイント", "Highlights")
IN_SHORT = Text("要点", "In short")
POINTS_NOTE = Text("作成時点の数値から自動で作成した文です", "Written automatically from the figures in this report")
NO_NAME = Text("名前なし", "no name")
NOT_IN_PLAN = Text("計画に未登録", "not in the plan")
OF_ANOTHER_TEAM = Text("他チーム所属", "of another team")
ASIDE = Text("計算・グラフ用の表（印刷されません）", "Figures behind cards and charts (not printed)")
ONLY_KGI = Text("KGI以外のKPIはありません", "The KGI is the only KPI")
NOTHING_TO_COMPARE = Text("目標または実績なし", "No target or no actual")
ALL_REACHED, ALL_ON_PACE = Text("すべて達成", "All on target"), Text("すべて目安以上", "All on pace")

OVERALL, OVERALL_PACE = Text("平均達成率", "Average attainment"), Text("平均ペース比", "Average pace")
LEGEND = Text("判定の基準", "Status")
LEGEND_FORMATS = (
    Text('"○ "0%"以上"', '"○ from "0%'),
    Text('"△ "0%"以上"', '"△ from "0%'),
    Text('"× "0%"未満"', '"× below "0%'),
)
LEGEND_TITLE = Text("判定の基準", "Thresholds")
LEGEND_HINT = Text(
    "この数値を変えると、このシートの判定と色が変わります。", "Change it and every status on this sheet follows."
)
LEGEND_ERROR = Text("80%または0.8のように入力してください。", "Write it as 80% or 0.8.")


def report_title(report: MonthlyReport) -> Text:
    """What the file's properties call the month's workbooks."""
    return Text("{month} 達成状況", "{month} attainment").format(month=report.month.label)


def person(name: str, width: int = 32) -> str:
    """A name as it is shown: never empty, and cut to *width* half-width characters."""
    shown = quoted(name).strip()
    if not shown:
        return str(NO_NAME)
    if 2 * len(shown) <= width:  # however wide each is
        return shown
    widths = accumulate(map(_width, shown))
    fitting = sum(total <= width for total in widths)
    return shown if fitting == len(shown) else shown[: fitting - 1] + "…"


def width(words: str) -> int:
    """In half-width characters."""
    return sum(map(_width, words))


def _width(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "FWA" else 1


def member_title(result: Result, report: MonthlyReport) -> Text:
    return _TITLE.format(month=report.month.label, name=person(result.name, 60))


def team_title(name: str, report: MonthlyReport) -> Text:
    return _TITLE.format(month=report.month.label, name=team_name(name))


_TITLE = Text("{month}　{name}", "{month}   {name}")


def list_title(report: MonthlyReport) -> Text:
    return Text("{month} 達成一覧　担当者×KPI", "{month} attainment   Every member and KPI").format(month=report.month.label)


def by_team_title(report: MonthlyReport) -> Text:
    return Text("{month} 達成一覧　チーム×KPI", "{month} attainment   Every team and KPI").format(month=report.month.label)


def member_subtitle(result: Result) -> str:
    parts = [str(result.role.title), person(result.team, 60) if result.team.strip() else ""]
    if not result.is_planned:
        parts.append(str(Text("計画に未登録", "Not in the plan")))
    if result.parts:
        others = listed(person(part.team, 24) for part in result.parts[1:])
        parts.append(str(Text("{teams}での活動を含む", "work in {teams} included").format(teams=others)))
    return dotted(part for part in parts if part)


def listed(names: Iterable[str]) -> str:
    return ("、" if spoken() == "ja" else ", ").join(names)


def people(count: int) -> Text:
    return Text(f"{count}名", counted(count, "person", "people"))


def as_of(report: MonthlyReport) -> Text:
    day, weekday = month_day(report.as_of), report.as_of.weekday()
    return Text(f"{day.ja}（{_WEEKDAYS[weekday]}）時点", f"As of {report.as_of:%a}, {day.en}")


_WEEKDAYS = "月火水木金土日"


def working_days(report: MonthlyReport) -> Text:
    done, all_days = report.elapsed_days, report.working_days
    return Text(f"稼働日{done}/{all_days}日", f"Working day {done} of {all_days}")


def judged_by(report: MonthlyReport) -> Text:
    """What the signs judge."""
    return _BY_MONTH if report.is_complete else _BY_NOW


_BY_MONTH = Text("判定は月の目標に対して", "Status against the month's target")
_BY_NOW = Text("判定は今日までの目標に対して", "Status against what is due by now")
AMOUNTS = Text("金額は万円", "Amounts in ¥ thousand")
"""On pages of several people."""


def yen_told() -> float:
    """In how many yen such pages tell amounts."""
    return 10_000 if spoken() == "ja" else 1_000


FIGURES = Text("数字", "Figures")


def overall_of(report: MonthlyReport) -> Text:
    """The mean over somebody's KPIs, each up to 100%: of attainment, or of the pace of a month that is not over."""
    return OVERALL if report.is_complete else OVERALL_PACE


def dotted(parts: Iterable[object]) -> str:
    """Facts in one line."""
    return str(Text(" ・ ", ", ")).join(map(str, parts))


def spaced(parts: Iterable[object]) -> str:
    """Facts beside each other in a line that is no sentence."""
    return str(Text("　", "   ")).join(words for part in parts if (words := str(part)))


def addressed(name: str) -> str:
    """A member in a sentence that is read aloud; addresses and blanks take no さん."""
    shown = person(name, 24)
    return f"{shown}さん" if spoken() == "ja" and name.strip() and "@" not in name else shown


def month_name(month: Month) -> Text:
    return Text(f"{month.month}月", f"{month.start:%B}")


def working_day(day: date, report: MonthlyReport) -> Text:
    """Which of the month's days it was."""
    return Text(f"稼働日は全{report.working_days}日", f"of {counted(report.working_days, 'working day')}")


def unit_of(kpi: Kpi) -> Text:
    return Text("{unit}/{period}", "{unit}/{period}").format(unit=kpi.unit.label, period=kpi.period.label)


def log_line(log: ReadSummary, as_of: date) -> Text:
    """How the log was read: every row is accounted for; and up to which day it is counted, where it goes on."""
    is_longer = log.last_day is not None and log.last_day > as_of
    up_to = _COUNTED_UP_TO.format(day=_day(as_of)) if is_longer else Text("", "")
    return Text(
        "活動ログ：{source} ・ {rows}行（集計 {read}、対象外 {skipped}、読めない行 {rejected}） ・ 期間 {first}〜{last}{up_to}",
        "Activity log: {source}, {counted} ({read} counted, {skipped} left out, {rejected} unreadable), {first} to {last}{up_to}",
    ).format(
        source=quoted(log.source), rows=f"{log.rows:,}", read=f"{log.read:,}", skipped=f"{log.skipped:,}",
        rejected=f"{log.rejected:,}", first=_day(log.first_day), last=_day(log.last_day), up_to=up_to, counted=counted(log.rows, "row"),
    )  # fmt: skip


_COUNTED_UP_TO = Text("（このレポートは{day}まで）", " (this report: up to {day})")
OTHERS_AT_PACE = Text("KGI以外の着地見込みはペース換算", "forecasts of other KPIs at this pace")


def foot_line(report: MonthlyReport) -> str:
    """Under tables of several people: how the log was read, and what the forecasts of a month that is not over are."""
    return dotted([log_line(report.log, report.as_of), *([] if report.is_complete else [OTHERS_AT_PACE])])


def _day(day: date | None) -> Text:
    return short_day(day) if day else Text("—", "—")


def whole_percent(share: float) -> str:
    """A threshold as people say it: 80%, 82.5%."""
    return percent(share).replace(".0%", "%")


TEAM_TOTAL = Text("チーム計", "Team total")


def total_of(count: int) -> Text:
    """What stands for the member in a team's row."""
    return Text("{total}（{people}）", "{total} ({people})").format(total=TEAM_TOTAL, people=people(count))


MEMBER = Text("担当者", "Member")


def share_label(thresholds: Thresholds) -> Text:
    return Text("{fair}以上の割合", "Share at {fair} or more").format(fair=whole_percent(thresholds.fair))


def block_title(block: RoleBlock) -> str:
    words = [block.role.title, people(len(block.members))]
    if block.visitors:
        visitors = people(len(block.visitors))
        words.append(Text("他チームの{people}の活動を含む", "with work of {people} of other teams").format(people=visitors))
    return dotted(words)


def whose(team: TeamResult, block: RoleBlock | None) -> Text | str:
    """The role that a figure of a team's page is of, where the team has several; "" where it is the whole team's."""
    return block.role.title if block and len(team.blocks) > 1 else ""


def heatmap_title(block: RoleBlock, report: MonthlyReport) -> Text:
    by_month, by_now = Text("達成率", "attainment"), Text("ペース比", "pace")
    words = Text("{role}：担当者別の{rate}", "{role}: {rate} by member")
    return words.format(role=block.role.title, rate=by_month if report.is_complete else by_now)


def lead_title(result: Result) -> str:
    parts = [str(result.role.title)] + [person(result.name, 60)] * bool(result.name.strip())
    return dotted(parts)


def team_subtitle(team: TeamResult, report: MonthlyReport) -> str:
    """The roles and how many people there are, managers included; of a manager of several teams, each team with its people."""
    if team.is_of_several:
        return str(_LEADS.format(teams=_teams_led(team, report)))
    roles = [*(block.role.title for block in team.blocks), *(lead.role.title for lead in team.led if lead.name)]
    return dotted([listed(dict.fromkeys(map(str, roles))), people(len(team.people))])


def _teams_led(team: TeamResult, report: MonthlyReport) -> str:
    """Each with its people; of more than fit the line, how many."""
    names = dict.fromkeys(part.team for lead in team.led for part in lead.parts)
    led = [each for each in report.teams if each.name in names]
    if len(led) > NAMED_TEAMS:
        return str(overview_subtitle(len(led), len(frozenset[str]().union(*(each.people for each in led)))))
    return listed(str(_LED.format(name=person(each.name, 24), people=people(len(each.people)))) for each in led)


NAMED_TEAMS = 4
_LEADS, _LED = Text("担当チーム：{teams}", "Leads {teams}"), Text("{name}（{people}）", "{name} ({people})")


def team_name(name: str) -> str:
    return person(name, 60) if name.strip() else str(TEAM)


def overview_subtitle(teams: int, count: int) -> Text:
    return Text(f"{teams}チーム ・ {count}名", f"{counted(teams, 'team')}, {counted(count, 'person', 'people')}")
