"""Passwords in addresses are refused and repeated nowhere, wherever somebody types them and however they are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_xl.errors import NO_VALUE, Finding
from kpi_xl.language import Text
from kpi_xl.passwords import holds_password, without_passwords

SECRET = "hunter2"
ADDRESS = f"postgres://me:{SECRET}@host/db"
NOVEMBER = ("--role", "field_sales", "--month", "2026-11")
REFUSED = 2

ADDRESSES = [
    ADDRESS, f"POSTGRES://me:{SECRET}@host/db", f"jdbc:postgresql://me:{SECRET}@host/db", f"postgres:me:{SECRET}@host",
    f"postgres://me%3A{SECRET}%40host/db", f"postgres://me%253A{SECRET}%2540host/db", f"postgres://me：{SECRET}＠host/db",
    *(f"postgres://host/db?{name}={SECRET}" for name in (
        "password", "passwd", "pwd", "pass", "pw", "apikey", "api_key", "api-key", "access_key", "token", "access_token", "secret",
        "client_secret", "key", "sig", "auth", "credentials", "sslpassword", "private_key", "p%61ssword", "ＰＷＤ",
    )),
    f"postgres://host/db?user=me&Passwd={SECRET}", f"spark://host;x=1;PWD={SECRET}", f"postgres://host/db#password={SECRET}",
    f"host=db user=me password={SECRET}", f"host=db pwd = '{SECRET}'",
]  # fmt: skip
HARMLESS = [
    "postgres://me@host:5432/db", "postgres://a:5432,b:5432/db", "snowflake://c?authenticator=externalbrowser", "postgres://host/db?passfile=.pgpass",
    "snowflake://c?private_key_file=rsa.p8", "新規商談数を30件から50件に増やす：11月末まで", "C:\\log.csv", "me@example.com", "sales:2026.csv",
]  # fmt: skip
PLACES = [
    ("report", "{}", *NOVEMBER), ("report", "log.csv", *NOVEMBER, "--table", "{}"), ("report", "log.csv", *NOVEMBER, "--store", "{}"),
    ("report", "log.csv", *NOVEMBER, "-o", "{}"), ("report", "log.csv", *NOVEMBER, "--map", "{}"), ("report", "log.csv", *NOVEMBER, "--rejects={}"),
    ("report", "log.csv", "--month", "2026-11", "--plan", "{}"), ("report", "log.csv", *NOVEMBER, "--each-member", "{}"),
    ("report", "log.csv", "--role", "{}", "--month", "2026-11"), ("report", "log.csv", "--role", "field_sales", "--month", "{}"),
    ("report", *NOVEMBER, "--source", "{}"), ("report", *NOVEMBER, "--source={}"), ("report", *NOVEMBER, "--sorce", "{}"),
    ("import", "{}", "-o", "x.csv"), ("new", "{}", "-o", "x.xlsx"), ("new", "field_sales", "-o", "{}", "--json"), ("targets", "{}"), ("check", "{}"),
    ("eval", "{}"), ("{}",), ("demo", "-o", "{}"), ("adopt", "{}", "--case", "1"), ("templates", "check", "{}"), ("functions", "{}"),
    *(("report", "log.csv", *NOVEMBER, option, "{}") for option in ("--one-on-one", "--text", "--html")), ("month-end", "{}"),
    ("month-end", "plan.xlsx", "--out", "{}"), ("diff", "{}", "plan.xlsx"), ("actuals", "{}"),
    ("export-targets", "plan.xlsx", "--to", "csv", "--ids", "{}", "-o", "x.csv"), ("new", "--from", "{}", "-o", "x.xlsx"),
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_password_is_known_however_it_is_written(address: str):
    """Encoded, in capitals, in full width, by any of its names."""
    assert holds_password(address)
    assert SECRET not in without_passwords(f"「{address}」は使えません")


@pytest.mark.parametrize("text", HARMLESS)
def test_what_holds_no_password_is_left_alone(text: str):
    """An address with a port, a file that holds the password elsewhere, a goal."""
    assert not holds_password(text)
    assert without_passwords(f"'{text}' is not known.") == f"'{text}' is not known."


@pytest.mark.parametrize("place", PLACES, ids=" ".join)
def test_a_password_is_refused_in_any_option_and_never_repeated(place: tuple[str, ...], desk: Path, run):
    """A wrong option is a slip; the message about it goes into logs and tickets."""
    before = sorted(desk.rglob("*"))
    for address in (ADDRESS, f"postgres://host/db?p%61sswd={SECRET}"):
        said = run(*(word.format(address) for word in place))
        assert (said.status, said.out) == (REFUSED, "")
        assert SECRET not in said.err
        assert "パスワード" in said.err
    assert sorted(desk.rglob("*")) == before


def test_a_message_about_a_file_repeats_no_password(desk: Path):
    """A cell of a log, a key of a mapping: whatever a finding quotes."""
    finding = Finding(Path(ADDRESS), f"{ADDRESS}?x", Text("は使えません", "cannot be used"), Text(f"{ADDRESS} を消してください", f"Remove {ADDRESS}"))
    assert SECRET not in str(finding)
    assert SECRET not in str(Finding("log.csv", NO_VALUE, Text(ADDRESS, ADDRESS), Text("", "")))
