"""The three protection values of the PROJECT stream."""

from __future__ import annotations

import pytest

from kpi_xl.hosts.files.macros.vba.encryption import NO_PASSWORD, UNPROTECTED, VISIBLE, encrypted

# From the quickstart workbook that xlwings ships, saved by Excel.
EXCELS_ID = "{E2E0E410-BF04-4DC5-BDD2-D3FBBA8B7D37}"
EXCELS = {
    UNPROTECTED: (0xA7, "A7A58C2B7CDD73E173E173E173E1"),
    NO_PASSWORD: (0xA2, "A2A089308531853185"),
    VISIBLE: (0x9D, "9D9FB6314A2D4B2D4BD2"),
}


@pytest.mark.parametrize("content", EXCELS)
def test_excel_writes_the_same(content: bytes):
    """A wrong value locks the project, and nobody has the password."""
    seed, written = EXCELS[content]
    assert encrypted(content, EXCELS_ID, seed) == written
