"""Loading role definitions: TOML in, model out, or every finding at once with file and key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Formatter

from kpi_xl.definitions.consistency import inconsistencies
from kpi_xl.definitions.kinds import KINDS
from kpi_xl.definitions.measures import Derived, DerivedFrom, Measure, Ratio, Single, Tallied, Tally
from kpi_xl.definitions.model import (
    ChainPart,
    Direction,
    FunnelStage,
    Input,
    Kpi,
    Ksf,
    Level,
    RoleTemplate,
    Track,
)
from kpi_xl.definitions.stages import Stage
from kpi_xl.definitions.toml_reader import TableReader, parse_toml
from kpi_xl.disks import is_beside
from kpi_xl.errors import NO_VALUE, Finding, InputError, UnknownNameError, did_you_mean
from kpi_xl.language import Text
from kpi_xl.periods import PERIOD_BY_KEY
from kpi_xl.units import UNIT_BY_KEY, Unit

ROLE_IDS = ("inside_sales", "field_sales", "customer_success", "manager")
"""The roles that come with kpi-xl, in the order they are shown."""

INPUT_ORDER = ("KGI_AMOUNT", "UNIT_PRICE", "WIN_RATE", "SHOW_RATE", "APPOINTMENT_RATE", "REQUEST_RATE", "COVERAGE", "CUSTOMERS",
               "CUSTOMERS_DUE", "RENEWAL_RATE", "RENEWAL_AMOUNT", "ADDED_AMOUNT", "MEETINGS_PER_CUSTOMER")

LEVEL_BY_WORD = {word: level for level in Level for word in (*level.label.both(), level.name.lower())}
DIRECTION_BY_KEY = {direction.key: direction for direction in Direction}
STAGE_BY_KEY = {stage.key: stage for stage in Stage}
CHAIN_BY_KEY = {part.value: part for part in ChainPart}
DERIVED_BY_KEY = {source.value: source for source in DerivedFrom}

MOST_DECIMALS = 10
"""What a number format of a cell may show; a cell holds 15 digits in all."""
_INPUT_NAME = re.compile(r"(?![A-Z]{1,3}[0-9]+$)[A-Z][A-Z0-9_]{2,}")
"""Names a cell of the workbook, so it must not look like an address (KPI1); ``--set`` reads it in capitals."""

def load_role(name: str) -> RoleTemplate:
    """The role called *name*: a shipped one (``field_sales``), a track (``inside_sales:bdr``) or a TOML file's path (also ``own.toml:bdr``).

    Raises:
        UnknownNameError: no such role or track.
        InputError: the definition has mistakes, all of them listed.
    """
    path, track = role_file(name), name.rpartition(":")[2]
    if path is not None:
        return read_role(path) if name.endswith(".toml") else read_role(path).for_track(track)
    role_id, _, track = name.partition(":")
    if role_id not in ROLE_IDS:
        raise UnknownNameError(Text("役割", "role"), role_id, ROLE_IDS, Text("役割", "role"))
    return _shipped(role_id).for_track(track or None)


def role_file(name: str) -> Path | None:
    """The definition file that a role's name is, with or without a track; None: it names a shipped role.

    >>> str(role_file("own.toml:bdr")), role_file("inside_sales:bdr")
    ('own.toml', None)
    """
    return next((Path(each) for each in (name, name.rpartition(":")[0]) if each.endswith(".toml")), None)


def role_file_beside(folder: Path | None, role_id: str) -> Path | None:
    """The definition of a company's own role, ``<role>.toml`` in the *folder* of its workbook; None: there is none there, or it is elsewhere."""
    if folder is None or not role_id or role_id.partition(":")[0] in ROLE_IDS:
        return None
    path = folder / f"{role_id}.toml"
    try:
        return path if path.is_file() and is_beside(path, folder) else None
    except (OSError, ValueError):  # a name that no disk takes
        return None


def all_roles() -> tuple[RoleTemplate, ...]:
    """The shipped roles."""
    return tuple(_shipped(role_id) for role_id in ROLE_IDS)


def roles_of_members(own: RoleTemplate) -> Iterator[RoleTemplate]:
    """The roles that members of *own*'s workbook may have: its own first, each before its tracks."""
    whole = [role for role in all_roles() if role.id == own.id] or [own]
    for role in (*whole, *(other for other in all_roles() if other.id != own.id)):
        yield from (role, *(role.for_track(track.id) for track in role.tracks))


