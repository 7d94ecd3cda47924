"""The registry: every spreadsheet function, defined once.

From a `Function` come the Python call, the add-ins, the LAMBDA names and the reference pages. A body gets its
arguments as numpy arrays that broadcast and returns an array; `computes_cells` marks a body that takes one cell's
values at a time (dates as datetime.date, texts as str) and may refuse them by raising.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from kpi_xl.errors import UnknownNameError
from kpi_xl.functions.definition.cell_errors import NO_SUCH_NAME, NOT_AVAILABLE, WRONG_TYPE
from kpi_xl.functions.definition.parameters import Parameter
from kpi_xl.language import Text
from kpi_xl.units import Unit

Body = Callable[..., Any]


class Category(Enum):
    """How functions are grouped, in Excel's function wizard too."""

    REVERSE = Text("逆算", "Work back")
    CERTAINTY = Text("確率", "Probability")
    CALENDAR = Text("稼働日", "Calendar")
    ATTAINMENT = Text("達成", "Attainment")
    CUSTOMERS = Text("顧客", "Customers")
    SMART = Text("SMART", "SMART")
    DIAGNOSIS = Text("診断", "Diagnosis")

    @property
    def label(self) -> Text:
        return self.value


@dataclass(frozen=True)
class Rule:
    """What arguments must satisfy together, beyond what each of them must."""

    holds: Callable[..., Any]  #: takes what the body takes; true cell by cell
    parameter: str  #: the argument that a message names
    rule: Text
    remedy: Text
    condition: str | None = None  #: the same in plain Excel, where the function has a twin


@dataclass(frozen=True)
class Function:
    """One spreadsheet function."""

    name: str
    category: Category
    parameters: tuple[Parameter, ...]
    help: Text
    examples: Text  #: a formula to copy, in Japanese and English
    body: Body
    formula: str | Text | None
    """The same in plain Excel for arguments that keep their rules, with ``{parameter}`` where one goes. None where plain
    Excel cannot say it: then it takes the add-in, and an .xlsx does not offer it."""
    rules: tuple[Rule, ...] = ()
    unit: Unit | None = None  #: of the result; None for a text, a table, or the unit of an argument
    is_whole: bool = False  #: results are whole numbers
    beyond: tuple[Text, Text] | None = None  #: what an infinite result means, and the remedy; None: too large for a cell
    is_table: bool = False  #: the result is rows and columns; its arguments are single cells or whole ranges
    computes_cells: bool = False  #: the body takes one cell's values at a time
    twin_takes_ranges: bool = True  #: the plain Excel formula computes a range cell by cell, as Python does

    @property
    def example(self) -> str:
        """The example in the spoken language."""
        return str(self.examples)

    @property
    def has_twin(self) -> bool:
        """True where plain Excel can say it too."""
        return self.formula is not None

    @property
    def reads_names(self) -> bool:
        """True where an omitted argument is taken from a named cell, which a spreadsheet must be told of."""
        return any(parameter.input for parameter in self.parameters)

    @property
    def must_be_given(self) -> int:
        """How many arguments, from the first on, a spreadsheet demands: behind one that may be omitted, all may be."""
        return next((index for index, each in enumerate(self.parameters) if each.may_be_omitted), len(self.parameters))

    @property
    def errors(self) -> Text:
        """Which error appears when."""
        said = list(_errors(self))
        return Text("。".join(text.ja for text in said), ". ".join(text.en for text in said))

    @property
    def signature(self) -> str:
        """``KPI_X(revenue, [coverage])``; brackets mark what has a default of its own."""
        words = [
            f"[{parameter.name}]" if parameter.default is not None or parameter.is_optional else parameter.name
            for parameter in self.parameters
        ]
        return f"{self.name}({', '.join(words)})"


def _errors(function: Function) -> Iterator[Text]:
    broken: dict[Text, list[str]] = {}
    for parameter in function.parameters:
        if parameter.shape.broken is not None:
            broken.setdefault(parameter.shape.broken, []).append(parameter.name)
    phrases = [Text("・".join(names) + phrase.ja, f"{' or '.join(names)} {phrase.en}") for phrase, names in broken.items()]
    phrases += [Text(each.parameter + each.rule.ja, f"{each.parameter} {each.rule.en}") for each in function.rules]
    if phrases:
        japanese, english = "、".join(text.ja for text in phrases), "; ".join(text.en for text in phrases)
        yield Text(f"{NOT_AVAILABLE}：{japanese}", f"{NOT_AVAILABLE}: {english}")
    if any(not parameter.shape.is_text for parameter in function.parameters):
        yield _NO_NUMBER
    if function.reads_names:
        yield _NO_NAMED_CELL


_NO_NUMBER = Text(f"{WRONG_TYPE}：数や日付の引数が文字", f"{WRONG_TYPE}: a text where a number or date belongs")
_NO_NAMED_CELL = Text(
    f"{NO_SUCH_NAME}：省略した引数の名前のセルがブックにない",
    f"{NO_SUCH_NAME}: an argument is omitted and the workbook has no cell of its name",
)

_REGISTRY: dict[str, Function] = {}


def spreadsheet_function(
    name: str,
    category: Category,
    *parameters: Parameter,
    help: Text,
    example: str | Text,
    twin: str | Text | None,
    **traits: Any,
) -> Callable[[Body], Body]:
    """Register the decorated body under *name*, with the *traits* of `Function`. The body itself stays as it is."""
    examples = example if isinstance(example, Text) else Text(example, example)

    def register(body: Body) -> Body:
        _REGISTRY[name] = Function(name, category, parameters, help, examples, body, twin, **traits)
        return body

    return register


def catalogue() -> tuple[Function, ...]:
    """All functions, by category in the order of their files."""
    return tuple(sorted(_REGISTRY.values(), key=lambda function: list(Category).index(function.category)))


def find(name: str) -> Function:
    """The function called *name*; case does not matter.

    Raises:
        UnknownNameError: there is none.
    """
    function = _REGISTRY.get(name.upper())
    if function is None:
        raise UnknownNameError(Text("関数", "function"), name, _REGISTRY, Text("関数", "function"))
    return function
