"""A company's own workbook as the template: filled where it carries published names, untouched elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kpi_xl.definitions import RoleTemplate
from kpi_xl.definitions.kinds import folded
from kpi_xl.definitions.labels import names_by_label
from kpi_xl.errors import NO_VALUE, Finding, InputError, did_you_mean
from kpi_xl.hosts.files.stamp import Template
from kpi_xl.language import Text
from kpi_xl.sheets.role import BookSettings
from kpi_xl.sheets.role.published import cell_values, published_names, published_tables, table_rows


@dataclass(frozen=True)
class TemplateCheck:
    """What a template offers to a role."""

    found: tuple[str, ...]  #: as the template spells them, a sheet's title before names that belong to it
    missing: tuple[str, ...]
    near: tuple[tuple[str, str], ...]  #: (a name of the template that is not published, the published one it resembles)


def check_template(path: Path, role: RoleTemplate) -> TemplateCheck:
    """Which published names and tables *path* carries.

    Raises:
        InputError: it is no workbook that can be filled.
    """
    return _checked(Template(path), role)


def fill_template(path: Path, role: RoleTemplate, settings: BookSettings, output: Path) -> TemplateCheck:
    """Write *path* to *output* with every published name and table filled.

    Raises:
        InputError: it carries none of them, or a place that cannot be filled; nothing is written then.
    """
    template = Template(path)
    check = _checked(template, role)
    if not check.found:
        raise InputError([Finding(path.name, NO_VALUE, _NOTHING_PUBLISHED, _see_list(check))])
    values, rows = cell_values(role, settings), table_rows(role, settings)
    labels = names_by_label(role.inputs)
    by_name = {name.casefold(): value for name, value in values.items()}
    published = {name: _published(name, labels) for name in check.found}
    fills = {name: by_name[its] for name, its in published.items() if its in by_name}
    tables = {}
    for name, its_rows in rows.items():
        table = template.book.tables.get(name.casefold())
        if table is not None and its_rows:
            tables[table.name] = [{column: row[column] for column in table.columns if column in row} for row in its_rows]
    template.stamp(output, fills, tables)
    return check


def _checked(template: Template, role: RoleTemplate) -> TemplateCheck:
    labels = names_by_label(role.inputs)
    carried = [*template.book.public_names(), *(table.name for table in template.book.tables.values())]
    published = [each.name for each in (*published_names(role), *published_tables())]
    known = {name.casefold() for name in published}
    present = {_published(name, labels) for name in carried}
    missing = tuple(name for name in published if name.casefold() not in present)
    near = tuple(
        (name, close)
        for name in carried
        if _published(name, labels) not in known and (close := _resembles(name, missing)) is not None
    )
    return TemplateCheck(tuple(name for name in carried if _published(name, labels) in known), missing, near)


def _published(name: str, labels: Mapping[str, str]) -> str:
    """The published name that a workbook's name means: itself, or that of the input which is called so (成約率 for WIN_RATE)."""
    bare = _bare(name)
    return labels.get(folded(bare), bare).casefold()


def _resembles(name: str, published: tuple[str, ...]) -> str | None:
    from difflib import get_close_matches

    close = get_close_matches(_bare(name), [each.casefold() for each in published], n=1, cutoff=0.75)
    return next((each for each in published if close and each.casefold() == close[0]), None)


def _bare(name: str) -> str:
    """A name without its sheet, as it is compared."""
    return name.rpartition("!")[2].casefold()


def _see_list(check: TemplateCheck) -> Text:
    if check.near:
        typed, close = check.near[0]
        nearest = did_you_mean(typed.rpartition("!")[2], [close])
        return Text(f"{typed}：{nearest.ja}", f"{typed}: {nearest.en}")
    some = ", ".join(check.missing[:6])
    return Text(f"{some} などの名前をセルに付けてください（kpi-xl templates list）", f"Name cells {some}, ... (kpi-xl templates list)")


_NOTHING_PUBLISHED = Text("には、入力先の名前が1つもありません", "carries none of the names that can be filled")
