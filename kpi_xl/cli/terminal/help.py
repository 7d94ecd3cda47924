"""Help in the spoken language: click's own headings, marks and ``--help`` are English otherwise."""

from __future__ import annotations

from typing import Any

import click

from kpi_xl.language import Text


class SpokenFormatter(click.HelpFormatter):
    """Writes click's headings in our words."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, str(Text("使い方：", "Usage: ")))

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{_HEADINGS.get(heading, heading)}{Text('：', ':')}\n")


class SpokenContext(click.Context):
    formatter_class = SpokenFormatter


class SpokenOption(click.Option):
    """An option whose mark for "required" is spoken too."""

    def get_help_extra(self, ctx: click.Context) -> Any:
        extra = super().get_help_extra(ctx)
        if "required" in extra:
            extra["required"] = str(Text("必須", "required"))
        return extra


class SpokenCommand(click.Command):
    context_class = SpokenContext

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = str(Text("この説明を表示する", "show this message"))
        return option

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # the parser does not know in which command it works
            raise


class SpokenGroup(SpokenCommand, click.Group):
    """The commands, in the order in which they were added."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


_HEADINGS = {"Options": Text("オプション", "Options"), "Commands": Text("コマンド", "Commands")}
