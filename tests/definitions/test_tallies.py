"""Tallies are keys: equal ones are one object, however they come about."""

from __future__ import annotations

import pickle
import subprocess
import sys
from dataclasses import replace

from kpi_xl.definitions import Tallied, Tally, all_roles, tallies_of

WON = Tally(Tallied.SUM, ("won",), sources_not=("web",))


def test_equal_tallies_are_one_object():
    """Whatever makes them: a definition file, a copy with a field changed and changed back, another spelling of the call."""
    assert Tally(tallied=Tallied.SUM, kinds=("won",), sources=(), sources_not=("web",)) is WON
    assert replace(replace(WON, sources_not=()), sources_not=("web",)) is WON
    assert Tally(Tallied.COUNT, ("won",)) is not Tally(Tallied.SUM, ("won",))


def test_a_tally_from_another_process_is_the_same():
    """Member workbooks are written by several processes: what they are handed must find what they count."""
    assert pickle.loads(pickle.dumps(WON)) is WON
    for ours, made in zip(all_roles(), pickle.loads(pickle.dumps(all_roles())), strict=True):
        assert all(mine is theirs for mine, theirs in zip(tallies_of(ours), tallies_of(made), strict=True))
    code = "import pickle, sys; made = pickle.loads(sys.stdin.buffer.read()); sys.stdout.buffer.write(pickle.dumps({made: 1}))"
    ran = subprocess.run([sys.executable, "-c", code], input=pickle.dumps(WON), stdout=subprocess.PIPE, check=True)
    assert pickle.loads(ran.stdout)[WON] == 1
