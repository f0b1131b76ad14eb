"""A cell that is being typed into when somebody goes away."""

from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QWidget


def save_open_cell(view: QAbstractItemView) -> None:
    """Hand what is typed into an open cell to the model, and close the cell; nothing where none is open."""
    editor = view.focusWidget()
    if editor is not None and editor.parentWidget() is view.viewport() and not _was_closed(editor):
        view.commitData(editor)
        view.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)


def _was_closed(editor: QWidget) -> bool:
    """Between two fast keys the view may still know an editor that it has closed and that is yet to be thrown away."""
    return editor.isHidden()
