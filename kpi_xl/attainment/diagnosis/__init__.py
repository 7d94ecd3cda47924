"""Diagnosis: what the gap costs and where, who differs by more than chance, and what to do about it."""
