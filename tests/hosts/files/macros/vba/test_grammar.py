"""Our modules are VBA: Excel compiles a module when something in it is first called, and one wrong line stops all of it."""

from __future__ import annotations

import pytest

from tests.hosts.files.macros.vba.grammar import (
    MACHINES,
    chosen,
    faults,
    known_as,
    modules,
    needs_vba_grammar,
    recorded,
)

SOUND = 'Attribute VB_Name = "Module"\nOption Explicit\nSub Hello()\n    MsgBox "Hello"\nEnd Sub\n'


@needs_vba_grammar
def test_every_module_that_we_ship_parses(record_property):
    """Those whose text was parsed before are known by their hash: `python -m tests.hosts.files.macros.vba.grammar` records new ones."""
    shipped, known = modules(), recorded()
    changed = {name: text for name, text in shipped.items() if name not in known}
    wrong = [f"{name.split()[0]} {fault}" for name, text in changed.items() for fault in faults(text)]
    record_property(
        "vba_grammar", f"{len(shipped)} modules, {len(changed)} of them changed and parsed now, {len(wrong)} faults"
    )
    assert not wrong, "\n".join(wrong[:20])
    assert {name.split()[0] for name in shipped} >= {
        "KpiXlMacros", "KpiXlWords", "KpiXlRibbon", "KpiXlUdfs", "xlwings", "Dictionary", "ThisWorkbook", "Sheet1",
    }  # fmt: skip


@needs_vba_grammar
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("End Sub\n", "End Function\n"),
        ("MsgBox ", "MsgBox = = "),
        ('"Hello"', '"Hello'),
        ("Sub Hello()", "Sub Hello(ByVal Optional Name As)"),
    ],
)
def test_what_is_no_vba_is_found(old: str, new: str):
    """A grammar that takes anything would be of no use."""
    assert faults(SOUND) == []
    assert faults(SOUND.replace(old, new))[0].startswith("Windows")


@needs_vba_grammar
def test_a_module_that_was_broken_is_parsed_again():
    """A record that knew modules by their names alone would let it pass."""
    sound = next(text for name, text in modules().items() if name.startswith("KpiXlWords "))
    broken = sound.replace("End Function", "End Sub")
    assert known_as(broken) not in recorded()
    assert faults(broken) != []


def test_each_machine_compiles_its_own_lines():
    """Both halves of an #If would be two functions of one name."""
    text = '#Const App = "Excel"\n#If Mac Then \' not here\na\n#ElseIf App = "Excel" And Not Mac Then\nb\n#Else\nc\n#End If\nd\n'
    read = {machine: chosen(text, constants).split() for machine, constants in MACHINES.items()}
    assert read == {"Windows": ["b", "d"], "Mac": ["a", "d"]}
