"""A cell that is being typed into when somebody goes away."""

from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView


def save_open_cell(view: QAbstractItemView) -> None:
    """Hand what is typed into an open cell to the model, and close the cell; nothing where none is open."""
    editor = view.focusWidget()
    if editor is not None and editor.parentWidget() is view.viewport():
        view.commitData(editor)
        view.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
