"""Word templates for minutes: the shipped one, and those that people put beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.files import replace_atomically
from gk_desktop.base.i18n import _
from gk_desktop.base.os_reasons import reason_of
from gk_desktop.documents.write_report import WriteReport
from gk_desktop.services.minutes_writers import FileFormat, check_name, shipped_template, write_document
from gk_desktop.store.workspace_store import WorkspaceStore

if TYPE_CHECKING:
    from gk_desktop.documents.template_check import TemplateCheck

SHIPPED: Final = "protokoll.docx"
_FOLDER: Final = "vorlagen"
_CHOSEN: Final = "minutes_template"


@dataclass(frozen=True, slots=True)
class MinutesTemplate:
    """`is_missing`: chosen once, and its file is gone."""

    path: Path
    is_shipped: bool = False
    is_chosen: bool = False
    is_missing: bool = False

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def title(self) -> str:
        """As people read it in a list."""
        if self.is_shipped:
            return _("Mitgelieferte Vorlage")
        return _("{name} (fehlt)").format(name=self.path.stem) if self.is_missing else self.path.stem


def templates_beside(profile: Path) -> list[Path]:
    """The files that people have added, by name. They hold nothing personal, so they lie there unencrypted."""
    files = (profile / _FOLDER).glob("*.docx")
    return sorted((path for path in files if path.is_file() and path.name[0] not in ".~"), key=lambda path: path.name)


def check(path: Path) -> "TemplateCheck":
    """What a file brings along as a template, and what it lacks; also whether it can be used at all."""
    from gk_desktop.documents.template_check import check_template  # noqa: PLC0415 - only who looks needs it

    return check_template(path)


class MinutesTemplates:
    """Which one is chosen is remembered for this copy of the project. Nothing here can be undone, nothing is lost."""

    def __init__(self, store: WorkspaceStore) -> None:
        self._store = store

    def all(self) -> list[MinutesTemplate]:
        """The shipped one first, then the others by name."""
        chosen = self._store.recall(_CHOSEN)
        own = templates_beside(self._store.profile)
        listed = [MinutesTemplate(path, is_chosen=path.name == chosen) for path in own]
        if chosen and not any(template.is_chosen for template in listed):
            listed.append(MinutesTemplate(self._place(chosen), is_chosen=True, is_missing=True))
        return [MinutesTemplate(shipped_template(), is_shipped=True, is_chosen=not chosen), *listed]

    @property
    def chosen(self) -> MinutesTemplate:
        return next(template for template in self.all() if template.is_chosen)

    def named(self, name: str) -> MinutesTemplate:
        """By file name, with or without its ending. Raises `UserError` if there is none."""
        wanted = name if name.lower().endswith(".docx") else f"{name}.docx"
        for template in self.all():
            if template.name == wanted:
                return template
        raise UserError(
            _("Eine Vorlage „{name}“ gibt es hier nicht.").format(name=name),
            _("„template list“ nennt alle; „template add“ fügt eine Datei hinzu."),
        )

    def file_for(self, name_or_file: str) -> Path:
        """The file of a template that is listed, else the file of that name."""
        listed = {name: item.path for item in self.all() for name in (item.name, item.path.stem)}
        return listed.get(name_or_file, Path(name_or_file))

    def add(self, file: Path, *, replace: bool = False) -> MinutesTemplate:
        """Copy a file to the others, after it was checked. Raises `UserError`; then nothing has changed.

        One of the same name is replaced only where that is wished.
        """
        target = self._place(file.name)
        if file.suffix.lower() != ".docx":
            raise UserError(
                _("„{name}“ ist kein Word-Dokument (.docx).").format(name=file.name),
                _("Öffnen Sie die Datei in Word, und speichern Sie sie als „Word-Dokument (.docx)“."),
            )
        if file.name == SHIPPED:
            raise UserError(
                _("„{name}“ heißt die mitgelieferte Vorlage.").format(name=SHIPPED),
                _("Geben Sie Ihrer Datei einen anderen Namen."),
            )
        checked = check(file)
        if not checked.is_usable:
            raise UserError(checked.findings[0].sentence)
        if target.exists() and not replace:
            raise UserError(
                _("Eine Vorlage „{name}“ gibt es schon; sie ist geblieben, wie sie war.").format(name=file.name),
                _("Ersetzen Sie sie ausdrücklich, oder geben Sie der Datei einen anderen Namen."),
            )
        _copy(file, target)
        return self.named(target.name)

    def has(self, file: Path) -> bool:
        """Whether adding this file would replace another one."""
        return self._place(file.name).exists()

    def remove(self, name: str) -> MinutesTemplate:
        """Delete an added one; if it was chosen, the shipped one is used again. Raises `UserError`."""
        template = self.named(name)
        if template.is_shipped:
            raise UserError(_("Die mitgelieferte Vorlage bleibt immer da."))
        try:
            template.path.unlink(missing_ok=True)
        except OSError as error:
            raise UserError(
                _("Die Vorlage „{name}“ lässt sich nicht entfernen ({reason}).").format(
                    name=template.name, reason=reason_of(error)
                ),
                _("Schließen Sie sie in Word, und versuchen Sie es noch einmal."),
            ) from error
        if template.is_chosen:
            self._store.remember(_CHOSEN, "")
        return template

    def choose(self, name: str) -> MinutesTemplate:
        """Write minutes on it from now on. Raises `UserError` if there is none, or it cannot be used any more."""
        template = self.named(name)
        checked = check(template.path)
        if not checked.is_usable:
            raise UserError(checked.findings[0].sentence)
        self._store.remember(_CHOSEN, "" if template.is_shipped else template.name)
        return self.named(name)

    def save_shipped(self, target: Path) -> Path:
        """A copy of the shipped one to begin with. Raises `UserError` if it cannot be written."""
        _copy(shipped_template(), target)
        return target

    def sample_job(self, template: MinutesTemplate, target: Path) -> Callable[..., WriteReport]:
        """Minutes of the sample's event on a template, as work that may be done in another thread.

        Raises `UserError` at once for a name that is not one of a Word document.
        """
        check_name(target, FileFormat.WORD)
        folder, clock = self._store.profile, self._store.clock

        def write(*_progress: object) -> WriteReport:
            from gk_desktop.services.template_sample import sample_minutes  # noqa: PLC0415 - it imports the exports

            return write_document(sample_minutes(folder, clock), target, template.path)

        return write

    def write_guide(self, target: Path) -> Path:
        """How to make a template, as Word or PDF as the name says. Raises `UserError` if it cannot be written."""
        from gk_desktop.documents.template_guide import build  # noqa: PLC0415 - only who asks needs it

        now = self._store.clock.now().astimezone().replace(microsecond=0)
        write_document(build(now), target)
        return target

    def _place(self, name: str) -> Path:
        return self._store.profile / _FOLDER / name


def _copy(file: Path, target: Path) -> None:
    try:
        content = file.read_bytes()
        target.parent.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise UserError(
            _("„{name}“ lässt sich nicht kopieren ({reason}).").format(name=file.name, reason=reason_of(error)),
            _("Prüfen Sie, ob die Datei noch da ist und sich öffnen lässt."),
        ) from error

    def write(stream: BinaryIO) -> None:
        stream.write(content)

    replace_atomically(target, write)
