"""VBA projects from source text, without Excel: the ``vbaProject.bin`` of a workbook (MS-OVBA 2.2, 2.3).

Nothing is compiled beforehand, as the specification demands of writers; Excel compiles the source when it is run.
The same modules give the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence

from kpi_xl.hosts.files.macros.vba.compound_file import compound_file
from kpi_xl.hosts.files.macros.vba.compression import compressed
from kpi_xl.hosts.files.macros.vba.dir_stream import ENCODING, OFFICE, OLE_AUTOMATION, dir_stream
from kpi_xl.hosts.files.macros.vba.encryption import NO_PASSWORD, UNPROTECTED, VISIBLE, encrypted
from kpi_xl.hosts.files.macros.vba.module import ModuleKind, VbaModule

_PROJECT_ID = "{5F0C1B3E-7A4D-4E7B-9B52-6B7078786C01}"
_NOTHING_COMPILED = bytes.fromhex("CC61FFFF000100")
_EDITOR = "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000"


def vba_project(modules: Sequence[VbaModule], name: str = "VBAProject") -> bytes:
    """The project of *modules*, in their order.

    Raises:
        ValueError: everything in the modules that Excel would not read.
    """
    _check(modules, name)
    listed = [(module.name, module.kind is not ModuleKind.STANDARD) for module in modules]
    streams = {module.name: compressed(module.source.encode(ENCODING)) for module in modules}
    streams["_VBA_PROJECT"] = _NOTHING_COMPILED
    streams["dir"] = compressed(dir_stream(name, (OLE_AUTOMATION, OFFICE), listed))
    project = _project_stream(modules, name).encode(ENCODING)
    return compound_file({"VBA": streams, "PROJECT": project, "PROJECTwm": _names_stream(modules)})


def _check(modules: Sequence[VbaModule], name: str) -> None:
    problems = [problem for module in modules for problem in module.problems()]
    taken = {name.casefold(), "dir", "_vba_project"}
    for module in modules:
        if module.name.casefold() in taken:
            problems.append(f"{module.name}: the project, a stream or another module has this name")
        taken.add(module.name.casefold())
    if problems:
        raise ValueError("\n".join(problems))


def _project_stream(modules: Sequence[VbaModule], name: str) -> str:
    """The project's properties, and which windows of the editor are open: none."""
    lines = [
        f'ID="{_PROJECT_ID}"',
        *(f"{module.kind.value}={module.name}{_version(module)}" for module in modules),
        f'Name="{name}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{encrypted(UNPROTECTED, _PROJECT_ID)}"',
        f'DPB="{encrypted(NO_PASSWORD, _PROJECT_ID)}"',
        f'GC="{encrypted(VISIBLE, _PROJECT_ID)}"',
        "",
        "[Host Extender Info]",
        _EDITOR,
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),
    ]
    return "".join(f"{line}\r\n" for line in lines)


def _version(module: VbaModule) -> str:
    return "/&H00000000" if module.kind is ModuleKind.DOCUMENT else ""


def _names_stream(modules: Sequence[VbaModule]) -> bytes:
    """PROJECTwm: each name in both encodings. Never compressed."""
    pairs = (module.name.encode(ENCODING) + b"\0" + module.name.encode("utf-16-le") + b"\0\0" for module in modules)
    return b"".join(pairs) + b"\0\0"
