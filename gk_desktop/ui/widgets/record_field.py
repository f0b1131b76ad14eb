"""One field of a form: its label, its input, the sentence that says what is wrong, and the versions of a conflict."""

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gk_desktop.base.i18n import _
from gk_desktop.domain.fields import FieldDeclaration
from gk_desktop.services.record_keeping import FieldVersion
from gk_desktop.ui.theme import Sign, sign_colour
from gk_desktop.ui.viewmodels.field_options import FieldOptions
from gk_desktop.ui.viewmodels.record_titles import TitleLookUp
from gk_desktop.ui.widgets.field_editors import LeavesOnEscape, ListInput, LongInput, YesNoInput, make_input
from gk_desktop.ui.widgets.versions_button import VersionsButton


class RecordField(QWidget):
    # Name of the field: somebody typed; somebody is done with it; Esc.
    edited = Signal(str)
    left = Signal(str)
    escaped = Signal()

    def __init__(self, field: FieldDeclaration, options: FieldOptions | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.input = make_input(field, options)
        self._label = QLabel(_(field.label))
        self.versions = VersionsButton()
        self._problem = QLabel()
        self._hint = QLabel()
        self._escape = LeavesOnEscape(self)

        self._lay_out()

        self.input.edited.connect(self._on_edited)
        self.input.left.connect(self._on_left)
        self._escape.escaped.connect(self.escaped)
        self.input_widget.installEventFilter(self._escape)

        self.input_widget.setAccessibleName(_(field.label))
        self.input_widget.setObjectName(f"field_{field.name}")
        if isinstance(self.input, ListInput):
            self.input.view().setAccessibleName(_(field.label))
        for label, what in ((self._problem, "problem"), (self._hint, "hint")):
            label.setObjectName(f"{what}_{field.name}")
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            label.hide()
        self.versions.setObjectName(f"versions_{field.name}")
        self._colour()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.input_widget, 1)
        row.addWidget(self.versions)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        if not isinstance(self.input, LongInput):
            self.input_widget.setMinimumHeight(self.fontMetrics().height() + 12)
        if not isinstance(self.input, YesNoInput):
            layout.addWidget(self._label)
            self._label.setBuddy(self.input_widget)
        else:
            # On the line of its neighbours' inputs, which have a label above them.
            layout.addSpacing(self._label.sizeHint().height() + 2)
            self._label.hide()
            self._label.setParent(self)
        layout.addLayout(row)
        layout.addWidget(self._problem)
        layout.addWidget(self._hint)

    @property
    def input_widget(self) -> QWidget:
        assert isinstance(self.input, QWidget)
        return self.input

    @property
    def name(self) -> str:
        return self.field.name

    @property
    def problem(self) -> str:
        """The sentence that is shown, if any."""
        return self._problem.text()

    def show_problem(self, sentence: str) -> None:
        """An empty one takes it away."""
        self._say(self._problem, sentence)

    def show_hint(self, sentence: str) -> None:
        """What the program has done after this field was left; an empty one takes it away."""
        self._say(self._hint, sentence)

    def _say(self, label: QLabel, sentence: str) -> None:
        if sentence != label.text():
            label.setText(sentence)
            label.setVisible(bool(sentence))
            self.input_widget.setAccessibleDescription(self._problem.text() or self._hint.text())

    def set_options(self, options: FieldOptions | None) -> None:
        if options is not None and isinstance(self.input, ListInput):
            self.input.set_options(options)

    def show_versions(self, versions: tuple[FieldVersion, ...], title_of: TitleLookUp) -> None:
        """Offer what two laptops said differently."""
        self.versions.offer(self.field, versions, title_of)

    def _colour(self) -> None:
        """Colours follow the palette of the program."""
        for label, sign in ((self._label, Sign.SECOND), (self._hint, Sign.SECOND), (self._problem, Sign.WARNING)):
            colours = QPalette(self.palette())
            colours.setColor(QPalette.ColorRole.WindowText, sign_colour(sign, self.palette()))
            label.setPalette(colours)

    @Slot()
    def _on_edited(self) -> None:
        self.edited.emit(self.name)

    @Slot()
    def _on_left(self) -> None:
        self.left.emit(self.name)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_escape"):
            self._colour()
