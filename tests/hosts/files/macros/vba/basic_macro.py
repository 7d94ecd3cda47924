"""LibreOffice runs a Basic macro of its own: the one way, without Python's UNO, to open a workbook with its macros on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from tests.spreadsheet import SOFFICE, run_soffice

TIME_LIMIT_SECONDS = 60

_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Ours"/></library:library>"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Ours" script:language="StarBasic">
{source}</script:module>"""
_SOURCE = """
Sub Main
  Dim how(1) As New com.sun.star.beans.PropertyValue
  how(0).Name = "Hidden" : how(0).Value = True
  how(1).Name = "MacroExecutionMode" : how(1).Value = 4
  book = StarDesktop.loadComponentFromURL("{url}", "_blank", 0, how())
  {calculate}
  Open "{answers}" For Output As #1
  {lines}
  Close #1
  book.close(True)
End Sub
"""


def answers_of(workbook: Path, expressions: Sequence[str], folder: Path, calculates: bool = True) -> list[str]:
    """What Basic *expressions* give, as text, with the open workbook called ``book`` and its macros allowed.

    Args:
        calculates: False leaves the functions alone that cells call.
    """
    profile = folder / "profile"
    command = [str(SOFFICE), "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}"]
    run_soffice([*command, "--terminate_after_init"], TIME_LIMIT_SECONDS)  # makes the profile, with an empty library
    library, answers = profile / "user" / "basic" / "Standard", folder / "answers.txt"
    library.joinpath("script.xlb").write_text(_LIBRARY, "utf-8")
    lines = "\n  ".join(f"Print #1, {expression}" for expression in expressions)
    source = _SOURCE.format(url=workbook.as_uri(), answers=answers, lines=lines, calculate="book.calculateAll()" if calculates else "")
    library.joinpath("Ours.xba").write_text(_MODULE.format(source=escape(source)), "utf-8")
    run_soffice([*command, "macro:///Standard.Ours.Main"], TIME_LIMIT_SECONDS)
    return answers.read_text("utf-8").splitlines()
