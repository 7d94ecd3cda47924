"""The Python that runs kpi-xl, as the doctor looks at it: which one it is, where kpi-xl was put, and xlwings' library in it."""

from __future__ import annotations

import re
import site
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import metadata, requires, version
from pathlib import Path

import kpi_xl
from kpi_xl.hosts.excel.installation.checked import Checked
from kpi_xl.language import Text

BITS = struct.calcsize("P") * 8


@dataclass(frozen=True)
class Python:
    """One Python with kpi-xl in it."""

    interpreter: Path
    bits: int = BITS
    base: Path = field(default_factory=lambda: Path(sys.base_prefix))  #: the Python that an environment was made from
    package: Path = field(default_factory=lambda: Path(kpi_xl.__file__).parent)  #: where kpi_xl lies
    user_site: Path = field(default_factory=lambda: Path(site.getusersitepackages()))

    @property
    def is_from_store(self) -> bool:
        """Python of the Microsoft Store: Windows keeps the files that it writes into %APPDATA% in a private copy."""
        return any("windowsapps" in re.split(r"[\\/]", str(path).casefold()) for path in (self.interpreter, self.base))

    @property
    def is_users_own(self) -> bool:
        """True where pip put kpi-xl beside the Python instead of into it, as ``pip install --user`` does."""
        return self.package.is_relative_to(self.user_site)


def python_checks(python: Python) -> Iterator[Checked]:
    """What is said of it on any system."""
    found = f"{'.'.join(map(str, sys.version_info[:3]))}, {python.bits} bit ({python.interpreter})"
    required = metadata("kpi-xl")["Requires-Python"]
    least = tuple(map(int, re.findall(r"\d+", required)))
    remedy = None
    if sys.version_info[: len(least)] < least:
        remedy = _NEWER_PYTHON.format(required=required)
    elif python.bits < 64:
        remedy = _64_BIT
    yield Checked(Text("Python", "Python"), found, remedy)
    yield Checked(Text("kpi-xl", "kpi-xl"), kpi_xl.__version__)
    yield _xlwings()


def windows_checks(python: Python) -> Iterator[Checked]:
    """What is said of it on Windows."""
    if python.is_from_store:
        yield Checked(_KIND, str(python.base), _NO_STORE)
    if python.is_users_own:  # its library lies elsewhere, too: one finding, one remedy
        yield Checked(_PLACE, str(python.package), _ENVIRONMENT)
    else:
        yield _library(python)


def _xlwings() -> Checked:
    """The names of its libraries carry the version, and so does our VBA: another version cannot work."""
    found, pinned = version("xlwings"), _pinned()
    return Checked(Text("xlwings", "xlwings"), found, None if found == pinned else _PINNED.format(version=pinned))


def _pinned() -> str:
    return next(line.partition("==")[2] for line in requires("kpi-xl") or () if line.startswith("xlwings=="))


def _library(python: Python) -> Checked:
    """VBA looks for xlwings' library beside the interpreter, then one folder up."""
    begin, wanted = f"xlwings{python.bits}-", f"xlwings{python.bits}-{version('xlwings')}.dll"
    folders = (python.interpreter.parent, python.interpreter.parent.parent)
    found = [path for folder in folders for path in sorted(folder.glob(f"{begin}*.dll"))]
    ours = next((path for path in found if path.name == wanted), None)
    if ours is not None:
        return Checked(_LIBRARY, str(ours))
    again = _XLWINGS_AGAIN.format(version=version("xlwings"))
    if found:
        other = found[0].stem.removeprefix(begin)
        return Checked(_LIBRARY, str(found[0]), _OTHER_LIBRARY.format(found=other, again=again))
    return Checked(_LIBRARY, str(_NOT_THERE), again)


_KIND = Text("Pythonの種類", "kind of Python")
_PLACE = Text("kpi-xlの場所", "place of kpi-xl")
_LIBRARY = Text("xlwingsのDLL", "xlwings' library")
_NOT_THERE = Text("見つかりません", "not found")
_NEWER_PYTHON = Text("Python {required} を入れ、その環境に kpi-xl を入れ直してください", "Install Python {required}, then kpi-xl into it")
_64_BIT = Text("64ビットのPythonを入れ直してください", "Install the 64-bit Python")
_NO_STORE = Text(
    "Microsoft StoreのPythonで入れたアドインは、Excelから見えません。python.org のPython（64ビット）を入れ、"
    "そのPythonに kpi-xl を入れ直して「kpi-xl install」を実行してください",
    "Excel does not see an add-in that the Python of the Microsoft Store installs. Install Python (64-bit) from python.org, "
    "then kpi-xl into it, and run kpi-xl install",
)
_ENVIRONMENT = Text(
    "ユーザー領域（pip install --user）に入っているため、ExcelがDLLを見つけられません。「py -m venv C:\\kpi-xl」で環境を作り、"
    "「C:\\kpi-xl\\Scripts\\pip install」で kpi-xl を入れ直して「C:\\kpi-xl\\Scripts\\kpi-xl install」を実行してください",
    "It was installed for the user alone (pip install --user), where Excel does not find the library. Make an environment with "
    "py -m venv C:\\kpi-xl, install kpi-xl with C:\\kpi-xl\\Scripts\\pip, and run C:\\kpi-xl\\Scripts\\kpi-xl install",
)
_PINNED = Text("「pip install xlwings=={version}」を実行してください", "Run pip install xlwings=={version}")
_XLWINGS_AGAIN = Text(
    "「pip install --force-reinstall xlwings=={version}」を実行してください", "Run pip install --force-reinstall xlwings=={version}"
)
_OTHER_LIBRARY = Text(
    "xlwings {found} のものです。Excelを終了して{again}", "It belongs to xlwings {found}. Quit Excel. {again}"
)
