"""What click finds wrong with a command line, in our words and both languages."""

from __future__ import annotations

import click

from kpi_xl.errors import NO_VALUE, Finding, did_you_mean, quoted
from kpi_xl.language import Text


def usage_message(error: click.UsageError) -> str:
    """One message: what is wrong, and where help is."""
    command = error.ctx.command_path if error.ctx else "kpi-xl"
    return str(Finding(command, NO_VALUE, _rule(error), _remedy(error, command)))


def _rule(error: click.UsageError) -> Text:
    match error:
        case click.NoSuchOption():
            return Text(f"オプション {error.option_name} はありません", f"there is no option {error.option_name}")
        case click.MissingParameter():
            name = _name_of(error)
            return Text(f"{name} を指定してください", f"{name} is missing")
        case click.BadParameter():
            name = _name_of(error)
            return Text(f"{name} の値が正しくありません（{error.message}）", f"the value of {name} is not valid ({error.message})")
        case click.BadOptionUsage():
            return Text(f"{error.option_name} の使い方が違います", f"{error.option_name} is not used rightly")
    if isinstance(error, click.NoArgsIsHelpError):
        return Text("コマンドを指定してください", "a command is missing")
    word = error.message.partition("'")[2].rpartition("'")[0]
    if error.message.startswith("No such command"):
        return Text(f"「{quoted(word)}」というコマンドはありません", f"there is no command '{quoted(word)}'")
    return Text(f"指定が正しくありません（{error.message}）", error.message.rstrip("."))


def _remedy(error: click.UsageError, command: str) -> Text:
    if isinstance(error, click.NoSuchOption) and error.possibilities:
        return did_you_mean(error.option_name, error.possibilities)
    return Text(f"{command} --help に使い方があります", f"See {command} --help")


def _name_of(error: click.BadParameter) -> str:
    parameter = error.param
    if parameter is None:
        return error.param_hint if isinstance(error.param_hint, str) else ""
    return parameter.opts[0] if isinstance(parameter, click.Option) else parameter.human_readable_name
