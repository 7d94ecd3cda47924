"""kpi-xl: plan and follow sales KPIs inside Excel."""

__version__ = "0.1.0"
