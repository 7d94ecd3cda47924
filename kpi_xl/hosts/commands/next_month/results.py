"""⑤ and ② of a later month: results stand beside the months that they belong to, and the last month's are where everybody is now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kpi_xl.definitions import Kpi
from kpi_xl.hosts.commands.actuals import Actuals
from kpi_xl.hosts.commands.as_of import day_value, unfinished_month
from kpi_xl.hosts.commands.next_month.model import Turning
from kpi_xl.hosts.commands.open_plan import OpenPlan
from kpi_xl.hosts.plans import PlanCells, Value
from kpi_xl.hosts.plans.places import Placed, beside, placed
from kpi_xl.language import Text, counted
from kpi_xl.periods import Month, fiscal_year_months, short_day
from kpi_xl.sheets.role.current import SAMPLE_HEAD
from kpi_xl.sheets.role.parts import names
from kpi_xl.sheets.role.review.results import NOTES_HEAD

FARTHEST_HEAD = 80
"""Rows of ② above a cell, among which the head of its column is looked for."""
WIDEST = 200
"""Columns of ⑤."""


@dataclass(frozen=True)
class Years:
    """The twelve months that ⑤ shows before and after the turn."""

    old: tuple[Month, ...]
    new: tuple[Month, ...]

    @classmethod
    def of(cls, old: Month, new: Month, first_month: int) -> Years:
        return cls(fiscal_year_months(old, first_month), fiscal_year_months(new, first_month))

    @property
    def turns(self) -> bool:
        """True where another fiscal year begins."""
        return self.old != self.new


def turn_results(cells: PlanCells, open_plan: OpenPlan, month: Month, measured: Actuals, turning: Turning) -> Month | None:
    """Write ⑤ and ②; the month whose results ② shows, None where no result is known.

    What was typed into ⑤ holds; *measured* fills what is blank.
    """
    return write_results(cells, open_plan, Years.of(open_plan.month, month, open_plan.plan.first_month), month, measured, turning)


def write_results(
    cells: PlanCells, open_plan: OpenPlan, years: Years, before: Month, measured: Actuals, turning: Turning
) -> Month | None:
    """The same where ⑤ may go on showing the same year: the latest month *before* another whose results are known."""
    unfinished = unfinished_month(cells, open_plan)
    known = {kpi.id: _known(cells, kpi, years, measured, unfinished) for kpi in open_plan.kpis}
    added = sum(_write(cells, kpi, years, known[kpi.id], turning) for kpi in open_plan.kpis)
    if years.turns:
        _turn_notes(cells, open_plan.kpis, years, turning)
        turning.changes.append(_YEAR.format(first=years.new[0].label))
    elif added:
        turning.changes.append(_ADDED.format(count=added, results=counted(added, "result")))
    reported = [each for of_kpi in known.values() for each, value in of_kpi.items() if each < before and _is_number(value)]
    if not reported:
        return None
    _baselines(cells, open_plan.kpis, max(reported), known, turning)
    return max(reported)


def write_day(cells: PlanCells, open_plan: OpenPlan, day: date | None, measured: Actuals, turning: Turning) -> None:
    """The day up to which the planned month is filled in; of one that is over its last."""
    for place in placed(cells, names.AS_OF):
        if open_plan.month in measured and turning.put(place, day_value(cells, day or open_plan.month.end - timedelta(days=1))) and day:
            turning.changes.append(_UP_TO.format(month=open_plan.month.label, day=short_day(day)))


def _known(cells: PlanCells, kpi: Kpi, years: Years, measured: Actuals, unfinished: Month | None) -> dict[Month, Value]:
    """Month -> result: what is typed into ⑤, else what the log tells; of an *unfinished* month the log knows more."""
    found: dict[Month, Value] = {month: values[kpi.id] for month, values in measured.items() if kpi.id in values}
    last_year = [month.plus(-12) for month in years.old]
    for name, months in ((names.last_year_name(kpi.id), last_year), (names.actual_name(kpi.id), years.old)):
        for place, each in zip(placed(cells, name), months, strict=False):
            if not place.cell.is_blank and not (each == unfinished and each in found):
                found[each] = place.cell.value
    return found


def _write(cells: PlanCells, kpi: Kpi, years: Years, known: Mapping[Month, Value], turning: Turning) -> int:
    """Put results beside their months; how many cells of this year are new."""
    added = 0
    for name, months in (
        (names.actual_name(kpi.id), years.new), (names.last_year_name(kpi.id), [month.plus(-12) for month in years.new]),
    ):  # fmt: skip
        for place, month in zip(placed(cells, name), months, strict=False):
            added += turning.put(place, known.get(month)) and month in years.new
    return added


def _baselines(
    cells: PlanCells, kpis: Sequence[Kpi], month: Month, known: Mapping[str, Mapping[Month, Value]], turning: Turning
) -> None:
    """The results of *month* are the current values of ②; how many cases stood behind the former ones says nothing of these."""
    written, cleared = 0, 0
    for kpi in kpis:
        value = known[kpi.id].get(month)
        place = next(iter(placed(cells, names.baseline_name(kpi.id))), None)
        if place is None or not _is_number(value) or not turning.put(place, value):
            continue
        written += 1
        sample = beside(cells, place, 1)
        if not sample.cell.is_blank and not sample.cell.is_formula and _is_sample(cells, sample):
            cleared += turning.put(sample, None)
    if written:
        turning.changes.append(_CURRENT.format(month=month.label, count=written, values=counted(written, "value")))
    if cleared:
        turning.notes.append(_SAMPLES.format(count=cleared))


def _is_sample(cells: PlanCells, place: Placed) -> bool:
    """Whether a cell of ② stands under 件数 n."""
    top = max(1, place.row - FARTHEST_HEAD)
    column = cells.rows((place.title, top, place.column, place.row - 1, place.column))
    above = [row[0].text for row in column if isinstance(row[0].value, str)]
    return bool(above) and above[-1] in SAMPLE_HEAD.both()


def _turn_notes(cells: PlanCells, kpis: Sequence[Kpi], years: Years, turning: Turning) -> None:
    """What meetings decided keeps its month, for the row beside it is of another year now."""
    for place, month in _meeting_notes(cells, kpis, years):
        if not place.cell.is_blank and not place.cell.is_formula and not place.cell.text.startswith(("（", "(")):
            turning.put(place, str(_OF_MONTH.format(month=month.label, note=place.cell.text)))


def _meeting_notes(cells: PlanCells, kpis: Sequence[Kpi], years: Years) -> Iterator[tuple[Placed, Month]]:
    seen = set()
    for kpi in kpis:
        results = placed(cells, names.actual_name(kpi.id))
        if not results or results[0].row < 2 or (results[0].title, results[0].row) in seen:
            continue
        first = results[0]
        heads = cells.rows((first.title, first.row - 1, first.column, first.row - 1, first.column + WIDEST))[0]
        place = next((place for place, head in enumerate(heads) if head.text in NOTES_HEAD.both()), None)
        if place is not None:
            seen.add((first.title, first.row))
            yield from ((beside(cells, result, place), month) for result, month in zip(results, years.old, strict=False))


def _is_number(value: Value) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


_YEAR = Text(
    "⑤運用：{first}からの年度に切り替え、これまでの実績は前年実績にしました",
    "Sheet 5: the fiscal year from {first}; the results so far are those of last year",
)
_ADDED = Text("⑤運用：実績を{count}か所に追加", "Sheet 5: {results} added")
_UP_TO = Text("⑤運用：{month}は途中のため、基準日は{day}", "Sheet 5: {month} is in progress; its day is {day}")
_CURRENT = Text("②現状：{month}の実績（{count}か所）", "Sheet 2: the actuals of {month} ({values})")
_SAMPLES = Text(
    "②現状の「件数 n」{count}か所は前の月の値のものなので、空にしました。分かれば入力してください。",
    "Sheet 2: n belonged to the former value and was cleared ({count}). Enter it where you know it.",
)
_OF_MONTH = Text("（{month}）{note}", "({month}) {note}")
