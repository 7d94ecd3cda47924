"""What ``new company`` is given, and what it begins with where nothing is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kpi_xl.definitions import ROLE_IDS, Input, RoleTemplate, load_role
from kpi_xl.errors import Finding, InputError, UnknownNameError
from kpi_xl.language import Text
from kpi_xl.sheets.company.parts import names
from kpi_xl.sheets.company.parts.company_role import COMPANY_ROLE
from kpi_xl.sheets.company.parts.inputs import INPUTS
from kpi_xl.targets import Company
from kpi_xl.units import Unit


@dataclass(frozen=True)
class CompanyOptions:
    """The options of one run."""

    output: Path
    settings: Sequence[str] = ()
    month: str | None = None
    roles: str | None = None  #: keys, parted by commas
    members: Path | None = None  #: a CSV file
    books: Sequence[Path] = ()  #: role workbooks that it is begun from
    formulas: str = "functions"
    with_log: bool = False
    force: bool = False


def read_roles(text: str | None) -> tuple[RoleTemplate, ...]:
    """The roles that have a section, as they are typed; all that come with kpi-xl where nobody says.

    Raises:
        InputError: a role that there is not, or one that is named twice.
    """
    findings: list[Finding] = []
    found: dict[str, RoleTemplate] = {}
    for key in filter(None, map(str.strip, (text or ",".join(ROLE_IDS)).split(","))):
        try:
            role = load_role(key)
        except (UnknownNameError, InputError) as error:
            findings += error.findings if isinstance(error, InputError) else [error.finding]
            continue
        if role.id in found:
            findings.append(Finding("--roles", key, _DOUBLED, _ONCE))
        found[role.id] = role
    if not found and not findings:
        findings.append(Finding("--roles", text or "", _NO_ROLE, _NAME_SOME))
    if findings:
        raise InputError(findings)
    return tuple(found.values())


def company_inputs() -> list[Input]:
    """What ``--set`` may name: the goal, its parts, and every number of ①."""
    goals = [
        Input(names.KGI_AMOUNT, COMPANY_ROLE.kgi.label, Unit.YEN, COMPANY_ROLE.kgi.target),
        Input(names.NEW_GOAL, Text("新規", "New business"), Unit.YEN, 0),
        Input(names.EXISTING_GOAL, Text("既存", "Existing customers"), Unit.YEN, 0),
    ]
    return [*goals, *(Input(each.name, each.label, each.unit, each.default or 0.0) for each in INPUTS.values())]


def company_with(roles: Sequence[RoleTemplate], typed: Mapping[str, float], base: Company | None = None) -> Company:
    """A company with the typed numbers in place of the standards, or of what *base* has."""
    begun = base or Company(tuple(roles), COMPANY_ROLE.kgi.target, {})
    apart = (names.KGI_AMOUNT, names.NEW_GOAL, names.EXISTING_GOAL, names.OWN_MEETINGS, names.SDR_SHARE)
    inputs = {name: value for name, value in typed.items() if name not in apart}
    standards = {name: each.default for name, each in INPUTS.items() if each.default is not None and name not in apart}
    return Company(
        begun.roles,
        typed.get(names.KGI_AMOUNT, begun.goal),
        {**standards, **begun.inputs, **inputs},
        typed.get(names.NEW_GOAL, begun.new),
        typed.get(names.EXISTING_GOAL, begun.existing),
        begun.month_weights,
        begun.teams,
        begun.ramp,
        typed.get(names.SDR_SHARE, begun.sdr_share),
        typed.get(names.OWN_MEETINGS, begun.own_meetings),
        begun.capacity,
    )


_DOUBLED = Text("が2回あります", "is named twice")
_ONCE = Text("1回だけ書いてください。トラックはメンバーの役割で分けます", "Name it once; tracks are told apart by the members' roles")
_NO_ROLE = Text("に役割がありません", "names no role")
_NAME_SOME = Text(
    "「--roles inside_sales,field_sales」のようにコンマで区切って指定してください", "Write them with commas: --roles inside_sales,field_sales"
)
