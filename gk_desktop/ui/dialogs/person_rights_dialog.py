"""Rechte einer Person: who it is, what there is, what is asked for, what that means, and what was done."""

from collections.abc import Callable, Sequence
from enum import IntEnum
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QStandardPaths, Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import N_, _, ngettext
from gk_desktop.domain.person_dossier import Subject
from gk_desktop.domain.person_rights import REQUEST_LABELS, PersonRequest
from gk_desktop.services.person_erasure import ErasureOutcome, ErasurePlan
from gk_desktop.services.person_erasure_words import erasure_consequences, erasure_record, erasure_result
from gk_desktop.store.backups import Backup
from gk_desktop.ui import tasks
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.theme import Sign
from gk_desktop.ui.widgets.dialog_size import resize_within_screen
from gk_desktop.ui.widgets.dossier_tree import DossierTree
from gk_desktop.ui.widgets.person_chooser import PersonChooser
from gk_desktop.ui.widgets.rights_choices import RightsChoices
from gk_desktop.ui.widgets.rights_confirmation import RightsConfirmation
from gk_desktop.ui.widgets.sentence_pane import SentencePane
from gk_desktop.ui.widgets.sign_label import SignLabel


class Step(IntEnum):
    PERSON = 0
    FOUND = 1
    REQUEST = 2
    MEANING = 3
    DONE = 4


_TITLES: Final = (
    N_("Um wen geht es?"),
    N_("Was es gibt"),
    N_("Was wird verlangt?"),
    N_("Was das bedeutet"),
    N_("Erledigt"),
)
_FILTER: Final = N_("Word-Dokument (*.docx);;PDF-Dokument (*.pdf)")


