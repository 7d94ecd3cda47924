"""Frames: how the two sides talk over a pipe. Four bytes (the length), then a pickle of plain values."""

from __future__ import annotations

import os
import pickle
import struct
import sys
from typing import Any, BinaryIO

LENGTH = struct.Struct(">I")
PICKLE = 4
"""LibreOffice 7 brings Python 3.8 on Windows, which reads up to this one."""


class Pipe:
    """One end of the conversation."""

    def __init__(self, incoming: BinaryIO, outgoing: BinaryIO) -> None:
        self._incoming, self._outgoing = incoming, outgoing

    def receive(self) -> Any:
        """The next frame; None where the other side has closed."""
        head = self._incoming.read(LENGTH.size)
        if len(head) < LENGTH.size:
            return None
        return pickle.loads(self._incoming.read(LENGTH.unpack(head)[0]))

    def send(self, value: Any) -> None:
        content = pickle.dumps(value, protocol=PICKLE)
        self._outgoing.write(LENGTH.pack(len(content)) + content)
        self._outgoing.flush()


def own_pipe() -> Pipe:
    """The pipe to LibreOffice, which started this process: its standard streams, kept from whatever else may print."""
    incoming, outgoing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return Pipe(incoming, outgoing)
