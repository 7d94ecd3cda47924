"""What is said to the person, and asked."""

from __future__ import annotations

from typing import Any

import uno

TITLE = "kpi-xl"
OK, YES_NO = 1, 3 | 0x40000  # com.sun.star.awt.MessageBoxButtons; Yes is what Return chooses
YES = 2  # com.sun.star.awt.MessageBoxResults
LOGS = ("CSV, Excel", "*.csv;*.tsv;*.txt;*.xlsx;*.xlsm")
OPEN_SOME = 0  # com.sun.star.ui.dialogs.TemplateDescription.FILEOPEN_SIMPLE
OK_BUTTON = 1  # com.sun.star.awt.PushButtonType
PLACE = 3  # com.sun.star.awt.PosSize.POS
LINE_HEIGHT, WIDTH, MARGIN = 12, 160, 6


def tell(context: Any, window: Any, message: str, is_error: bool = False) -> None:
    _box(context, window, "ERRORBOX" if is_error else "INFOBOX", OK, message)


def ask(context: Any, window: Any, question: str) -> bool:
    return _box(context, window, "QUERYBOX", YES_NO, question) == YES


def _box(context: Any, window: Any, kind: str, buttons: int, message: str) -> int:
    toolkit = _service(context, "com.sun.star.awt.Toolkit")
    kind = uno.Enum("com.sun.star.awt.MessageBoxType", kind)
    box = toolkit.createMessageBox(window, kind, buttons, TITLE, message)
    try:
        return box.execute()
    finally:
        box.dispose()


def choose(context: Any, window: Any, question: str, choices: list) -> int | None:
    """Which of *choices* is wanted: a list, for LibreOffice has no dialogue of that kind."""
    model = _service(context, "com.sun.star.awt.UnoControlDialogModel")
    model.Title = TITLE
    list_height = LINE_HEIGHT * max(4, len(choices))
    model.Width, model.Height = WIDTH + 2 * MARGIN, list_height + 4 * LINE_HEIGHT + 3 * MARGIN
    _add(model, "FixedText", "question", MARGIN, 2 * LINE_HEIGHT, Label=question, MultiLine=True, NoLabel=True)
    top = 2 * LINE_HEIGHT + MARGIN
    _add(model, "ListBox", "choices", top, list_height, StringItemList=tuple(choices), SelectedItems=(0,))
    _add(model, "Button", "ok", top + list_height + MARGIN, 15, PushButtonType=OK_BUTTON, DefaultButton=True)
    dialog = _service(context, "com.sun.star.awt.UnoControlDialog")
    dialog.setModel(model)
    dialog.createPeer(_service(context, "com.sun.star.awt.Toolkit"), window)
    own, around = dialog.getPosSize(), window.getPosSize()
    dialog.setPosSize((around.Width - own.Width) // 2, (around.Height - own.Height) // 2, 0, 0, PLACE)
    dialog.getControl("choices").setFocus()
    try:
        return dialog.getControl("choices").SelectedItemPos if dialog.execute() == 1 else None
    finally:
        dialog.dispose()


def _add(model: Any, kind: str, name: str, top: int, height: int, **properties: Any) -> None:
    control = model.createInstance(f"com.sun.star.awt.UnoControl{kind}Model")
    control.PositionX, control.PositionY, control.Width, control.Height = MARGIN, top, WIDTH, height
    for each, value in properties.items():
        setattr(control, each, value)
    model.insertByName(name, control)


def pick_files(context: Any, question: str) -> list:
    """The paths of files; none where the person changes their mind."""
    picker = _service(context, "com.sun.star.ui.dialogs.FilePicker")
    picker.initialize((OPEN_SOME,))
    picker.setMultiSelectionMode(True)
    picker.setTitle(question)
    picker.appendFilter(*LOGS)
    return [uno.fileUrlToSystemPath(url) for url in picker.getSelectedFiles()] if picker.execute() else []


def _service(context: Any, name: str) -> Any:
    return context.ServiceManager.createInstanceWithContext(name, context)
