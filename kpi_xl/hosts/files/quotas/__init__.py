"""Quotas as the files that CRMs import: a module for each, and what they share."""
