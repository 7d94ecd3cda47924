# The types of what kpi_xl/__init__.py imports when it is first used.
from kpi_xl.frames import Measured as Measured
from kpi_xl.frames import ReadLog as ReadLog
from kpi_xl.frames import check_goals as check_goals
from kpi_xl.frames import measure as measure
from kpi_xl.frames import read_log as read_log
from kpi_xl.frames import read_plan as read_plan
from kpi_xl.frames import write_report as write_report
from kpi_xl.functions import call as call

__version__: str
