"""Presets: the exports that are known, each a mapping with the columns by which it is recognised. They are data."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib.resources import files

from kpi_xl.activity.columns.mapping import LogMapping, mapping_of
from kpi_xl.activity.fields import FIELD_BY_KEY, REQUIRED, Field
from kpi_xl.definitions.toml_reader import TableReader, parse_toml
from kpi_xl.errors import Finding, InputError, did_you_mean
from kpi_xl.language import Text

PLAIN = "plain"
LIST = "list"
"""The product of presets for lists of no product in particular; they stand in where no other fits."""


@dataclass(frozen=True)
class Preset:
    """One kind of export of one product."""

    id: str  #: salesforce_task
    product: str  #: salesforce
    label: Text
    mapping: LogMapping
    required: tuple[tuple[str, ...], ...]
    """Of each tuple one has to be there: keys of fields, or names of [values]."""

    @property
    def is_plain(self) -> bool:
        """A log kept by hand, with a column of its own for what is not done or without."""
        return self.product == PLAIN

    @property
    def is_list(self) -> bool:
        """A list of no product in particular: which column is which is a guess by its heading, and is told."""
        return self.product == LIST

    def headers_of(self, name: str) -> tuple[str, ...]:
        """The headers that mean a field (by its key) or a value."""
        if name in self.mapping.values:
            return self.mapping.values[name]
        return self.mapping.headers.get(FIELD_BY_KEY[name], ())

    def shown(self, name: str) -> str:
        """The header to ask people for."""
        return str(FIELD_BY_KEY[name].label) if self.is_plain and name in FIELD_BY_KEY else self.headers_of(name)[0]


def all_presets() -> tuple[Preset, ...]:
    """Every preset, the plain log first."""
    return (*product_presets(), *list_presets())


@functools.cache
def product_presets() -> tuple[Preset, ...]:
    """Those of known products, the plain log first."""
    return tuple(sorted(_presets(are_lists=False), key=lambda preset: preset.id != PLAIN))


@functools.cache
def list_presets() -> tuple[Preset, ...]:
    """Those of no product in particular; they are long, and most files do without them."""
    return tuple(_presets(are_lists=True))


def _presets(are_lists: bool) -> list[Preset]:
    found = sorted(files("kpi_xl.activity.columns").joinpath("presets").iterdir(), key=lambda each: each.name)
    return [
        _read(each, each.name.removesuffix(".toml"))
        for each in found if each.name.endswith(".toml") and each.name.endswith(f"_{LIST}.toml") is are_lists
    ]  # fmt: skip


def presets_named(word: str) -> tuple[Preset, ...]:
    """The preset of that id, or all of that product.

    Raises:
        InputError: there is none.
    """
    found = tuple(preset for preset in all_presets() if word in (preset.id, preset.product))
    if not found:
        names = dict.fromkeys(name for preset in all_presets() for name in (preset.id, preset.product))
        raise InputError([Finding("--preset", word, _NO_PRESET, did_you_mean(word, names))])
    return found


def _read(file: object, preset_id: str) -> Preset:
    findings: list[Finding] = []
    root = TableReader(parse_toml(file, preset_id), f"{preset_id}: ", findings)
    table, mapping = root.table("preset", required=True), mapping_of(root)
    assert table is not None
    product, label = table.string("product", required=True), table.text("label", required=True)
    required = [tuple(word.strip() for word in words.split("|")) for words in table.strings("required")]
    table.done()
    root.done()
    names = {*mapping.values, *(field.key for field in mapping.headers)}
    assert not findings, "\n".join(map(str, findings))
    unknown = [name for words in required for name in words if name not in names]
    assert not unknown, f"{preset_id}: required: {unknown} is in neither [headers] nor [values]"
    assert product is not None
    assert label is not None
    needed = [(each.key,) for each in REQUIRED if not (each is Field.KIND and mapping.decides_kinds)]
    return Preset(preset_id, product, label, mapping, (*needed, *required))


_NO_PRESET = Text("というプリセットはありません", "is not a preset")
