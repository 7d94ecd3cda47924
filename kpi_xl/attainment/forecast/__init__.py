"""Forecasts: where a month is heading, what next month takes, and how good such promises were."""
