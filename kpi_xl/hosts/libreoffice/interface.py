"""The add-in's interface in UNO's own language, from which `unoidl-write` makes the type library.

Every argument and every result is ``any``: a number, a text, a range or nothing. A function that reads named cells gets
the calling document as its first argument, unseen by people; no other does, for handing it over takes 0.4 ms a call.
"""

from __future__ import annotations

from kpi_xl.functions import Function, catalogue
from kpi_xl.hosts.libreoffice.methods import MODULE, argument_of, method_of

INTERFACE = "functions.idl"
DOCUMENT = "[in] com::sun::star::beans::XPropertySet document"


def interface_text() -> str:
    """The IDL of all functions."""
    lines = [f"  {_declared(function)}" for function in catalogue()]
    return "\n".join([f"module {MODULE} {{", " interface XFunctions {", *lines, " };", "};", ""])


def _declared(function: Function) -> str:
    own = [f"[in] any {argument_of(parameter.name)}" for parameter in function.parameters]
    arguments = [DOCUMENT, *own] if function.reads_names else own
    return f"any {method_of(function.name)}({', '.join(arguments)});"
