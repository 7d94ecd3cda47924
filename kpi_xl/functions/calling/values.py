"""What cells hold, read into what bodies compute with. One rule for each, in every host:

| a cell holds            | a number is wanted                         | a date       | a text      | counted ranges (NUMBERS) |
|-------------------------|--------------------------------------------|--------------|-------------|--------------------------|
| nothing, or ""          | 0, as everywhere in Excel                  | 0: #N/A      | ""          | does not count           |
| a number                | itself, where it keeps the rule; else #N/A | Excel's day  | its digits  | itself                   |
| 25 where 25% is meant   | #N/A; the message says how to write it     |              |             | itself                   |
| a text that is a number | the number: 20%, 1,000万, ２０％, ▲5       | 2026-11-30   | itself      | does not count           |
| any other text          | #VALUE!                                    | #VALUE!      | itself      | does not count           |
| TRUE, FALSE             | 1, 0, as in Excel's arithmetic             | #N/A         | TRUE, FALSE | does not count           |
| a date                  | Excel's number of that day                 | itself       | 2026-11-30  | Excel's number           |
| an error                | that error                                 | that error   | that error  | that error               |

An argument that is left out (``None``) is no blank cell: it is taken from the workbook's cell of its name, then from
its default. Where several arguments are wrong, an error or a text is shown before a broken rule.

The plain Excel twins obey the same table; a few texts that Python reads are #VALUE! to them (`kpi_xl.functions.twins.readings`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np

from kpi_xl.errors import ArgumentError, RateOutOfRangeError
from kpi_xl.functions.definition.cell_errors import NOT_AVAILABLE, WRONG_TYPE, CellError
from kpi_xl.functions.definition.parameters import Parameter, Shape
from kpi_xl.language import Text
from kpi_xl.rounding import SMALLEST
from kpi_xl.units import parse_number

OMITTED = None
"""An argument that was left out."""

EXCEL_EPOCH = datetime(1899, 12, 30)
"""Day 0 of Excel's serial dates, for days after February 1900."""
_Day = date  # a reader has a method of that name
FIRST_DAY, LAST_DAY = 61, 2958464
"""1900-03-01, before which Excel counts a day that there never was, and 9999-12-31."""

_DIRECTIONS = {"higher": False, "以上": False, "1": False, "lower": True, "以下": True, "-1": True}

Index = tuple[int, ...]


@dataclass
class ArgumentValues:
    """One argument as its body wants it. Where a cell is wrong its value is a harmless one."""

    values: Any
    wrong: dict[Index, CellError] = field(default_factory=dict)  #: by place in the range; () for a scalar


class _Wrong(Exception):
    """A cell cannot be read."""

    def __init__(self, error: CellError) -> None:
        self.error = error


def is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def read_argument(parameter: Parameter, value: Any, place: str | None = None) -> ArgumentValues:
    """The argument as its body wants it; *place* is what messages call it, the parameter when None."""
    reader = _Reader(parameter, place or parameter.name)
    match parameter.shape:
        case Shape.DATES:
            return ArgumentValues(None) if value is None else reader.whole(value, reader.date, _filled, frozenset)
        case Shape.NUMBERS:
            return reader.whole(value, reader.number, _numbers_only, _floats)
        case Shape.COUNTS:
            return reader.whole(value, reader.count, list, _floats)
        case Shape.TEXTS:
            return reader.whole(value, reader.text, list, list)
        case Shape.DATE:
            return reader.cells(value, reader.date, date(1900, 3, 1))
        case Shape.TEXT:
            return reader.cells(value, reader.text, "")
        case Shape.DIRECTION:
            return reader.cells(value, reader.direction, False)
    return reader.numbers(value)


