"""Word-Vorlagen: which there are, what each lacks, how it looks, and how to make one."""

import html
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _, ngettext
from gk_desktop.documents.template_check import Level, TemplateCheck
from gk_desktop.documents.template_guide import places, steps, without_style
from gk_desktop.documents.template_styles import KIND_LABELS, template_styles
from gk_desktop.documents.write_report import WriteReport
from gk_desktop.services.minutes_templates import MinutesTemplate, check
from gk_desktop.ui import tasks
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.theme import Sign
from gk_desktop.ui.widgets.button_order import tab_along
from gk_desktop.ui.widgets.dialog_size import resize_within_screen
from gk_desktop.ui.widgets.roomy_tabs import RoomyTabs
from gk_desktop.ui.widgets.sign_label import SignLabel

_SIGNS: Final = {Level.GOOD: "✓", Level.HINT: "!", Level.REFUSED: "✗"}
_ENDINGS: Final = (".docx", ".pdf")


class TemplatesDialog(QDialog):
    """The list on the left, what is known about the selected template on the right."""

    # One was added, removed, or chosen for the project.
    templates_changed = Signal()

    def __init__(self, context: WorkspaceContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._service = context.workspace.templates
        self._templates: list[MinutesTemplate] = []
        self._task: tasks.Task | None = None
        self._sample_file = Path()
        self._list = QListWidget()
        self._add = QPushButton(_("&Hinzufügen …"))
        self._remove = QPushButton(_("&Entfernen …"))
        self._save_shipped = QPushButton(_("&Mitgelieferte speichern …"))
        self._summary = QLabel()
        self._findings = QListWidget()
        self._guide = QTextBrowser()
        self._tabs = RoomyTabs()
        self._use = QPushButton(_("Für Protokolle &verwenden"))
        self._sample = QPushButton(_("&Probedokument …"))
        self._guide_file = QPushButton(_("Leitfaden spei&chern …"))
        self._said = SignLabel(Sign.DECISION)
        self._buttons = QDialogButtonBox()
        self._close = self._buttons.addButton(_("&Schließen"), QDialogButtonBox.ButtonRole.RejectRole)

        self._lay_out()
        self._name_widgets()
        self._connect()
        self._show_templates()
        self._list.setFocus()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self._list, 1)
        for button in (self._add, self._remove, self._save_shipped):
            left.addWidget(button)
        checked = QWidget()
        check_layout = QVBoxLayout(checked)
        check_layout.setContentsMargins(0, 8, 0, 0)
        check_layout.setSpacing(8)
        check_layout.addWidget(self._summary)
        check_layout.addWidget(self._findings, 1)
        doing = QHBoxLayout()
        doing.addWidget(self._use)
        doing.addWidget(self._sample)
        doing.addStretch(1)
        check_layout.addLayout(doing)
        guide = QWidget()
        guide_layout = QVBoxLayout(guide)
        guide_layout.setContentsMargins(0, 8, 0, 0)
        guide_layout.addWidget(self._guide, 1)
        guide_layout.addWidget(self._guide_file, 0, Qt.AlignmentFlag.AlignLeft)
        self._tabs.addTab(checked, _("P&rüfergebnis"))
        self._tabs.addTab(guide, _("So &bauen Sie eine Vorlage"))
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addLayout(left, 1)
        middle.addWidget(self._tabs, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addLayout(middle, 1)
        layout.addWidget(self._said)
        layout.addWidget(self._buttons)
        tab_along(self._buttons)

    def _name_widgets(self) -> None:
        self.setObjectName("templates_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(_("Word-Vorlagen"))
        resize_within_screen(self, 920, 620)
        for widget, name, accessible, tip in (
            (self._list, "templates", _("Word-Vorlagen"), ""),
            (self._add, "add_template", "", _("Ein Word-Dokument (.docx) prüfen und zu den Vorlagen legen")),
            (self._remove, "remove_template", "", _("Die ausgewählte Vorlage löschen; Protokolle bleiben")),
            (self._save_shipped, "save_shipped", "", _("Die mitgelieferte Vorlage als Ausgangspunkt speichern")),
            (self._findings, "template_findings", _("Prüfergebnis"), ""),
            (self._guide, "template_guide", _("So bauen Sie eine eigene Vorlage"), ""),
            (self._use, "use_template", "", _("Word-Protokolle dieses Projekts von jetzt an auf dieser Vorlage")),
            (self._sample, "sample_document", "", _("Das Protokoll der erfundenen Beispielsitzung in Word ansehen")),
            (self._guide_file, "save_guide", "", _("Den Leitfaden als Word-Dokument oder PDF")),
            (self._said, "template_said", "", ""),
            (self._summary, "template_summary", "", ""),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(accessible)
            widget.setToolTip(tip)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        self._findings.setWordWrap(True)
        self._findings.setResizeMode(QListWidget.ResizeMode.Adjust)
        self._findings.setSpacing(2)
        # To be read, not chosen from.
        self._findings.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self._list.setSpacing(2)
        self._summary.setWordWrap(True)
        self._guide.setHtml(_guide_html())
        self._said.hide()

    def _connect(self) -> None:
        self._list.currentRowChanged.connect(self._on_selected)
        self._add.clicked.connect(self._on_add)
        self._remove.clicked.connect(self._on_remove)
        self._save_shipped.clicked.connect(self._on_save_shipped)
        self._use.clicked.connect(self._on_use)
        self._sample.clicked.connect(self._on_sample)
        self._guide_file.clicked.connect(self._on_save_guide)
        self._buttons.rejected.connect(self.reject)
        self._context.failed.connect(self._on_failed)

    @property
    def _selected(self) -> MinutesTemplate:
        return self._templates[max(0, self._list.currentRow())]

    def _show_templates(self, name: str = "") -> None:
        """Anew, with this one selected, or the one that is used."""
        self._templates = self._service.all()
        self._list.clear()
        for template in self._templates:
            used = " · " + _("verwendet") if template.is_chosen else ""
            self._list.addItem(QListWidgetItem(template.title + used))
        wanted = [place for place, item in enumerate(self._templates) if item.name == name]
        used_places = [place for place, item in enumerate(self._templates) if item.is_chosen]
        self._list.setCurrentRow((wanted or used_places)[0])

    @Slot()
    def _on_selected(self) -> None:
        if self._list.currentRow() < 0:
            return
        template = self._selected
        checked = check(template.path)
        self._remove.setEnabled(not template.is_shipped)
        self._use.setEnabled(checked.is_usable and not template.is_chosen)
        self._sample.setEnabled(checked.is_usable and self._task is None)
        self._show_findings(checked)

    def _show_findings(self, checked: TemplateCheck) -> None:
        if not checked.is_usable:
            self._summary.setText(_("Auf dieser Vorlage lässt sich kein Protokoll schreiben."))
        elif checked.hints:
            self._summary.setText(
                ngettext(
                    "Verwendbar, mit {count} Hinweis.", "Verwendbar, mit {count} Hinweisen.", checked.hints
                ).format(count=checked.hints)
            )
        else:
            self._summary.setText(_("Verwendbar; nichts fehlt."))
        self._findings.clear()
        for finding in checked.findings:
            item = QListWidgetItem(f"{_SIGNS[finding.level]}  {finding.sentence}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{_(finding.level.value)}: {finding.sentence}")
            self._findings.addItem(item)
        self._findings.setCurrentRow(0)

    def _say(self, sentence: str, sign: Sign = Sign.DECISION) -> None:
        self._said.set_sign(sign)
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))

    def _changed(self, name: str, sentence: str) -> None:
        self._show_templates(name)
        self._say(sentence)
        self.templates_changed.emit()

    @Slot()
    def _on_add(self) -> None:
        chosen, _filter = QFileDialog.getOpenFileName(
            self, _("Welches Word-Dokument?"), _documents(), _("Word-Dokument (*.docx)")
        )
        if not chosen:
            return
        file = Path(chosen)
        replaces = self._service.has(file)
        if replaces and not self._confirm(
            _("Die Vorlage „{name}“ durch diese Datei ersetzen?").format(name=file.stem),
            _("Die bisherige wird dabei überschrieben."),
            _("Ersetzen"),
        ):
            return
        added = self._context.perform(lambda: self._service.add(file, replace=replaces))
        if added is not None:
            self._changed(added.name, _("„{name}“ ist geprüft und liegt bei den Vorlagen.").format(name=added.title))

    @Slot()
    def _on_remove(self) -> None:
        template = self._selected
        if self._confirm(
            _("Die Vorlage „{name}“ entfernen?").format(name=template.path.stem),
            _("Protokolle, die damit geschrieben wurden, bleiben, wie sie sind."),
            _("Entfernen"),
        ):
            self._do(lambda: self._service.remove(template.name), _("Die Vorlage ist entfernt."))

    def _do(self, verb: Callable[[], object], sentence: str, name: str = "") -> None:
        if self._context.perform(verb) is not None:
            self._changed(name, sentence)

    @Slot()
    def _on_use(self) -> None:
        template = self._selected
        self._do(
            lambda: self._service.choose(template.name),
            _("Word-Protokolle dieses Projekts entstehen jetzt auf „{name}“.").format(name=template.title),
            template.name,
        )

    @Slot()
    def _on_save_shipped(self) -> None:
        file = self._ask_where(_("Vorlage speichern"), _("Eigene Vorlage.docx"))
        if file is not None and self._context.perform(lambda: self._service.save_shipped(file)) is not None:
            self._say(_("Gespeichert: {name}. Ändern Sie sie in Word, und fügen Sie sie hinzu.").format(name=file.name))

    @Slot()
    def _on_save_guide(self) -> None:
        file = self._ask_where(_("Leitfaden speichern"), _("Leitfaden Word-Vorlage.docx"))
        if file is not None and self._context.perform(lambda: self._service.write_guide(file)) is not None:
            self._say(_("Gespeichert: {name}.").format(name=file.name))

    @Slot()
    def _on_sample(self) -> None:
        """Word itself shows the pages: the preview in this program knows nothing of Word templates."""
        file = self._ask_where(_("Probedokument speichern"), _("Probedokument.docx"))
        if file is None or self._task is not None:
            return
        job = self._context.perform(lambda: self._service.sample_job(self._selected, file))
        if job is None:
            return
        self._sample_file = file
        self._sample.setEnabled(False)
        self._say(_("Das Probedokument wird geschrieben …"), Sign.SECOND)
        self._task = tasks.Task(job)
        self._task.succeeded.connect(self._on_sample_written)
        self._task.failed.connect(self._context.failed)
        self._task.broke.connect(self._on_broke)
        self._task.finished.connect(self._on_task_finished)
        self._task.start()

    @Slot(object)
    def _on_sample_written(self, report: WriteReport) -> None:
        file = self._sample_file
        sentence = _("Gespeichert: {name}, mit der erfundenen Beispielsitzung. Word öffnet die Datei.")
        self._say(f"{sentence.format(name=file.name)} {report.sentence}".strip())
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))

    @Slot(object)
    def _on_broke(self, error: Exception) -> None:
        raise error

    @Slot()
    def _on_task_finished(self) -> None:
        self._task = None
        self._on_selected()

    def _ask_where(self, title: str, name: str) -> Path | None:
        chosen, _filter = QFileDialog.getSaveFileName(
            self, title, str(Path(_documents()) / name), _("Word-Dokument (*.docx)")
        )
        if not chosen:
            return None
        file = Path(chosen)
        if file.suffix.lower() in _ENDINGS:
            return file
        file = file.with_name(f"{file.name}.docx")
        replacing = _("„{name}“ gibt es schon. Ersetzen?").format(name=file.name)
        return file if not file.exists() or self._confirm(replacing, "", _("Ersetzen")) else None

    def _confirm(self, question: str, meaning: str, verb: str) -> bool:
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(question)
        box.setInformativeText(meaning)
        yes = box.addButton(verb, QMessageBox.ButtonRole.AcceptRole)
        box.addButton(_("Abbrechen"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        answered = box.clickedButton() is yes
        box.deleteLater()
        return answered

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        self._say(str(error), Sign.WARNING)


def _documents() -> str:
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return place if place and Path(place).is_dir() else str(Path.home())


def _guide_html() -> str:
    """The same as the guide in Word, from the same lists."""
    todo = "".join(f"<li>{html.escape(step)}</li>" for step in steps())
    rooms = _table_html((_("Platz"), _("Was dort steht"), _("Wenn er fehlt")), places())
    styles = _table_html(
        (_("Name in Word"), _("Art"), _("Wofür"), _("Wenn sie fehlt")),
        [
            (style.shown_name, _(KIND_LABELS[style.kind]), style.purpose, without_style(style.stand_in))
            for style in template_styles()
        ],
    )
    titles = [f"<h3>{html.escape(title)}</h3>" for title in (_("Plätze in Kopf- und Fußzeile"), _("Formatvorlagen"))]
    return f"<ol>{todo}</ol>{titles[0]}{rooms}{titles[1]}{styles}"


def _table_html(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    def row(cells: tuple[str, ...], tag: str) -> str:
        return "<tr>" + "".join(f'<{tag} align="left">{html.escape(cell)}</{tag}>' for cell in cells) + "</tr>"

    return (
        '<table cellpadding="4" width="100%">'
        + row(head, "th")
        + "".join(row(cells, "td") for cells in rows)
        + "</table>"
    )
