"""The fast tests on the oldest and the newest Python to be had here, and the same workbooks on all of them: ``make pythons``.

Looked for are python3.11 and up on the path, and those of pyenv and uv; each gets an environment in build/pythons. Where there is only
the one that runs this, one line says so.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build" / "pythons"
OLDEST, LATEST = 11, 30
FAST = (
    "kpi_xl/units.py", "kpi_xl/rounding.py", "kpi_xl/periods.py", "kpi_xl/passwords.py",
    "tests/targets", "tests/definitions", "tests/test_leftovers.py",
)
NEEDED = ("pytest<9.2", "hypothesis", "mpmath", "lxml", "XlsxWriter==3.3.1")


def main() -> int:
    """Run them; 0 where all pass, and every workbook has the same parts."""
    here, found = sys.version_info.minor, pythons()
    others = sorted({min(found, default=here), max(found, default=here)} - {here})
    if not others:
        print(f"pythons: skipped, because Python 3.{here} is the only one here (pyenv, uv or python3.x on the path would be found)")
        return 0
    failed = [f"3.{minor}" for minor in others if not _passes(minor, found[minor])]
    wanted = _parts(Path(sys.executable))
    for minor in others:
        parts = _parts(_environment(minor, found[minor]))
        differing = sorted(name for name in wanted.keys() | parts.keys() if wanted.get(name) != parts.get(name))
        print(f"pythons: of {len(wanted)} parts of workbooks {len(differing)} differ between 3.{here} and 3.{minor}", *differing[:5])
        failed += [f"parts of 3.{minor}"] * bool(differing)
    if failed:
        print(f"pythons: FAILED: {', '.join(failed)}")
    return 1 if failed else 0


def pythons() -> dict[int, Path]:
    """Minor version -> an interpreter, of those that kpi-xl runs on."""
    named = [path for minor in range(OLDEST, LATEST) if (path := shutil.which(f"python3.{minor}"))]
    patterns = ".pyenv/versions/3.*/bin/python", ".local/share/uv/python/cpython-3.*/bin/python3"
    paths = [*map(Path, named), *(path for pattern in patterns for path in sorted(Path.home().glob(pattern)))]
    found: dict[int, Path] = {}
    for path in paths:
        minor = _minor(path)
        if minor is not None and OLDEST <= minor < LATEST:
            found.setdefault(minor, path)
    return found


def _minor(python: Path) -> int | None:
    """None where it does not run, as pyenv's shim of a version that is not chosen, or makes no environments."""
    asked = "import sys, ensurepip, venv; print(sys.version_info.major == 3 and sys.version_info.minor)"
    ran = subprocess.run([str(python), "-c", asked], capture_output=True, text=True, check=False)
    return int(ran.stdout) if ran.returncode == 0 and ran.stdout.strip().isdecimal() else None


def _environment(minor: int, python: Path) -> Path:
    """The interpreter of an environment with kpi-xl in it; made where there is none yet."""
    folder = BUILD / f"3.{minor}"
    made = folder / "bin" / "python"
    if not (folder / ".installed").exists():
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([str(python), "-m", "venv", str(folder)], check=True)
        install = [str(made), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable", str(ROOT), *NEEDED]
        subprocess.run(install, check=True)
        (folder / ".installed").touch()
    return made


def _passes(minor: int, python: Path) -> bool:
    print(f"pythons: the fast tests on 3.{minor}", flush=True)
    environment = _environment(minor, python)
    arguments = [str(environment), "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not needs_soffice", *FAST]
    return subprocess.run(arguments, cwd=ROOT, check=False).returncode == 0


def _parts(python: Path) -> dict[str, str]:
    with tempfile.TemporaryDirectory() as name:
        subprocess.run([str(python), "-m", "tests.pythons.parts", name], cwd=ROOT, check=True, capture_output=True)
        parts: dict[str, str] = json.loads((Path(name) / "parts.json").read_text(encoding="utf-8"))
    return parts


if __name__ == "__main__":
    sys.exit(main())
