"""Chance: tails, quantiles and pooling, which targets and attainment share. Names no role, no KPI and no sheet."""
