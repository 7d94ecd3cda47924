"""What kpi-xl costs beyond the libraries it stands on: `python -m benchmarks.report`."""
