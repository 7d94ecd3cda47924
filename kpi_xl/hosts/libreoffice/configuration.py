"""What LibreOffice is told of the extension: functions and their help, as configuration files (.xcu)."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from kpi_xl.functions import Function, catalogue
from kpi_xl.functions.definition.parameters import Parameter
from kpi_xl.hosts.libreoffice.methods import SERVICE, argument_of, method_of
from kpi_xl.language import LANGUAGES, Text

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:component-data xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
    " oor:name={name} oor:package={package}>\n"
)
TAIL = "</oor:component-data>\n"


def component(name: str, package: str, *nodes: str) -> str:
    """A configuration file."""
    return HEAD.format(name=quoteattr(name), package=quoteattr(package)) + "\n".join(nodes) + "\n" + TAIL


def node(name: str, *inner: str, operation: str = "") -> str:
    """A node; *operation* says what becomes of one that is there already: "replace" or "fuse"."""
    attribute = f' oor:op="{operation}"' if operation else ""
    return f"<node oor:name={quoteattr(name)}{attribute}>{''.join(inner)}</node>"


def prop(name: str, value: object) -> str:
    """A property that reads alike in every language."""
    return f"<prop oor:name={quoteattr(name)}><value>{escape(str(value))}</value></prop>"


def words(name: str, text: Text) -> str:
    """A property in every language; English stands in for languages that we do not speak."""
    values = "".join(f'<value xml:lang="{language}">{escape(_in(text, language))}</value>' for language in LANGUAGES)
    return f"<prop oor:name={quoteattr(name)}>{values}</prop>"


def _in(text: Text, language: str) -> str:
    return text.ja if language == "ja" else text.en


# --- functions -----------------------------------------------------------------------------------------------------


def functions_configuration() -> str:
    """CalcAddIns.xcu: the functions in the function wizard."""
    functions = node("AddInFunctions", *map(_function, catalogue()))
    add_in = node(SERVICE, functions, operation="replace")
    return component("CalcAddIns", "org.openoffice.Office", node("AddInInfo", add_in))


def _function(function: Function) -> str:
    name = Text(function.name, function.name)
    return "\n" + node(
        method_of(function.name),
        words("DisplayName", name),
        words("CompatibilityName", name),
        words("Description", _help(function)),
        prop("Category", "Add-In"),  # Calc knows no category of ours: the help begins with it
        node("Parameters", *_parameters(function)),
        operation="replace",
    )


def _help(function: Function) -> Text:
    label, text = function.category.label, function.help
    return Text(f"【{label.ja}】{text.ja}", f"[{label.en}] {text.en}")


def _parameters(function: Function) -> Iterator[str]:
    for parameter in function.parameters:
        shown = words("DisplayName", Text(parameter.name, parameter.name))
        yield node(argument_of(parameter.name), shown, words("Description", _parameter_help(parameter)), operation="replace")


def _parameter_help(parameter: Parameter) -> Text:
    if parameter.input is None:
        return parameter.help
    stands_in = Text("省略時は {name} のセル", "the cell {name} when omitted").format(name=parameter.input)
    return Text(f"{parameter.help.ja}。{stands_in.ja}", f"{parameter.help.en}; {stands_in.en}")


# --- documents -----------------------------------------------------------------------------------------------------

JOB = "kpixl.DocumentJob"
EVENTS = ("OnLoadFinished", "OnSaveDone", "OnSaveAsDone")


def jobs_configuration() -> str:
    """Jobs.xcu: what is done when a document was opened or saved."""
    job = node("Jobs", node(JOB, prop("Service", JOB), operation="replace"))
    called = node("JobList", node(JOB, operation="replace"))
    events = node("Events", *(node(event, called, operation="fuse") for event in EVENTS))
    return component("Jobs", "org.openoffice.Office", job, events)
