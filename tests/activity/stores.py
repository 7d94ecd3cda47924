"""Stores as earlier versions of kpi-xl wrote them."""

from __future__ import annotations

FIRST_VERSION = """
CREATE TABLE activity (date DATE, member VARCHAR, team VARCHAR, kind VARCHAR, count BIGINT, amount DECIMAL(18,4),
    score DECIMAL(9,4), account VARCHAR, source VARCHAR, record VARCHAR, origin VARCHAR);
INSERT INTO activity VALUES ('2026-10-02', '山田', '東', 'call', 3, NULL, NULL, '', '', '', 'x');
CREATE TABLE results (month DATE, as_of DATE, team VARCHAR, owner VARCHAR, role VARCHAR, kpi VARCHAR, target DOUBLE, actual DOUBLE);
INSERT INTO results VALUES ('2026-10-01', '2026-11-01', '東', '山田', 'field_sales', 'revenue', 300, 1);
CREATE TABLE kpi_xl_store AS SELECT 1 AS version;
"""
"""A store as kpi-xl wrote it before it kept forecasts."""
