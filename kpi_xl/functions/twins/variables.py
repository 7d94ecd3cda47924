"""Variables of LAMBDA and LET, as Excel stores them.

Every one ends in an underscore, as no workbook name, function or reference does: inside a LAMBDA a workbook name that
equals a parameter, case aside, would stand for the parameter (UNIT_PRICE for unit_price), and the input would be lost.
"""

from __future__ import annotations


def variable(name: str) -> str:
    """*name* in a body, or as a parameter that must be given.

    >>> variable("unit_price"), optional("unit_price")
    ('_xlpm.unit_price_', '_xlop.unit_price_')
    """
    return f"_xlpm.{name}_"


def optional(name: str) -> str:
    """*name* as a parameter that may be omitted; in the body it is a `variable`, and a wrong prefix makes Excel drop the LAMBDA."""
    return f"_xlop.{name}_"
