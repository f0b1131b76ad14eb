"""A quiet marker beside a field that two laptops have changed differently: it offers the versions to choose from."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from gk_desktop.base.i18n import _
from gk_desktop.domain.fields import FieldDeclaration
from gk_desktop.services.record_keeping import FieldVersion
from gk_desktop.ui.icons import icon
from gk_desktop.ui.viewmodels.field_texts import shown
from gk_desktop.ui.viewmodels.history_model import moment_of
from gk_desktop.ui.viewmodels.record_titles import TitleLookUp


class VersionsButton(QToolButton):
    # Name of the field, and the value that was chosen among its versions.
    version_chosen = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field_name = ""
        self._offered: tuple[FieldVersion, ...] = ()
        self._choices: QMenu | None = None
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setAutoRaise(True)
        self.setAccessibleName(_("Fassungen"))
        self.setToolTip(_("Auf zwei Rechnern verschieden geändert. Wählen Sie, was gelten soll."))
        self.setIcon(icon("merge", self.palette()))
        self.hide()

    def offer(
        self, field: FieldDeclaration, versions: tuple[FieldVersion, ...], title_of: TitleLookUp, *, named: bool = False
    ) -> None:
        """Show what was said differently; fewer than two versions offer nothing. `named`: with the field's label."""
        self._field_name, self._offered = field.name, versions
        self.setVisible(len(versions) > 1)
        if len(versions) < 2:
            return
        menu = QMenu(self)
        for position, version in enumerate(versions):
            text = shown(field, version.value, title_of) or _("(leer)")
            who = version.operation.author or "–"
            action = menu.addAction(f"{text}   ({who}, {moment_of(version.operation):%d.%m.%Y %H:%M})")
            action.setData(position)
        menu.triggered.connect(self._on_version)
        self.setMenu(menu)
        if self._choices is not None:
            self._choices.deleteLater()
        self._choices = menu
        said = _("{count} Fassungen").format(count=len(versions))
        whole = _("{label}: {said}").format(label=_(field.label), said=said)
        self.setText(whole if named else said)
        self.setAccessibleName(whole)

    @Slot(QAction)
    def _on_version(self, action: QAction) -> None:
        self.version_chosen.emit(self._field_name, self._offered[int(action.data())].value)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.setIcon(icon("merge", self.palette()))
