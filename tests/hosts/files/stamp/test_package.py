"""Packages as other programs read them."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

from kpi_xl.hosts.files.stamp.workbook.package import Package, pack


def test_more_members_than_an_ordinary_zip_takes(template: Path):
    """Ten thousand members of a team, a sheet with charts for each: 65,535 parts are not enough."""
    written, packed = BytesIO(), pack(b"<x/>")
    count = 70_000
    Package(template).write(written, {}, added=((f"xl/part{number}.xml", packed) for number in range(count)))
    with zipfile.ZipFile(written) as package, zipfile.ZipFile(template) as before:
        names = package.namelist()
        assert len(names) == len(before.namelist()) + count
        assert package.read(names[-1]) == b"<x/>"
        assert package.read("xl/workbook.xml") == before.read("xl/workbook.xml")
