"""Detection: the preset that fits a table's headers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from kpi_xl.activity.columns.headings import header_key
from kpi_xl.activity.columns.layout import Layout, lack_of, lay_out, missing
from kpi_xl.activity.columns.mapping import LogMapping
from kpi_xl.activity.columns.preset import PLAIN, Preset, list_presets, presets_named, product_presets
from kpi_xl.activity.days import DateOrder
from kpi_xl.activity.fields import Field
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.language import Text

LayOut = Callable[[Sequence[str], object], Layout]
"""From a table's headers and their place to its layout."""
StandIns = Callable[[], Sequence[Preset]]


def layouts_by(
    mapping: LogMapping | None, preset: str | None = None, date_order: DateOrder | None = None, timezone: str | None = None,
) -> LayOut:  # fmt: skip
    """How tables are laid out.

    Args:
        mapping: of the user; where it names no columns, the headers tell which export it is, and the mapping says the rest.
        preset: id or product to keep to.
        date_order: of the days, whatever a mapping says.
        timezone: whose days count, likewise.

    Raises:
        InputError: no such preset.
    """
    presets = presets_named(preset) if preset else product_presets()
    stand_ins = (lambda: ()) if preset else list_presets

    def laid_out(titles: Sequence[str], place: object) -> Layout:
        if mapping is not None and mapping.names_columns:
            return lay_out(titles, mapping, place)
        layout = detected(titles, presets, place, stand_ins)
        return layout if mapping is None else replace(layout, mapping=mapping.over(layout.mapping))

    def told(titles: Sequence[str], place: object) -> Layout:
        layout = laid_out(titles, place)
        said = layout.mapping
        return replace(
            layout, mapping=replace(said, date_order=date_order or said.date_order, timezone=timezone or said.timezone)
        )

    return told


def detected(titles: Sequence[str], presets: Sequence[Preset], place: object, stand_ins: StandIns = tuple) -> Layout:
    """The layout by the preset most of whose columns are there; the record's id tips the scales.

    Args:
        stand_ins: lists of no product in particular, for where no product's preset fits, or where that finds no amounts and a list does.

    Raises:
        InputError: no preset fits (with what the nearest one lacks), or several fit equally well.
    """
    layouts = _fitting(titles, presets, place)
    if all((each.mapping.stage or each.is_plain) and Field.AMOUNT not in each.fields for each in layouts):
        lists = _fitting(titles, stand_ins(), place)
        is_log = all(each.is_plain for each in layouts)
        layouts = [each for each in lists if Field.AMOUNT in each.fields and (each.mapping.stage or is_log)] or layouts or lists
    if not layouts:
        raise InputError(_near_misses(titles, presets, place))
    ranks = [(layout.known, Field.RECORD in layout.fields) for layout in layouts]
    best = [layout for layout, rank in zip(layouts, ranks, strict=True) if rank == max(ranks)]
    if len(best) > 1:
        names = ", ".join(layout.preset.id for layout in best if layout.preset)
        raise InputError([Finding(place, names, _AMBIGUOUS, _NAME_PRESET)])
    return best[0]


def _fitting(titles: Sequence[str], presets: Iterable[Preset], place: object) -> list[Layout]:
    return [lay_out(titles, preset.mapping, place, preset) for preset in presets if not lack_of(titles, preset)]


def _near_misses(titles: Sequence[str], presets: Sequence[Preset], place: object) -> list[Finding]:
    """What the nearest preset lacks; the plain log where none is any nearer."""
    there = {header_key(title) for title in titles}

    def nearness(preset: Preset) -> tuple[float, int, bool]:
        found = 1 - len(lack_of(titles, preset)) / len(preset.required)
        known = {header_key(header) for headers in preset.mapping.all_headers() for header in headers}
        return found, len(there & known) if found else 0, preset.id == PLAIN

    nearest = max((preset for preset in presets if preset.id == PLAIN or not preset.is_plain or len(presets) == 1), key=nearness)
    findings = [missing(nearest.shown(names[0]), titles, place) for names in lack_of(titles, nearest)]
    if nearest.id != PLAIN:
        findings.append(Finding(place, NO_VALUE, _NEAREST.format(label=nearest.label, id=nearest.id), _NAME_PRESET))
    return findings


_AMBIGUOUS = Text("のどのプリセットにも当てはまります", "are presets that fit equally well")
_NEAREST = Text("いちばん近いプリセットは「{label}」（{id}）です", "the nearest preset is {label} ({id})")
_NAME_PRESET = Text(
    "--preset でプリセットを、--map で列の対応を指定してください", "Name the preset with --preset, or the columns with --map"
)
