"""⑤運用: actuals against targets month by month, proposals for the next, the revision log."""