@cache
def _shipped(role_id: str) -> RoleTemplate:
    return read_role(files("workbook_templates") / f"{role_id}.toml")


def read_role(path: Path | Traversable) -> RoleTemplate:
    """Read one definition file.

    Raises:
        InputError: everything that is wrong with it.
    """
    place = f"{path.name}: "
    findings: list[Finding] = []
    root = TableReader(parse_toml(path, path.name), place, findings)
    role = _role(root)
    root.done()
    if role is not None and not findings:
        findings += inconsistencies(role, place)
    if findings or role is None:
        raise InputError(findings)
    return role


def _role(root: TableReader) -> RoleTemplate | None:
    head = root.table("role", required=True)
    kpis = [kpi for table in root.tables("kpis") if (kpi := _kpi(table))]
    inputs = [item for table in root.tables("inputs") if (item := _input(table))]
    ksfs = [ksf for table in root.tables("ksfs") if (ksf := _ksf(table))]
    tracks = [track for table in root.tables("tracks") if (track := _track(table))]
    funnel = [stage for table in root.tables("funnel") if (stage := _funnel_stage(table))]
    if head is None:
        return None
    role_id, label = head.string("id", required=True), head.text("label", required=True)
    summary, goal = head.text("summary", required=True), head.text("goal", required=True)
    is_team, chain = head.flag("is_team"), head.choice("chain", CHAIN_BY_KEY)
    words = head.strings("words")
    head.done()
    if goal:
        _check_goal(head, goal)
    if not (role_id and label and summary and goal):
        return None
    kpis.sort(key=lambda kpi: kpi.level is not Level.KGI)  # the KGI leads; the rest keeps the file's order
    own = [Input(kpi.input, kpi.label, kpi.unit, kpi.target, kpi.note) for kpi in kpis if kpi.input]
    return RoleTemplate(
        role_id, label, summary, goal, tuple(kpis), _in_order([*own, *inputs]), tuple(ksfs), tuple(funnel), tuple(tracks), is_team, chain,
        words=words,
    )


def _check_goal(head: TableReader, goal: Text) -> None:
    """The goal sentence is filled in later, so its placeholders must be the two that are known."""
    for sentence in goal.both():
        try:
            names = {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}
        except ValueError:
            names = {sentence}
        if not names <= {"target", "month_end"}:
            head.report("goal", sentence, _NO_GOAL, _GOAL_WORDS)


def _in_order(inputs: list[Input]) -> tuple[Input, ...]:
    """Along the way back from the goal; a company's own inputs last."""
    order = {name: index for index, name in enumerate(INPUT_ORDER)}
    return tuple(sorted(inputs, key=lambda item: order.get(item.name, len(order))))


def _ksf(table: TableReader) -> Ksf | None:
    item_id, label = table.string("id", required=True), table.text("label", required=True)
    table.done()
    return Ksf(item_id, label) if item_id and label else None


def _track(table: TableReader) -> Track | None:
    item_id, label = table.string("id", required=True), table.text("label", required=True)
    stage = table.choice("stage", STAGE_BY_KEY)
    table.done()
    return Track(item_id, label, stage) if item_id and label else None


def _input(table: TableReader) -> Input | None:
    name, label = table.string("name", required=True), table.text("label", required=True)
    unit, default = table.choice("unit", UNIT_BY_KEY, required=True), table.number("default", required=True)
    note = table.text("note")
    table.done()
    if name and not _INPUT_NAME.fullmatch(name):
        table.report("name", name, _NO_INPUT_NAME, _NAME_IT)
    if default is not None:
        _check_number(table, "default", default, unit)
    return Input(name, label, unit, default, note) if name and label and unit and default is not None else None


def _kpi(table: TableReader) -> Kpi | None:
    kpi_id, label = table.string("id", required=True), table.text("label", required=True)
    level = table.choice("level", LEVEL_BY_WORD, required=True)
    unit = table.choice("unit", UNIT_BY_KEY, required=True)
    period = table.choice("period", PERIOD_BY_KEY, required=True)
    direction = table.choice("direction", DIRECTION_BY_KEY, required=True)
    target = table.number("target", required=True)
    problem = table.text("problem", required=True)
    measured = table.table("measure", required=True)
    measure = _measure(measured) if measured else None
    drives, ksf, track = table.string("drives"), table.string("ksf"), table.string("track")
    named_input, reverse = table.string("input"), table.choice("reverse", STAGE_BY_KEY)
    note, decimals, words = table.text("note"), table.whole("decimals", MOST_DECIMALS), table.strings("words")
    table.done()
    if target is not None:
        _check_number(table, "target", target, unit)
    if named_input and not _INPUT_NAME.fullmatch(named_input):
        table.report("input", named_input, _NO_INPUT_NAME, _NAME_IT)
    if not (kpi_id and label and level and unit and period and direction and problem and measure):
        return None
    if target is None:
        return None
    return Kpi(
        kpi_id, label, level, unit, period, direction, target, measure, problem,
        drives, ksf, track, named_input, reverse, note, decimals, words,
    )  # fmt: skip


