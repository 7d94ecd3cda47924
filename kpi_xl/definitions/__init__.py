"""Role definitions as data: TOML in, a checked model out."""

from kpi_xl.definitions.chain_tallies import STAGE_TALLIES, tallies_of_part
from kpi_xl.definitions.kinds import KINDS, STOCK_KINDS, Kind, kind_of
from kpi_xl.definitions.loading import (
    ROLE_IDS,
    all_roles,
    load_role,
    read_role,
    role_file,
    role_file_beside,
    roles_of_members,
)
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
    tallies_of,
)  # fmt: skip
from kpi_xl.definitions.stages import BEFORE, FROM_CUSTOMERS, WAY_BACK, Stage

__all__ = [
    "BEFORE", "FROM_CUSTOMERS", "KINDS", "ROLE_IDS", "STAGE_TALLIES", "STOCK_KINDS", "WAY_BACK", "ChainPart", "Derived", "DerivedFrom",
    "Direction", "FunnelStage", "Input", "Kind", "Kpi", "Ksf", "Level", "Measure", "Ratio", "RoleTemplate", "Single",
    "Stage", "Tallied", "Tally", "Track", "all_roles", "kind_of", "load_role", "read_role", "role_file",
    "role_file_beside", "roles_of_members", "tallies_of", "tallies_of_part",
]  # fmt: skip
