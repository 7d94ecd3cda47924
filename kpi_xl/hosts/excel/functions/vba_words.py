"""Names that VBA source may carry."""

from __future__ import annotations

from kpi_xl.functions.definition.parameters import Parameter

_RESERVED = frozenset(
    """
    call case close const declare defbool defbyte defcur defdate defdbl defint deflng deflnglng deflngptr defobj defsng
    defstr defvar dim do else elseif end endif enum erase event exit for friend function get global gosub goto if
    implements input let lock loop lset next on open option print private public put raiseevent redim resume return rset
    seek select set static stop sub type unlock wend while with write rem
    any as byref byval each in new shared until withevents optional paramarray preserve spc tab then to
    addressof and eqv imp is like mod not or typeof xor
    abs cbool cbyte ccur cdate cdbl cdec cint clng clnglng clngptr csng cstr cvar cverr date debug doevents fix int len
    lenb me pset scale sgn string array circle inputb lbound ubound
    boolean byte currency double integer long longlong longptr single variant true false nothing empty null
    attribute cdecl decimal defdec
    """.split()  # noqa: SIM905  (a list of a hundred quoted words nobody reads)
)
"""Words that no VBA variable may be called (MS-VBAL 3.3.5.2): one that is, and no module of the project compiles."""


def variable(parameter: Parameter) -> str:
    """The VBA variable that stands for *parameter*.

    >>> from kpi_xl.functions import find
    >>> [variable(each) for each in find("KPI_WORKING_DAYS").parameters]
    ['start', 'end_', 'holidays']
    """
    return f"{parameter.name}_" if parameter.name.casefold() in _RESERVED else parameter.name
