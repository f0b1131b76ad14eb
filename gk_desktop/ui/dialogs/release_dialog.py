"""The question before minutes are released: what it means, in words, because it cannot be undone."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from gk_desktop.base.i18n import _
from gk_desktop.domain.minutes import MINUTES_KIND_LABELS, Minutes
from gk_desktop.ui.widgets.button_order import tab_along


class ReleaseDialog(QDialog):
    """Enter alone releases nothing: the button that keeps things as they are is the default."""

    # Somebody has read the question and answered yes.
    release_confirmed = Signal()

    def __init__(self, minutes: Minutes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind = _(MINUTES_KIND_LABELS[minutes.kind])
        self._question = QLabel(_("{kind}, Fassung {version}, freigeben?").format(kind=kind, version=minutes.version))
        self._meaning = QLabel(
            _(
                "Die Fassung wird eingefroren: Was sie jetzt für jede Klasse sagt, bleibt so, auch wenn sich Mitschrift"
                " oder Namen später ändern. Weitere Einträge und Korrekturen gehören zur nächsten Fassung, und die"
                " Liste der Änderungen zeigt, was neu ist.\n\nDas lässt sich nicht rückgängig machen."
            )
        )
        self._buttons = QDialogButtonBox()
        self._release = self._buttons.addButton(_("&Freigeben"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._keep = self._buttons.addButton(_("&Noch nicht"), QDialogButtonBox.ButtonRole.RejectRole)
        self._lay_out()

        self._buttons.accepted.connect(self._on_accepted)
        self._buttons.rejected.connect(self.reject)

        self.setObjectName("release_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(_("Protokoll freigeben"))
        self._keep.setFocus()

    def _lay_out(self) -> None:
        font = self._question.font()
        font.setBold(True)
        self._question.setFont(font)
        self._question.setWordWrap(True)
        self._question.setObjectName("release_question")
        self._meaning.setWordWrap(True)
        self._meaning.setMinimumWidth(440)
        self._release.setObjectName("release")
        self._release.setAutoDefault(False)
        self._keep.setObjectName("keep")
        self._keep.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(self._question)
        layout.addWidget(self._meaning)
        layout.addSpacing(8)
        layout.addWidget(self._buttons)
        tab_along(self._buttons)

    @Slot()
    def _on_accepted(self) -> None:
        self.release_confirmed.emit()
        self.accept()
