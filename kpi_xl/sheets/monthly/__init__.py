"""The monthly report as sheets: `draw_report` draws the teams, then one sheet per member; or one list of everybody."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kpi_xl.sheets.monthly.report import draw_member_alone, draw_report

__all__ = ["draw_member_alone", "draw_report"]


def __getattr__(name: str) -> Any:
    """Late: the list is drawn without cards and charts."""
    if name not in __all__:
        raise AttributeError(name)
    from kpi_xl.sheets.monthly import report

    return getattr(report, name)
