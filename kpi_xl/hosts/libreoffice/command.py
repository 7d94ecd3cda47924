"""One command of the menu: ``python -m kpi_xl.hosts.libreoffice.command ID``, started by LibreOffice for each.

A process of its own, so that a command that fails, or takes long, leaves the functions alone.
"""

from __future__ import annotations

import sys
from datetime import date

from kpi_xl.hosts.commands.catalogue import with_python
from kpi_xl.hosts.commands.running import carry_out, log_file
from kpi_xl.hosts.libreoffice.frames import own_pipe
from kpi_xl.hosts.libreoffice.remote_host import DONE, Office, RemoteHost


def main(command_id: str) -> None:
    """Carry out a command of the catalogue."""
    pipe = own_pipe()
    action = with_python()[command_id].action
    assert action is not None
    carry_out(RemoteHost(Office(pipe)), lambda host: action(host, date.today()), log_file())
    pipe.send((DONE,))


if __name__ == "__main__":
    main(*sys.argv[1:])
