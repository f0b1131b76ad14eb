"""Namen prüfen: hit by hit, with one key each, before a document leaves the house."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _, ngettext
from gk_desktop.domain.consent import NameVerdict
from gk_desktop.domain.minutes import ExportClass, MinutesKind
from gk_desktop.services.name_check import NameCheck, NameHit
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.theme import Sign
from gk_desktop.ui.viewmodels.name_hits_model import NameHitsModel, outcome
from gk_desktop.ui.widgets.dialog_size import resize_within_screen
from gk_desktop.ui.widgets.hit_delegate import HitDelegate
from gk_desktop.ui.widgets.sign_label import SignLabel
from gk_desktop.ui.widgets.undo_keys import is_undo


class NameCheckDialog(QDialog):
    """Every decision is kept at once; closing loses nothing."""

    def __init__(
        self,
        context: WorkspaceContext,
        event_id: str,
        kind: MinutesKind,
        export_class: ExportClass,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._event_id = event_id
        self._kind = kind
        self._export_class = export_class
        self._check = NameCheck(is_possible=True, hits=())
        self._steps = 0
        self._count = QLabel()
        self._all = QCheckBox(_("Auch &zeigen, was ohnehin ersetzt wird"))
        self._model = NameHitsModel(self)
        self._list = QListView()
        self._hint = SignLabel(Sign.TASK)
        self._stand_in = QLineEdit()
        self._reason = QLineEdit()
        self._gap = SignLabel(Sign.WARNING)
        self._problem = SignLabel(Sign.WARNING)
        self._replace = QPushButton(_("&Ersetzen"))
        self._harmless = QPushButton(_("&Kein Name"))
        self._left_in = QPushButton(_("&Bleibt stehen"))
        self._withdraw = QPushButton(_("Zurü&cknehmen"))
        self._accept_all = QPushButton(_("Alle &Vorschläge annehmen"))
        self._undo = QPushButton(_("&Rückgängig"))
        self._close = QPushButton(_("&Fertig"))
        self._lay_out()
        self._dress()
        self._connect()
        self._refresh()
        self._go_to(self._model.next_open(-1) or 0)
        self._list.setFocus()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._count, 1)
        head.addWidget(self._all)
        form = QFormLayout()
        form.addRow(_("Er&satz"), self._stand_in)
        form.addRow(_("Be&gründung"), self._reason)
        buttons = QGridLayout()
        buttons.setSpacing(8)
        for column, button in enumerate((self._replace, self._harmless, self._left_in, self._withdraw)):
            buttons.addWidget(button, 0, column)
        below = QHBoxLayout()
        below.addWidget(self._accept_all)
        below.addWidget(self._undo)
        below.addStretch()
        below.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._gap)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._hint)
        layout.addLayout(form)
        layout.addLayout(buttons)
        layout.addWidget(self._problem)
        layout.addSpacing(8)
        layout.addLayout(below)

    def _dress(self) -> None:
        self.setObjectName("name_check_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(_("Namen prüfen: {cls}").format(cls=self._export_class.value))
        resize_within_screen(self, 820, 600)
        self._name_widgets()
        font = self._count.font()
        font.setBold(True)
        self._count.setFont(font)
        self._reason.setPlaceholderText(_("nur nötig, wenn ein Name stehen bleibt; wird festgehalten"))
        self._list.setModel(self._model)
        self._list.setItemDelegate(HitDelegate(self._list))
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._list.setUniformItemSizes(True)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        self._problem.hide()

    def _name_widgets(self) -> None:
        names = (
            (self._list, "name_hits", _("Treffer, mit dem Satz"), ""),
            (self._all, "show_all_names", "", _("Namen von Kommunen, Orten, Institutionen und Teilnehmenden")),
            (self._stand_in, "stand_in", _("Was an die Stelle des Namens tritt"), ""),
            (self._reason, "name_reason", _("Begründung, wenn ein Name stehen bleibt"), ""),
            (self._replace, "replace_name", "", _("In diesem Satz ersetzen (E in der Liste)")),
            (self._harmless, "no_name", "", _("In diesem Satz ist es ein anderes Wort (K in der Liste)")),
            (self._left_in, "leave_name", "", _("Ein Name, der hier lesbar bleibt; mit Begründung (B in der Liste)")),
            (self._withdraw, "withdraw_decision", "", _("Wieder ungeklärt (Entf in der Liste)")),
            (
                self._accept_all,
                "accept_all_names",
                "",
                _("Alles Ungeklärte wie vorgeschlagen ersetzen, in einem Schritt"),
            ),
            (self._undo, "undo_decision", "", _("Den letzten Schritt zurücknehmen (Strg+Z)")),
            (self._close, "close_names", "", _("Alle Entscheidungen sind schon gespeichert")),
            (self._count, "names_count", "", ""),
            (self._hint, "name_hint", "", ""),
            (self._gap, "names_gap", "", ""),
            (self._problem, "name_problem", "", ""),
        )
        for widget, name, accessible, tool_tip in names:
            widget.setObjectName(name)
            widget.setToolTip(tool_tip)
            if accessible:
                widget.setAccessibleName(accessible)

    def _connect(self) -> None:
        self._list.selectionModel().currentChanged.connect(self._on_current_changed)
        self._list.installEventFilter(self)
        self._stand_in.returnPressed.connect(self._on_replace)
        self._reason.returnPressed.connect(self._on_left_in)
        self._replace.clicked.connect(self._on_replace)
        self._harmless.clicked.connect(self._on_harmless)
        self._left_in.clicked.connect(self._on_left_in)
        self._withdraw.clicked.connect(self._on_withdraw)
        self._accept_all.clicked.connect(self._on_accept_all)
        self._undo.clicked.connect(self._on_undo)
        self._all.toggled.connect(self._refresh)
        self._close.clicked.connect(self.accept)
        self._context.failed.connect(self._on_failed)
        self._context.identities_changed.connect(self._refresh)

    @property
    def _current(self) -> NameHit | None:
        return self._model.hit(self._list.currentIndex())

    @Slot()
    def _refresh(self) -> None:
        checks = self._context.workspace.name_checks
        check = self._context.perform(lambda: checks.of(self._event_id, self._export_class, self._kind))
        if check is None:
            return
        self._check = check
        asked = [hit for hit in check.hits if hit.needs_decision or hit.decision]
        current = self._current
        self._model.set_hits(check.hits if self._all.isChecked() else asked)
        row = self._model.row_of(current) if current else None
        self._go_to(row or 0)
        self._count.setText(_counted(check))
        self._gap.setText(check.gap)
        self._gap.setVisible(bool(check.gap))
        self._accept_all.setEnabled(bool(check.open_hits))
        self._undo.setEnabled(self._steps > 0)
        self._show_current()

    def _go_to(self, row: int) -> None:
        self._list.setCurrentIndex(self._model.index(row))

    def _show_current(self) -> None:
        hit = self._current
        self._hint.setText(_hint(hit))
        self._stand_in.setText("" if hit is None else hit.proposal if _stays(hit) else outcome(hit))
        self._reason.setText(hit.decision.reason if hit and hit.decision else "")
        for widget in (self._stand_in, self._reason, self._replace, self._harmless, self._left_in):
            widget.setEnabled(hit is not None)
        self._withdraw.setEnabled(hit is not None and hit.decision is not None)
        self._problem.hide()

    def _take(self, verb: Callable[[], object]) -> None:
        """Carry out a step, and go on to what is open next."""
        row = self._list.currentIndex().row()
        self._problem.hide()
        if self._context.perform(lambda: verb() or True) is None:
            return
        self._steps += 1
        self._refresh()
        following = self._model.next_open(row)
        if following is not None:
            self._go_to(following)
        self._list.setFocus()

    def _decide(self, verdict: NameVerdict) -> None:
        hit = self._current
        if hit is None:
            return
        checks = self._context.workspace.name_checks
        stand_in, reason = self._stand_in.text(), self._reason.text()
        self._take(
            lambda: checks.decide(
                self._event_id, [hit], verdict, self._export_class, replacement=stand_in, reason=reason
            )
        )

    @Slot()
    def _on_replace(self) -> None:
        self._decide(NameVerdict.REPLACE)

    @Slot()
    def _on_harmless(self) -> None:
        self._decide(NameVerdict.HARMLESS)

    @Slot()
    def _on_left_in(self) -> None:
        """Where the reason is missing, it is asked for instead."""
        if self._current is not None and not self._reason.text().strip():
            self._reason.setFocus()
            self._say(_("Warum bleibt der Name stehen? Die Begründung wird festgehalten; Enter speichert sie."))
            return
        self._decide(NameVerdict.LEFT_IN)

    @Slot()
    def _on_withdraw(self) -> None:
        hit = self._current
        if hit is not None and hit.decision is not None:
            checks = self._context.workspace.name_checks
            self._take(lambda: checks.withdraw(hit, self._event_id))

    @Slot()
    def _on_accept_all(self) -> None:
        checks = self._context.workspace.name_checks
        self._take(lambda: checks.accept_proposals(self._event_id, self._export_class, self._kind))

    @Slot()
    def _on_undo(self) -> None:
        """Only what was done here: what was done before is taken back where one sees it."""
        if self._steps and self._context.perform(self._context.workspace.projects.undo) is not None:
            self._steps -= 1
            self._refresh()

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, _current: QModelIndex, _before: QModelIndex) -> None:
        self._show_current()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_list_key(event)
        return super().eventFilter(watched, event)

    def _on_list_key(self, event: QKeyEvent) -> bool:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            following = self._model.next_open(self._list.currentIndex().row())
            if following is not None:
                self._go_to(following)
            return True
        if event.key() == Qt.Key.Key_Delete:
            self._on_withdraw()
            return True
        if event.modifiers() not in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier}:
            return False
        verbs = {"e": self._on_replace, "k": self._on_harmless, "b": self._on_left_in}
        verb = verbs.get(event.text().lower())
        if verb is not None:
            verb()
        return verb is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_undo(event):
            self._on_undo()
            return
        super().keyPressEvent(event)

    def _say(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.show()

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        self._say(str(error))


def _counted(check: NameCheck) -> str:
    if not check.is_possible:
        return check.sentence
    left = len(check.open_hits)
    decided = sum(hit.decision is not None for hit in check.hits)
    parts = [ngettext("{count} Treffer ungeklärt", "{count} Treffer ungeklärt", left).format(count=left)]
    parts.append(_("{count} geklärt").format(count=decided))
    anyway = len(check.hits) - left - decided
    if anyway:
        parts.append(_("{count} ohnehin ersetzt").format(count=anyway))
    return " · ".join(parts) if check.hits else _("In diesem Dokument steht kein bekannter Name.")


def _hint(hit: NameHit | None) -> str:
    if hit is not None and hit.is_ambiguous:
        return _("„{word}“ kann auch ein anderes Wort sein.").format(word=hit.word)
    return ""


def _stays(hit: NameHit) -> bool:
    return hit.decision is not None and hit.decision.verdict is not NameVerdict.REPLACE
