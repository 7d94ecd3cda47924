"""VBA projects read back by others' programs: oletools and olefile, in their strictest way."""

from __future__ import annotations

import io
import logging
import warnings

import olefile
import pytest

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # what it imports says what is deprecated in it
    from oletools import olevba


def streams_of(project: bytes) -> dict[str, bytes]:
    """Path -> content of every stream; any doubt about the container is an error."""
    file = olefile.OleFileIO(io.BytesIO(project), raise_defects=olefile.DEFECT_UNSURE)
    assert file.parsing_issues == []
    return {"/".join(path): file.openstream(path).read() for path in file.listdir()}


def sources_of(project: bytes, caplog: pytest.LogCaptureFixture | None = None) -> dict[str, str]:
    """``Module.bas`` or ``.cls`` -> source; what olevba complains of is an error."""
    parser = olevba.VBA_Parser("vbaProject.bin", data=project)
    found = {name: source for _, _, name, source in parser.extract_macros()}
    parser.close()
    if caplog is not None:
        said = [record.message for record in caplog.records if record.levelno >= logging.WARNING]
        assert [message for message in said if "stomping" not in message] == []  # looked for in files on disk only
    return found


def unpacked(content: bytes) -> bytes:
    """What olevba makes of a compressed container."""
    return bytes(olevba.decompress_stream(bytearray(content)))
