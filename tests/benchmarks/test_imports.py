"""The benchmark of imports proves what it says: its digest tells two logs apart by one character."""

from __future__ import annotations

from pathlib import Path

from benchmarks.imports import VENDOR_NAME, digest
from benchmarks.log import write_log


def test_a_digest_is_the_same_only_for_the_same_text(tmp_path: Path):
    """Encodings do not matter, one changed character does."""
    plain = tmp_path / "plain.csv"
    write_log(plain, rows=500, members=7)
    text = plain.read_text(encoding="utf-8").replace("株式会社", VENDOR_NAME)
    digests = {}
    for name, encoding, changed in (("a", "utf-8", text), ("b", "cp932", text), ("c", "utf-8", text.replace("～", "〜", 1))):
        (tmp_path / f"{name}.csv").write_text(changed, encoding=encoding)
        digests[name] = digest(tmp_path / f"{name}.csv")
    assert digests["a"] == digests["b"] != digests["c"]
