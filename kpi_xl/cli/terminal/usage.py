"""What click finds wrong with a command line, in our words and both languages."""

from __future__ import annotations

from collections.abc import Sequence

import click

from kpi_xl.errors import NO_VALUE, Finding, InputError, did_you_mean
from kpi_xl.language import Text
from kpi_xl.passwords import holds_password

SOURCE = "--source"


def refuse_passwords(arguments: Sequence[str]) -> None:
    """Refuse addresses with a password wherever they stand, before anything is done or said; ``--source`` has its own words for it.

    Raises:
        InputError: each of them, by its option; the password is not repeated.
    """
    places = [_option_of(arguments, index) for index, word in enumerate(arguments) if holds_password(_value_of(word))]
    if findings := [Finding(place, NO_VALUE, _PASSWORD, _NO_PASSWORD) for place in places if place != SOURCE]:
        raise InputError(findings)


def _option_of(arguments: Sequence[str], index: int) -> str | Text:
    """The option that a word is the value of; else which word it is."""
    word, before = arguments[index], arguments[index - 1] if index else ""
    if word.startswith("--") and "=" in word:
        return word.partition("=")[0]
    return before if before.startswith("-") and "=" not in before else _NTH.format(number=index + 1)


def _value_of(word: str) -> str:
    return word.partition("=")[2] if word.startswith("--") else word


def usage_finding(error: click.UsageError) -> Finding:
    """What is wrong, and where help is."""
    command = error.ctx.command_path if error.ctx else "kpi-xl"
    see_help = Text(f"「{command} --help」で使い方を確認してください", f"See {command} --help")
    match error:
        case click.exceptions.NoArgsIsHelpError():
            return Finding(command, _COMMAND, _MISSING, see_help)
        case click.exceptions.NoSuchCommand():
            return Finding(command, error.command_name, _UNKNOWN_COMMAND, did_you_mean(error.command_name, _commands(error)))
        case click.NoSuchOption():
            near = did_you_mean(error.option_name, error.possibilities) if error.possibilities else see_help
            return Finding(command, error.option_name, _UNKNOWN_OPTION, near)
        case click.MissingParameter():
            return Finding(command, _name_of(error), _MISSING, see_help)
        case click.BadOptionUsage():
            return Finding(command, error.option_name, _NO_VALUE_TAKEN if _is_flag(error) else _VALUE_MISSING, see_help)
        case click.BadParameter():
            return Finding(f"{command} {_name_of(error)}", error.message, _REFUSED, see_help)
    if error.message.startswith("Missing command"):
        return Finding(command, _COMMAND, _MISSING, see_help)
    if error.message.startswith("Got unexpected extra argument"):
        return Finding(command, error.message.partition("(")[2].removesuffix(")"), _TOO_MANY, _QUOTE_SPACES)
    return Finding(command, error.message, _REFUSED, see_help)


def _commands(error: click.UsageError) -> list[str]:
    group = error.ctx.command if error.ctx else None
    return group.list_commands(error.ctx) if isinstance(group, click.Group) and error.ctx else []


def _is_flag(error: click.BadOptionUsage) -> bool:
    options = error.ctx.command.params if error.ctx else []
    return any(isinstance(each, click.Option) and each.is_flag and error.option_name in each.opts for each in options)


def _name_of(error: click.BadParameter) -> str:
    parameter = error.param
    if parameter is None:
        return ""
    return max(parameter.opts, key=len) if isinstance(parameter, click.Option) else parameter.human_readable_name


_NTH = Text("{number}番目の引数", "argument {number}")
_PASSWORD = Text(
    "にパスワードを書かないでください（コマンドの履歴に残ります）", "must not hold a password, which would stay in the shell's history"
)
_NO_PASSWORD = Text(
    "データベースは --source で、パスワードなしのURLを指定してください", "Name a database with --source, by an address without a password"
)
_COMMAND = Text("コマンド", "COMMAND")
_UNKNOWN_COMMAND = Text("というコマンドはありません", "is not a command")
_UNKNOWN_OPTION = Text("というオプションはありません", "is not an option")
_MISSING = Text("が指定されていません", "is missing")
_VALUE_MISSING = Text("の値がありません", "needs a value")
_NO_VALUE_TAKEN = Text("には値を付けられません", "does not take a value")
_TOO_MANY = Text("は余分な引数です", "is one argument too many")
_QUOTE_SPACES = Text("空白を含む値は引用符で囲んでください", "Put a value with spaces in quotes")
_REFUSED = Text("は正しい指定ではありません", "is not valid")
