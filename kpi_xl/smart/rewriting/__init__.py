"""Rewriting: the goal as a SMART sentence."""
