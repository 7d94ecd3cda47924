"""The extension: one .oxt file with the add-in, its configuration and the code that runs inside LibreOffice."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kpi_xl import __version__
from kpi_xl.functions import lambda_names
from kpi_xl.hosts.commands.catalogue import with_python
from kpi_xl.hosts.libreoffice.configuration import functions_configuration, jobs_configuration
from kpi_xl.hosts.libreoffice.menu import addons_configuration, handler_configuration, window_configuration
from kpi_xl.hosts.libreoffice.methods import methods
from kpi_xl.language import LANGUAGES, Text, speaking

EXTENSION = "kpi_xl.oxt"
IDENTIFIER = "kpi-xl"
SETTINGS = "settings.json"
TYPE_LIBRARY = "functions.rdb"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time stamp of every file: the same input gives the same bytes."""

MEDIA_TYPES = {  # in this order: the component needs the types
    TYPE_LIBRARY: "application/vnd.sun.star.uno-typelibrary;type=RDB",
    "kpi_xl_component.py": "application/vnd.sun.star.uno-component;type=Python",
    "CalcAddIns.xcu": "application/vnd.sun.star.configuration-data",
    "Jobs.xcu": "application/vnd.sun.star.configuration-data",
    "ProtocolHandler.xcu": "application/vnd.sun.star.configuration-data",
    "Addons.xcu": "application/vnd.sun.star.configuration-data",
    "CalcWindowState.xcu": "application/vnd.sun.star.configuration-data",
}
WORDS = {
    "no_answer": Text(
        "営業KPIのプログラム（Python）から応答がないため、中止しました。ブックは実行前のままです。\n"
        "パソコンで kpi-xl doctor を実行して、対処を確認してください。",
        "The program of kpi-xl (Python) does not answer. The workbook is as it was before.\n"
        "Run kpi-xl doctor on this computer to see what to do.",
    ),
    "not_restored": Text(
        "保存したファイルのKPI関数を、Excelで使える名前に直せませんでした。\n"
        "パソコンで kpi-xl doctor を実行し、もう一度保存してください。",
        "The KPI functions of the saved file could not be given the names that Excel knows.\n"
        "Run kpi-xl doctor on this computer, then save again.",
    ),
    **{command.id: command.label for command in with_python().values()},
}
"""What the code inside LibreOffice says by itself."""


def write_extension(path: Path, interpreter: str) -> None:
    """Write the extension; *interpreter* is the Python, with its full path, that computes for it."""
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as package:
        for name, content in _parts(interpreter):
            package.writestr(ZipInfo(name, LONG_AGO), content, ZIP_DEFLATED)
    path.write_bytes(written.getvalue())


def _parts(interpreter: str) -> Iterator[tuple[str, bytes]]:
    here = files(__package__)
    yield "META-INF/manifest.xml", _manifest().encode()
    yield "description.xml", _description().encode()
    yield TYPE_LIBRARY, here.joinpath(TYPE_LIBRARY).read_bytes()
    yield "CalcAddIns.xcu", functions_configuration().encode()
    yield "Jobs.xcu", jobs_configuration().encode()
    yield "ProtocolHandler.xcu", handler_configuration().encode()
    yield "Addons.xcu", addons_configuration().encode()
    yield "CalcWindowState.xcu", window_configuration().encode()
    yield "words.json", _json({language: _spoken(language) for language in LANGUAGES})
    yield "functions.json", _json(methods())
    yield SETTINGS, _json({"interpreter": interpreter, "version": __version__, "lambda_names": _longest_first()})
    office = Path(str(here.joinpath("office")))
    for source in sorted(office.rglob("*.py")):
        yield source.relative_to(office).as_posix(), source.read_bytes()


def _longest_first() -> list[str]:
    """The LAMBDA names. With each one that goes LibreOffice copies those that are left."""
    formulas = lambda_names(set())
    return sorted(formulas, key=lambda name: -len(formulas[name]))


def _spoken(language: str) -> dict[str, str]:
    with speaking(language):
        return {name: str(text) for name, text in WORDS.items()}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _manifest() -> str:
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>\n'
        for name, kind in MEDIA_TYPES.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">\n{entries}</manifest:manifest>\n'
    )


def _description() -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<description xmlns="http://openoffice.org/extensions/description/2006">'
        f'<identifier value="{IDENTIFIER}"/><version value="{__version__}"/>'
        '<display-name><name lang="ja">営業KPI（kpi-xl）</name><name lang="en">Sales KPIs (kpi-xl)</name></display-name>'
        "</description>\n"
    )
