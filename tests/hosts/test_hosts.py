"""What every program that has a workbook open owes its users: the same commands, an installation, tests of its own."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.spreadsheet import ROOT

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
LAYERS = next(contract["layers"] for contract in CONTRACTS if contract["id"] == "hosts")
HOSTS = sorted(set(re.findall(r"\w+", LAYERS[0])) - {"files"})
"""Of the contract's first layer; workbooks on disk have nobody before them."""


def test_the_contract_names_the_hosts():
    """What it does not name would be held to nothing here."""
    assert {"excel", "libreoffice"} <= set(HOSTS)


@pytest.mark.parametrize("host", HOSTS)
def test_every_host_offers_the_commands_of_the_catalogue(host: str):
    """A command that one host lacks is missed by those who learnt it in another; what goes wrong is said alike in all."""
    source = "\n".join(path.read_text("utf-8") for path in (ROOT / "kpi_xl" / "hosts" / host).rglob("*.py"))
    assert "with_python()" in source, "take the commands from kpi_xl/hosts/commands/catalogue.py"
    assert "carry_out(" in source, "carry them out by kpi_xl/hosts/commands/running.py: mypy then sees whether the Host is whole"


@pytest.mark.parametrize("host", HOSTS)
def test_every_host_can_be_installed_and_examined(host: str):
    """Nobody copies an add-in to its place by hand."""
    installing = (ROOT / "kpi_xl" / "cli" / "installing.py").read_text("utf-8")
    assert f"kpi_xl.hosts.{host}" in installing, "kpi-xl install and doctor do not know it: kpi_xl/cli/installing.py"


@pytest.mark.parametrize("host", HOSTS)
def test_every_host_has_tests_of_its_own(host: str):
    """Its program is not to be had everywhere; a double of it is."""
    assert list((ROOT / "tests" / "hosts" / host).glob("test_*.py")) != [], f"write tests/hosts/{host}/"