class PersonRightsDialog(QDialog):
    """Nothing is changed before the fourth step, and there only by the button that names it."""

    def __init__(self, context: WorkspaceContext, person_id: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._workspace = context.workspace
        self._subject: Subject | None = None
        self._plan: ErasurePlan | None = None
        self._outcome: ErasureOutcome | None = None
        self._task: tasks.Task | None = None
        self._backup: Backup | None = None
        self._is_asked_again = False
        self._done: Sequence[str] = ()
        self._noted: Sequence[str] = ()
        self._title = QLabel()
        self._who = QLabel()
        self._stack = QStackedWidget()
        self._persons = PersonChooser()
        self._tree = DossierTree()
        self._choices = RightsChoices()
        self._confirmation = RightsConfirmation()
        self._result = SentencePane("rights_result", _("Was getan wurde"))
        self._problem = SignLabel(Sign.WARNING)
        self._back = QPushButton(_("&Zurück"))
        self._next = QPushButton(_("&Weiter"))
        self._record = QPushButton(_("Als &Vermerk speichern …"))
        self._old_backups = QPushButton(_("Ä&ltere Sicherungen löschen …"))
        self._close = QPushButton(_("Abbrechen"))
        self._lay_out()
        self._dress()

        self._connect()
        self._persons.show_subjects(
            self._workspace.person_subjects.all(), names_known=self._workspace.identities.is_open
        )
        self._go_to(Step.PERSON)
        if person_id:
            self._persons.select(person_id)
            self._on_next()

    def _connect(self) -> None:
        self._persons.chosen.connect(self._on_next)
        self._tree.place_chosen.connect(self._on_place_chosen)
        self._confirmation.changed.connect(self._show_buttons)
        self._back.clicked.connect(self._on_back)
        self._next.clicked.connect(self._on_next)
        self._record.clicked.connect(self._on_record)
        self._old_backups.clicked.connect(self._on_old_backups)
        self._close.clicked.connect(self.reject)
        self._context.failed.connect(self._on_failed)

    def _lay_out(self) -> None:
        for page in (self._persons, self._tree, self._choices, self._confirmation, self._result):
            self._stack.addWidget(page)
        buttons = QHBoxLayout()
        for button in (self._record, self._old_backups):
            buttons.addWidget(button)
        buttons.addStretch(1)
        for button in (self._back, self._next, self._close):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(8)
        for widget in (self._title, self._who):
            layout.addWidget(widget)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._problem)
        layout.addLayout(buttons)

    def _dress(self) -> None:
        self.setObjectName("person_rights_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(_("Rechte einer Person"))
        resize_within_screen(self, 980, 620)
        font = self._title.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.15)
        self._title.setFont(font)
        for widget, name in (
            (self._title, "rights_step"),
            (self._who, "rights_person"),
            (self._problem, "rights_problem"),
            (self._back, "back"),
            (self._next, "next"),
            (self._record, "save_record"),
            (self._old_backups, "remove_old_backups"),
            (self._close, "close"),
        ):
            widget.setObjectName(name)
        for button in (self._back, self._next, self._record, self._old_backups, self._close):
            button.setAutoDefault(False)
        self._problem.hide()

    @property
    def step(self) -> Step:
        return Step(self._stack.currentIndex())

    @property
    def is_busy(self) -> bool:
        return self._task is not None

    def _go_to(self, step: Step) -> None:
        self._problem.hide()
        self._stack.setCurrentIndex(step)
        self._title.setText(
            _("Schritt {step} von {steps}: {title}").format(step=step + 1, steps=len(_TITLES), title=_(_TITLES[step]))
        )
        subject = self._subject
        # Who was erased is called by the code to the end.
        label = subject.person.code if subject and self._outcome else subject.label if subject else ""
        self._who.setText(label)
        self._who.setVisible(bool(self._who.text()) and step is not Step.PERSON)
        self._show_buttons()
        page: Any = self._stack.currentWidget()
        if hasattr(page, "enter"):
            page.enter()
        else:
            page.setFocus()

    @Slot()
    def _show_buttons(self) -> None:
        step = self.step
        self._back.setVisible(step not in (Step.PERSON, Step.DONE))
        self._next.setVisible(step is not Step.DONE)
        self._next.setText(self._verb() if step is Step.MEANING else _("&Weiter"))
        # Enter goes on, but never carries out what cannot be undone.
        self._next.setDefault(step in (Step.PERSON, Step.FOUND, Step.REQUEST))
        self._next.setEnabled(not self.is_busy and (step is not Step.MEANING or self._confirmation.is_confirmed))
        self._record.setVisible(step is Step.DONE)
        self._record.setEnabled(not self.is_busy)
        self._old_backups.setVisible(step is Step.DONE and self._has_old_backups)
        self._close.setText(_("&Schließen") if step is Step.DONE else _("Abbrechen"))
        self._close.setEnabled(not self.is_busy)

    def _verb(self) -> str:
        if self._choices.refuses:
            return _("&Festhalten")
        return {
            PersonRequest.ACCESS: _("&Auskunft speichern …"),
            PersonRequest.CORRECTION: _("Zu den &Stellen"),
            PersonRequest.ERASURE: _("&Endgültig löschen"),
        }.get(self._choices.request or PersonRequest.ACCESS, _("&Festhalten"))

    @Slot()
    def _on_back(self) -> None:
        self._go_to(Step(self.step - 1))

    @Slot()
    def _on_next(self) -> None:
        steps: dict[Step, Callable[[], None]] = {
            Step.PERSON: self._show_found,
            Step.FOUND: self._ask,
            Step.REQUEST: self._explain,
            Step.MEANING: self._carry_out,
        }
        if self._next.isEnabled():
            steps[self.step]()

    def _show_found(self) -> None:
        subject = self._persons.subject
        if subject is None:
            self._say(_("Wählen Sie eine Person aus der Liste."))
            return
        dossier = self._context.perform(lambda: self._workspace.person_dossiers.of(subject))
        if dossier is not None:
            self._subject = subject
            self._tree.show_dossier(dossier)
            self._go_to(Step.FOUND)

    def _ask(self) -> None:
        assert self._subject is not None
        self._choices.show_possible(self._workspace.person_rights.possible(self._subject))
        self._go_to(Step.REQUEST)

    def _explain(self) -> None:
        subject, request = self._subject, self._choices.request
        assert subject is not None
        assert request is not None
        rights, erasure = self._workspace.person_rights, self._workspace.person_erasure
        sentences = rights.meaning(request)
        self._plan = None
        erases = request is PersonRequest.ERASURE and not self._choices.refuses
        if erases:
            degree, ambiguous = self._choices.degree, self._choices.takes_ambiguous
            self._plan = self._context.perform(lambda: erasure.plan(subject, degree, ambiguous=ambiguous))
            if self._plan is None:
                return
            sentences = [*erasure_consequences(self._plan, rights.today), *sentences]
        self._confirmation.show_question(
            sentences, code=subject.person.code if erases else "", wants_reason=self._choices.refuses
        )
        self._go_to(Step.MEANING)

    def _carry_out(self) -> None:
        subject, request = self._subject, self._choices.request
        assert subject is not None
        assert request is not None
        rights = self._workspace.person_rights
        if self._choices.refuses:
            reason = self._confirmation.reason
            kept = self._context.perform(lambda: rights.keep_for_research(subject, reason))
            self._finish([f"{kept.subject}: {kept.cause}"] if kept else [])
        elif request is PersonRequest.ACCESS:
            self._choose_file(self._workspace.person_reports.file_name(subject), self.save_report)
        elif request is PersonRequest.CORRECTION:
            self._go_to(Step.FOUND)
        elif request is PersonRequest.ERASURE:
            self._erase()
        else:
            done = self._context.perform(lambda: rights.carry_out(subject, request))
            self._finish([done] if done else [])

    def _erase(self) -> None:
        plan = self._plan
        assert plan is not None
        outcome = self._context.perform(lambda: self._workspace.person_erasure.erase(plan))
        if outcome is None:
            return
        self._outcome = outcome
        remove = self._choices.removes_old_backups
        self._task = tasks.Task(self._workspace.store.cleansing_job(remove_older_backups=remove))
        self._task.progressed.connect(self._on_progress)
        self._task.succeeded.connect(self._on_cleansed)
        self._task.failed.connect(self._on_not_cleansed)
        self._finish([_("Die Daten sind gelöscht. Die Datei wird ohne Reste neu geschrieben und gesichert …")])
        self._task.start()

    def _finish(self, sentences: Sequence[str], noted: Sequence[str] | None = None) -> None:
        """`noted` is what a Vermerk says of it, where that is less than the screen does."""
        if sentences:
            self._done = sentences
            self._noted = sentences if noted is None else noted
            self._result.show_sentences(sentences)
            self._go_to(Step.DONE)

    @Slot(str, float)
    def _on_progress(self, text: str, _fraction: float) -> None:
        self._result.show_sentences([_("Die Daten sind gelöscht."), text])

    @Slot(object)
    def _on_cleansed(self, backup: Backup) -> None:
        self._backup = backup
        self._show_outcome([], removed=self._choices.removes_old_backups)

    @property
    def _has_old_backups(self) -> bool:
        """Whether there are some that can go, because a newer one was read again."""
        return self._backup is not None and len(self._workspace.store.backups.all()) > 1

    @Slot()
    def _on_old_backups(self) -> None:
        """Asked once more by the button itself, which names how many."""
        kept, backups = self._backup, self._workspace.store.backups
        assert kept is not None
        if not self._is_asked_again:
            self._is_asked_again = True
            count = len(backups.all()) - 1
            self._old_backups.setText(
                ngettext("Wirklich {count} ältere &löschen", "Wirklich alle {count} älteren &löschen", count).format(
                    count=count
                )
            )
        elif self._context.perform(lambda: backups.remove_all_but(kept)):
            self._show_outcome([], removed=True)

    @Slot(object)
    def _on_not_cleansed(self, error: UserError) -> None:
        """The data are erased all the same; what is missing is the new backup."""
        self._show_outcome([str(error)], removed=False)

    def _show_outcome(self, problems: Sequence[str], *, removed: bool) -> None:
        assert self._outcome is not None
        self._task = None
        today = self._workspace.person_rights.today
        told, noted = (
            say(self._outcome, older_backups_removed=removed, is_backed_up=not problems, today=today)
            for say in (erasure_result, erasure_record)
        )
        self._finish([*problems, *told], noted)

    @Slot(str, str)
    def _on_place_chosen(self, kind: str, record_id: str) -> None:
        self.accept()
        self._context.open_requested.emit(kind, record_id)

    def save_report(self, target: Path) -> None:
        """Write the Auskunft, and say where it is."""
        subject = self._subject
        assert subject is not None
        report = self._context.perform(lambda: self._workspace.person_reports.export(subject, target))
        if report is not None:
            told = [
                _("Gespeichert: {file}.").format(file=target),
                _("Die Datei ist nicht verschlüsselt. Lesen Sie sie durch, bevor Sie sie herausgeben."),
            ]
            self._finish([*told, *report.dossier.gaps], [_("Die Auskunft ist erstellt."), *report.dossier.gaps])

    def save_record(self, target: Path) -> None:
        """Write down what was done, by code only."""
        subject, request = self._subject, self._choices.request
        assert subject is not None
        assert request is not None
        code, title = subject.person.code, _(REQUEST_LABELS[request])
        reports, noted = self._workspace.person_reports, self._noted
        if self._context.perform(lambda: reports.save_record(code, title, noted, target)):
            self._result.show_sentences([*self._done, _("Vermerk gespeichert: {file}.").format(file=target)])

    @Slot()
    def _on_record(self) -> None:
        assert self._subject is not None
        self._choose_file(f"Vermerk_{self._subject.person.code}.docx", self.save_record)

    def _choose_file(self, name: str, save: Callable[[Path], None]) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen, _filter = QFileDialog.getSaveFileName(self, _("Speichern unter"), str(Path(folder) / name), _(_FILTER))
        if chosen:
            save(Path(chosen))

    def _say(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.show()

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        self._say(str(error))

    def reject(self) -> None:
        """Not while the file is being written anew."""
        if not self.is_busy:
            super().reject()
