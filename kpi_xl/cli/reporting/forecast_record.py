"""How landings moved, and what came of past ones: as plain values for ``--json``, and a line per team for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from kpi_xl.attainment.forecast.record.accuracy import Accuracy, JudgedMonth
from kpi_xl.attainment.forecast.record.moves import CAUSES
from kpi_xl.attainment.forecast.record.point import ForecastPoint
from kpi_xl.attainment.forecast.record.records import COMPANY, ForecastRecord, ForecastRecords
from kpi_xl.attainment.forecast.record.track import ForecastTrack, Step
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.language import Text
from kpi_xl.periods import month_day
from kpi_xl.units import Unit


def history_dicts(month: MeasuredMonth) -> list[dict[str, Any]]:
    """``forecast_history``: of each role of a team, each manager and the company, the forecasts of the month's days; at its end what came."""
    return [{**_whose(record), "is_kept": record.track.is_kept, "days": _days(record.track)} for record in _records(month)]


def accuracy_dicts(month: MeasuredMonth) -> list[dict[str, Any]]:
    """``forecast_accuracy``: past landings at this point of the month (at its end, those of its days) against what came; with members."""
    return [
        {**_whose(record), **_accuracy(record.accuracy), "members": {name: _accuracy(each) for name, each in record.members}}
        for record in _records(month)
    ]


def _records(month: MeasuredMonth) -> ForecastRecords:
    return month.closed if month.report.is_complete else month.forecasts


def _whose(record: ForecastRecord) -> dict[str, Any]:
    subject = record.subject
    kind = "company" if subject == COMPANY else "person" if subject.owner else "total"
    return {"kind": kind, "member": subject.owner, "team": subject.team, "role": subject.role, "kpi": record.kpi.id}


def _days(track: ForecastTrack) -> list[dict[str, Any]]:
    steps: list[Step | None] = [None, *track.steps]
    return [{**_point(point), "since_last": _step(step) if step else None} for point, step in zip(track.points, steps, strict=True)]


def _point(point: ForecastPoint) -> dict[str, Any]:
    return {
        "as_of": point.as_of.isoformat(), "landing": point.landing, "won": point.won, "open": point.open, "to_come": point.to_come,
        "range_80": [point.low_80, point.high_80], "range_90": [point.low_90, point.high_90], "target": point.target,
        "probability": point.chance, "by_pace": point.is_pace, "is_kept": point.is_kept, "open_deals": len(point.deals),
    }  # fmt: skip


def _step(step: Step) -> dict[str, Any]:
    return {
        "total": step.moves.total, **{cause: getattr(step.moves, cause) for cause in CAUSES}, "new_deals": len(step.new_deals),
        "gone_deals": len(step.gone_deals), "won": [{"member": each.member, "orders": each.orders, "value": each.value} for each in step.won],
    }  # fmt: skip


def _accuracy(accuracy: Accuracy | TooLittle) -> dict[str, Any]:
    if isinstance(accuracy, TooLittle):
        return {"months": [], "inside": None, "bias": None, "reason": str(accuracy)}
    return {"months": list(map(_judged, accuracy.months)), "inside": accuracy.inside, "bias": accuracy.bias, "reason": None}


def _judged(month: JudgedMonth) -> dict[str, Any]:
    return {
        "month": str(month.month), "as_of": month.as_of.isoformat(), "landing": month.landing, "range_80": [month.low, month.high],
        "came": month.came, "difference": month.difference, "is_inside": month.is_inside, "is_kept": month.is_kept,
    }  # fmt: skip


def record_lines(month: MeasuredMonth) -> Iterator[str]:
    """A line for the company; where there is none, for each goal."""
    company = month.forecasts.company
    for record in [company] if company else month.forecasts:
        parts = [*_moved(record), *_kept(record)]
        if parts:
            yield str(_LINE.format(who=_who(record), parts=Text(*(mark.join(map(str, each)) for mark, each in _in_both(parts)))))


def _in_both(parts: Sequence[Text]) -> Iterator[tuple[str, list[str]]]:
    yield "、", [each.ja for each in parts]
    yield ", ", [each.en for each in parts]


def _who(record: ForecastRecord) -> Text:
    if record.role is None:
        return _COMPANY
    return Text(*(" ".join(filter(None, [record.subject.team, title, record.subject.owner])) for title in record.role.title.both()))


def _moved(record: ForecastRecord) -> Iterator[Text]:
    step = record.track.last_step
    if step is None:
        return
    per = 1000 if record.kpi.unit is Unit.YEN else 1
    total, sizes = step.moves.told(per)
    causes = [(_CAUSES[cause], _signed(record, size * per)) for cause, size in sizes.items()]
    shown = Text("・".join(f"{cause.ja}{value}" for cause, value in causes), ", ".join(f"{cause.en} {value}" for cause, value in causes))
    day = month_day(step.before.as_of)
    words = _SINCE if causes else _UNMOVED
    yield words.format(day=day, total=_signed(record, total * per), causes=shown)


def _kept(record: ForecastRecord) -> Iterator[Text]:
    accuracy = record.accuracy
    if isinstance(accuracy, Accuracy):
        bias = "—" if accuracy.bias is None else _with_sign(accuracy.bias, f"{abs(accuracy.bias):.0%}")
        yield _PAST.format(months=len(accuracy.months), inside=accuracy.inside, bias=bias)


def _signed(record: ForecastRecord, value: float) -> str:
    """In thousands of yen, as the landing beside it."""
    shown = round(value, -3) if record.kpi.unit is Unit.YEN else value
    return _with_sign(shown, record.kpi.unit.show(abs(shown)))


def _with_sign(value: float, size: str) -> str:
    return f"{'+' if value > 0 else _MINUS if value < 0 else '±'}{size}"


_MINUS = Text("▲", "−")


_CAUSES = {
    "new": Text("新しい案件", "new deals"), "slipped": Text("延期・失注", "slips and losses"), "price": Text("受注単価", "order size"),
    "pace": Text("進み方", "pace"),
}  # fmt: skip
_COMPANY = Text("全社", "The company")
_LINE = Text("{who}：{parts}", "{who}: {parts}")
_SINCE = Text("着地見込みは{day}から{total}（{causes}）", "the month-end forecast has moved since {day} by {total} ({causes})")
_UNMOVED = Text("着地見込みは{day}と同じ", "the month-end forecast is that of {day}")
_PAST = Text("過去の見込みは{months}回中{inside}回が幅の中（偏り{bias}）", "{inside} of {months} past forecasts within their range (bias {bias})")
