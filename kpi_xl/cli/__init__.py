"""The command line. Imports are late: ``kpi-xl --help`` answers at once.

Exit status: 0 done, 2 the input has to be corrected (one message, no traceback).
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kpi_xl.language import LANGUAGES, Text, language_of_environment, speaking

if TYPE_CHECKING:
    from kpi_xl.errors import Finding

WRONG_INPUT = 2
SELDOM = 100_000
"""New objects until Python looks for garbage again: a run is short and leaves hardly any."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run ``kpi-xl`` and exit."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console in CP932 or ASCII must not break on ○ or ▲
            stream.reconfigure(errors="replace")
    if is_whole_process := arguments is None:
        gc.set_threshold(SELDOM)
    with speaking(wanted_language(given)):
        status = run(given)
    if is_whole_process:
        gc.freeze()  # what is left goes with it; looking for garbage there takes half as long as writing a workbook
    sys.exit(status)


def wanted_language(arguments: Sequence[str]) -> str:
    """``--lang`` wherever it stands, else KPI_XL_LANG, else Japanese. A wrong word is left for click to refuse."""
    words = list(arguments)
    for index, word in enumerate(words):
        if word == "--":
            break
        value = word.removeprefix("--lang=") if word.startswith("--lang=") else None
        if word == "--lang" and index + 1 < len(words):
            value = words[index + 1]
        if value in LANGUAGES:
            return str(value)
    return language_of_environment()


def run(arguments: Sequence[str]) -> int:
    """Run the command in the spoken language; its exit status."""
    import click

    from kpi_xl.cli.commands.group import build
    from kpi_xl.cli.terminal.usage import refuse_passwords, usage_finding
    from kpi_xl.errors import KpiError

    try:
        refuse_passwords(arguments)
        build().main(args=list(arguments), prog_name="kpi-xl", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.Abort:
        return 130
    except click.UsageError as error:
        click.echo(str(usage_finding(error)), err=True)
        return WRONG_INPUT
    except KpiError as error:
        click.echo(str(error), err=True)
        return WRONG_INPUT
    except BrokenPipeError:  # `kpi-xl … | head`
        _say_no_more()
        return 0
    except OSError as error:
        click.echo(str(_refusal(error)), err=True)
        return WRONG_INPUT
    return 0


def _refusal(error: OSError) -> Finding:
    """What the system refused: a file, or what is printed, which alone has no name."""
    from kpi_xl.disks import ONLY_WHEN_WRITING, refusal

    if error.filename is None and error.errno in ONLY_WHEN_WRITING:
        _say_no_more()
        return refusal(error, _STDOUT, _OTHER_STDOUT)
    return refusal(error)


def _say_no_more() -> None:
    """What cannot be printed is not tried again when the interpreter ends."""
    sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123  (held until then)


_STDOUT = Text("標準出力", "Standard output")
_OTHER_STDOUT = Text("出力先のディスクの空きを確認してください", "Check the free space on the output disk")
