"""``python -m kpi_xl``."""

from kpi_xl.cli import main

main()