class _Reader:
    """Reads the cells of one argument."""

    def __init__(self, parameter: Parameter, place: str) -> None:
        self.parameter, self.place = parameter, place

    def numbers(self, value: Any) -> ArgumentValues:
        array = _number_array(value)
        if array is None:
            read = self.cells(value, self.number, 1.0)
            values, wrong = read.values.astype(float), read.wrong
        else:
            values, wrong = array, {}
        if not _keeps(self.parameter.shape, values):
            good = _kept(self.parameter.shape, values)
            for index in map(tuple, np.argwhere(~good).tolist()):
                wrong.setdefault(index, self.broken(float(values[index]), index))
            values = np.where(good, values, 1.0)
        return ArgumentValues(values, wrong)

    def cells(self, value: Any, read: Callable[[Any, Index], Any], harmless: Any) -> ArgumentValues:
        """*read* applied to every cell; a scalar gives an array of no dimensions."""
        cells = _objects(value)
        reading = ArgumentValues(np.empty(cells.shape, dtype=object))
        for index in np.ndindex(cells.shape):
            try:
                reading.values[index] = read(cells[index], index)
            except _Wrong as wrong:
                reading.values[index], reading.wrong[index] = harmless, wrong.error
        return reading

    def whole(self, value: Any, read: Callable[[Any, Index], Any], chosen: Any, made: Any) -> ArgumentValues:
        """A range as one argument: the first wrong cell is wrong with all of it."""
        flat = _objects(value).ravel()
        try:
            items = chosen(enumerate(flat))
            return ArgumentValues(made(read(item, (index,) if flat.size > 1 else ()) for index, item in items))
        except _Wrong as wrong:
            return ArgumentValues(None, {(): wrong.error})

    def number(self, item: Any, index: Index = ()) -> float:
        self.refuse_error(item, index)
        if is_blank(item):
            return 0.0
        if isinstance(item, date):
            return _serial(item)
        value = parse_number(item) if isinstance(item, str) else item
        try:
            return float(value)  # type: ignore[arg-type]
        except (TypeError, ValueError, OverflowError):
            raise _Wrong(self.error(WRONG_TYPE, item, index, _NUMBER_RULE, _say(self.parameter))) from None

    def count(self, item: Any, index: Index = ()) -> float:
        number = self.number(item, index)
        if not 0 <= number < np.inf:
            raise _Wrong(self.broken(number, index))
        return number

    def text(self, item: Any, index: Index = ()) -> str:
        self.refuse_error(item, index)
        if isinstance(item, (bool, np.bool_)):
            return str(item).upper()
        if isinstance(item, float) and item.is_integer():
            return str(int(item))
        if isinstance(item, datetime) and item.time() == time():  # a time zone of the host's does not matter
            return str(item.date())
        return "" if item is None else str(item).strip()

    def date(self, item: Any, index: Index = ()) -> date:
        """A day that has a day behind it: periods exclude their end."""
        day = self._day(item, index)
        if day == date.max:
            raise _Wrong(self.error(NOT_AVAILABLE, item, index, _DATE_RULE, _DATE_REMEDY))
        return day

    def _day(self, item: Any, index: Index) -> _Day:
        self.refuse_error(item, index)
        if isinstance(item, datetime):
            return item.date()
        if isinstance(item, date):
            return item
        number = 0.0 if is_blank(item) else item
        if isinstance(number, str):
            try:
                return date.fromisoformat(number.strip().replace("/", "-"))
            except ValueError:
                raise _Wrong(self.error(WRONG_TYPE, item, index, _DATE_RULE, _DATE_REMEDY)) from None
        if not isinstance(number, (int, float, np.integer, np.floating)) or not FIRST_DAY <= number < LAST_DAY + 1:
            raise _Wrong(self.error(NOT_AVAILABLE, "" if item is None else item, index, _DATE_RULE, _DATE_REMEDY))
        return (EXCEL_EPOCH + timedelta(days=int(number))).date()

    def direction(self, item: Any, index: Index = ()) -> bool:
        """True where lower is better."""
        self.refuse_error(item, index)
        word = str(int(item)) if isinstance(item, (int, float)) and item in (1, -1) else str(item).strip().lower()
        if word not in _DIRECTIONS:
            raise _Wrong(self.error(NOT_AVAILABLE, item, index, _DIRECTION_RULE, _say(self.parameter)))
        return _DIRECTIONS[word]

    def refuse_error(self, item: Any, index: Index) -> None:
        if error := CellError.seen(self.spot(index), item):
            raise _Wrong(error)

    def error(self, code: str, item: Any, index: Index, rule: Text, remedy: Text) -> CellError:
        return CellError(code, ArgumentError(self.spot(index), item, rule, remedy), code == NOT_AVAILABLE)

    def broken(self, number: float, index: Index) -> CellError:
        """What is said of a number that breaks the rule of its shape."""
        shape = self.parameter.shape
        if shape is Shape.RATE:
            return CellError(NOT_AVAILABLE, RateOutOfRangeError(self.spot(index), number), is_broken_rule=True)
        if shape in _SHARES:
            return self.error(NOT_AVAILABLE, number, index, _SHARES[shape], _AS_PERCENT)
        rules = {Shape.POSITIVE: _POSITIVE_RULE, Shape.NUMBER: _NOT_NEGATIVE, Shape.COUNTS: _NOT_NEGATIVE}
        return self.error(NOT_AVAILABLE, number, index, rules.get(shape, _NUMBER_RULE), _say(self.parameter))

    def spot(self, index: Index) -> str:
        """``revenue[2,1]``: row and column within the range, counted from 1."""
        return f"{self.place}[{','.join(str(each + 1) for each in index)}]" if index else self.place


