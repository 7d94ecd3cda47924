"""What the function wizard says about arguments, as workbook.xml carries it."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from kpi_xl.functions import catalogue, find
from kpi_xl.hosts.excel.functions.argument_help import (
    EXTENSION,
    NAMESPACE,
    argument_descriptions,
    argument_help,
    stand_in,
)
from kpi_xl.language import speaking

IN_MAIN = f"{{{NAMESPACE}}}"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_argument_is_described_as_the_format_wants_it(language):
    """MS-OFFMACRO2 2.2.5: counted, numbered from 0, at most 255 characters; else Excel repairs the file."""
    with speaking(language):
        extension = ElementTree.fromstring(argument_descriptions())
        helps = {function.name: [argument_help(each) for each in function.parameters] for function in catalogue()}
    assert (extension.tag, extension.get("uri")) == ("ext", EXTENSION)
    described = {}
    for name in extension.iter(f"{IN_MAIN}definedName"):
        (listed,) = name
        assert listed.get("count") == str(len(listed))
        assert [each.get("index") for each in listed] == [str(index) for index in range(len(listed))]
        described[name.get("name")] = [each.text for each in listed]
    assert list(described) == sorted(described, key=str.casefold)  # as Excel stores names
    assert described == {name: lines for name, lines in helps.items() if lines}
    assert all(1 <= len(line) <= 255 for lines in helps.values() for line in lines)


def test_help_is_in_the_spoken_language():
    """Japanese first: this is the one place where the wizard can speak it."""
    rate = find("KPI_REQUIRED_APPOINTMENTS").parameters[-1]
    assert argument_help(rate) == "商談実施率（アポイントあたりの商談）。省略時は SHOW_RATE のセル（なければ 100%）"
    with speaking("en"):
        assert argument_help(rate) == "meetings per appointment; when omitted: the cell SHOW_RATE (else 100%)"


def test_what_stands_in_is_told_for_every_argument_that_may_be_left_out():
    """A person who leaves one out should know what was computed with."""
    for function in catalogue():
        for parameter in function.parameters:
            has_stand_in = parameter.input is not None or parameter.default not in (None, "")
            assert (stand_in(parameter) is not None) == has_stand_in, (function.name, parameter.name)
