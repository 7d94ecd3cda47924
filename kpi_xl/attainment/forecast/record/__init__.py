"""The record of forecasts: how a landing stood on each day, what moved it, and how good past ones were."""