def _objects(value: Any) -> np.ndarray[Any, Any]:
    """The cells as Python has them; days of numpy in any unit are days, of which finer ones would become numbers."""
    if isinstance(value, (np.ndarray, np.datetime64)) and value.dtype.kind == "M":
        return np.asarray(value).astype("datetime64[us]").astype(object)
    return np.asarray(value, dtype=object)


def _number_array(value: Any) -> np.ndarray[Any, Any] | None:
    """The cells as floats where all of them are numbers; None where they are to be read one by one."""
    if isinstance(value, (str, date, CellError)) or value is None:
        return None
    try:
        array = np.asarray(value)
    except ValueError:  # rows of different lengths
        return None
    return array.astype(float, copy=False) if array.dtype.kind in "fiub" else None


def _keeps(shape: Shape, numbers: np.ndarray[Any, Any]) -> bool:
    """True where every number keeps the rule. Two passes and no array: this is what a column of good cells costs."""
    if not numbers.size:
        return True
    least, most = numbers.min(), numbers.max()  # NaN where there is one, and NaN keeps no rule
    return bool(_kept(shape, least) & _kept(shape, most))


def _kept(shape: Shape, numbers: Any) -> Any:
    match shape:
        case Shape.RATE:
            return (numbers >= SMALLEST) & (numbers <= 1)
        case Shape.SHARE:
            return (numbers >= 0) & (numbers <= 1)
        case Shape.CONFIDENCE:
            return (numbers > 0) & (numbers < 1)
        case Shape.POSITIVE:
            return (numbers >= SMALLEST) & (numbers < np.inf)
        case Shape.NUMBER:
            return (numbers >= 0) & (numbers < np.inf)
    return np.isfinite(numbers)


def _filled(cells: Any) -> Any:
    return ((index, item) for index, item in cells if not is_blank(item))


def _numbers_only(cells: Any) -> Any:
    """What Excel's COUNT counts; an error is not passed over, whoever looks at a share should know of it."""
    for index, item in cells:
        is_error = CellError.seen("", item) is not None
        if is_error or not (is_blank(item) or isinstance(item, (str, bool, np.bool_)) or item != item):  # NaN: no value
            yield index, item


def _floats(numbers: Any) -> np.ndarray[Any, Any]:
    return np.fromiter(numbers, dtype=float)


def _serial(day: date) -> float:
    moment = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)
    return (moment.replace(tzinfo=None) - EXCEL_EPOCH) / timedelta(days=1)


def _say(parameter: Parameter) -> Text:
    return Text(f"{parameter.help.ja}を指定してください", f"Give the {parameter.help.en}")


_NUMBER_RULE = Text("は数として読めません", "is not a number")
_NOT_NEGATIVE = Text("0以上の数が必要です", "must be 0 or more")
_POSITIVE_RULE = Text("0より大きい数が必要です", "must be above 0")
_SHARES = {
    Shape.SHARE: Text("割合は0%以上100%以下です", "a share is from 0% to 100%"),
    Shape.CONFIDENCE: Text("確率は0%より大きく100%未満です", "a probability is above 0% and below 100%"),
}
_AS_PERCENT = Text("90%は「90%」または「0.9」と入力してください", "Write 90% as 90% or 0.9")
_DATE_RULE = Text("は日付として読めません", "is not a date")
_DATE_REMEDY = Text("「2026/11/30」のような日付を指定してください", "Give a date such as 2026-11-30")
_DIRECTION_RULE = Text("「以上」か「以下」が必要です", 'must be "higher" or "lower"')
