"""Microsoft's Open XML SDK for the tests: would the schemas of Office take every part of a workbook?

It runs on .NET, which it brings along, in a process of its own: `python -m tests.open_xml_sdk BOOK.xlsx ...` prints what it
finds. What it cannot see: names defined twice, formulas that do not parse.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

VERSIONS = ("Office2007", "Office2010", "Office2013", "Office2016", "Office2019", "Office2021", "Microsoft365")
"""Of Office, each with schemas of its own; a later one allows what an earlier one did not know."""
SDK_ASSEMBLIES = ("DocumentFormat.OpenXml.Framework", "DocumentFormat.OpenXml")
_CARRIER = "python_redlines_docxodus"
_ROOT = Path(__file__).resolve().parent.parent
_TIME_LIMIT_SECONDS = 300

Judge = Callable[[Path], list[str]]


def find_archive() -> Path | None:
    """The packed SDK and its .NET, or None where the packages are missing or hold nothing for this platform."""
    spec = importlib.util.find_spec(_CARRIER)
    if spec is None or spec.origin is None or importlib.util.find_spec("pythonnet") is None:
        return None
    archives = (each for each in Path(spec.origin).parent.rglob("*") if each.name.endswith((".tar.gz", ".zip")))
    return next(archives, None)


ARCHIVE = find_archive()
NO_SDK = "Microsoft's Open XML SDK (PyPI pythonnet, python-redlines-docxodus) does not run here: no schema of Office is checked"
needs_open_xml_sdk = pytest.mark.needs_open_xml_sdk


class SdkError(Exception):
    """The SDK broke off."""


def findings(paths: Sequence[Path]) -> dict[Path, list[str]]:
    """What the SDK says against each workbook, one line a fault."""
    with tempfile.TemporaryDirectory() as folder:
        listed, found = Path(folder) / "paths.json", Path(folder) / "found.json"
        listed.write_text(json.dumps([str(path.resolve()) for path in paths]), "utf-8")
        command = [sys.executable, "-m", "tests.open_xml_sdk", "--listed", str(listed), str(found)]
        ran = subprocess.run(
            command, cwd=_ROOT, capture_output=True, text=True, check=False, timeout=_TIME_LIMIT_SECONDS
        )
        if ran.returncode != 0:
            raise SdkError(ran.stderr or ran.stdout)
        return dict(zip(paths, json.loads(found.read_text("utf-8")), strict=True))


# --- in the process of its own ----------------------------------------------------------------------------------------


def start(folder: Path) -> Judge:
    """Start .NET, laid out in *folder*."""
    assemblies, config = _lay_out(folder)
    from clr_loader import get_coreclr
    from pythonnet import set_runtime

    set_runtime(get_coreclr(runtime_config=str(config), dotnet_root=str(folder)))
    import clr

    for name in SDK_ASSEMBLIES:
        clr.AddReference(str(assemblies / f"{name}.dll"))
    return _judge


def _lay_out(folder: Path) -> tuple[Path, Path]:
    """Unpack as .NET lies where it is installed; where the assemblies are, and what names the runtime.

    The archive is an application with its runtime beside it; a host wants that runtime as a framework of its own.
    """
    packed = folder / "packed"
    _unpack(packed)
    own = next(packed.rglob(f"{SDK_ASSEMBLIES[0]}.dll")).parent
    options = json.loads(next(own.glob("*.runtimeconfig.json")).read_text("utf-8"))["runtimeOptions"]
    framework = next(each for each in options["includedFrameworks"] if each["name"] == "Microsoft.NETCore.App")
    version = framework["version"]
    assemblies = folder / "shared" / framework["name"] / version
    assemblies.parent.mkdir(parents=True)
    own.rename(assemblies)
    next(assemblies.glob("*.deps.json")).rename(assemblies / f"{framework['name']}.deps.json")
    host = folder / "host" / "fxr" / version
    host.mkdir(parents=True)
    shutil.copy(next(assemblies.glob("*hostfxr.*")), host)
    config = folder / "runtimeconfig.json"
    invariant = {"System.Globalization.Invariant": True}  # else it wants ICU
    wanted = {"tfm": options["tfm"], "framework": framework, "configProperties": invariant}
    config.write_text(json.dumps({"runtimeOptions": wanted}), "utf-8")
    return assemblies, config


def _unpack(folder: Path) -> None:
    assert ARCHIVE is not None, NO_SDK
    if ARCHIVE.suffix == ".zip":
        with zipfile.ZipFile(ARCHIVE) as packed:
            packed.extractall(folder)
    else:
        with tarfile.open(ARCHIVE) as packed:
            packed.extractall(folder, filter="data")


def _judge(path: Path) -> list[str]:
    from DocumentFormat.OpenXml.Packaging import SpreadsheetDocument
    from System import Exception as NetError

    try:
        document = SpreadsheetDocument.Open(str(path), False)
    except NetError as error:
        return [f"cannot be opened: {error.Message}"]
    try:
        return [f"{fault} [{', '.join(versions)}]" for fault, versions in _faults(document).items()]
    finally:
        document.Dispose()


def _faults(document: Any) -> dict[str, list[str]]:
    """Each fault, and the versions of Office that it is one to."""
    from DocumentFormat.OpenXml import FileFormatVersions
    from DocumentFormat.OpenXml.Validation import OpenXmlValidator

    found: dict[str, list[str]] = {}
    for version in VERSIONS:
        for error in OpenXmlValidator(getattr(FileFormatVersions, version)).Validate(document):
            part, place = error.Part, error.Path
            where = f"{part.Uri if part else ''} {place.XPath if place else ''}"
            found.setdefault(f"{where}: {error.Id}: {error.Description}", []).append(version)
    return found


def _judged(paths: Sequence[Path]) -> Iterator[list[str]]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:  # Windows keeps what is loaded
        judge = start(Path(folder))
        for path in paths:
            yield judge(path)


def main(arguments: Sequence[str]) -> int:
    if arguments[:1] == ["--listed"]:
        listed, found = map(Path, arguments[1:])
        found.write_text(
            json.dumps(list(_judged([Path(path) for path in json.loads(listed.read_text("utf-8"))]))), "utf-8"
        )
        return 0
    total = 0
    for path, faults in zip(arguments, _judged([Path(path) for path in arguments]), strict=True):
        total += len(faults)
        print(*(f"{path}: {fault}" for fault in faults), sep="\n" if faults else "", end="\n" if faults else "")
    print(f"{len(arguments)} files, {total} findings")
    return bool(total)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