def _check_number(table: TableReader, key: str, value: float, unit: Unit | None) -> None:
    if value < 0:
        table.report(key, value, _NEGATIVE, _CORRECT_IT)
    if unit is Unit.RATE and value > 1:
        table.report(key, value, _RATE_RULE, _WRITE_SHARE)


def _funnel_stage(table: TableReader) -> FunnelStage | None:
    stage_id, label = table.string("id", required=True), table.text("label", required=True)
    measured = table.table("measure", required=True)
    tally = _tally(measured) if measured else None
    kpi, share_of, rate, track, role = (table.string(key) for key in ("kpi", "share_of", "rate", "track", "role"))
    table.done()
    if not (stage_id and label and tally):
        return None
    return FunnelStage(stage_id, label, tally, kpi, share_of, rate, track, role)


def _measure(table: TableReader) -> Measure | None:
    if table.has("ratio"):
        of, to = table.table("ratio"), table.table("to", required=True)
        annualised = table.flag("annualised")
        table.done()
        top, bottom = _tally(of) if of else None, _tally(to) if to else None
        return Ratio(top, bottom, annualised) if top and bottom else None
    if table.has("mean"):
        kinds = _kinds(table, "mean")
        table.done()
        return Ratio(Tally(Tallied.SCORE, kinds), Tally(Tallied.SCORED, kinds)) if kinds else None
    if table.has("derived"):
        source, threshold = table.choice("derived", DERIVED_BY_KEY), table.number("threshold")
        table.done()
        return Derived(source, 0.8 if threshold is None else threshold) if source else None
    tally = _tally(table)
    return Single(tally) if tally else None


def _tally(table: TableReader) -> Tally | None:
    """``{ count = "call" }``, ``{ sum = "won" }`` or ``{ distinct = "visit" }``, with ``source`` or ``source_not``."""
    ways = [Tallied.COUNT, Tallied.SUM, Tallied.DISTINCT]
    given = [way for way in ways if table.has(way.value)]
    sources, sources_not = table.strings("source"), table.strings("source_not")
    if len(given) != 1:
        table.report(None, NO_VALUE, _ONE_MEASURE, _MEASURE_WORDS)
        return None
    kinds = _kinds(table, given[0].value)
    table.done()
    return Tally(given[0], kinds, sources, sources_not) if kinds else None


def _kinds(table: TableReader, key: str) -> tuple[str, ...]:
    kinds = table.strings(key)
    for kind in kinds:
        if kind not in KINDS:
            table.report(key, kind, _NO_KIND, did_you_mean(kind, KINDS))
    return tuple(kind for kind in kinds if kind in KINDS)


_NO_INPUT_NAME = Text("は入力の名前に使えません", "cannot name an input")
_NAME_IT = Text("「KGI_AMOUNT」のように英大文字、数字、_ で書いてください", "Write it in capitals, digits and _, such as KGI_AMOUNT")
_NO_GOAL = Text("の { } に使えない語があります", "has a placeholder that is not known")
_GOAL_WORDS = Text("使えるのは {target} と {month_end} です", "Known: {target} and {month_end}")
_NEGATIVE = Text("0以上の数が必要です", "must be 0 or more")
_CORRECT_IT = Text("0以上の数を書いてください", "Write a number of 0 or more")
_RATE_RULE = Text("率は1（100%）以下です", "a rate is at most 1 (100%)")
_WRITE_SHARE = Text("25%は「0.25」と書いてください", "Write 25% as 0.25")
_ONE_MEASURE = Text("数え方がちょうど1つ必要です", "needs exactly one way of counting")
_MEASURE_WORDS = Text(
    'count、sum、distinct、mean、ratio、derived のどれか1つを書いてください（例 { count = "call" }）',
    'Write one of count, sum, distinct, mean, ratio, derived, such as { count = "call" }',
)
_NO_KIND = Text("という種別はありません", "is not a kind of activity")
