"""Forms and sheets to be printed, from templates that researchers may replace by their own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.files import replace_atomically
from gk_desktop.base.i18n import _
from gk_desktop.base.os_reasons import reason_of
from gk_desktop.base.paths import resources
from gk_desktop.base.text import clean_text
from gk_desktop.documents.write_report import WriteReport
from gk_desktop.domain.case import Person
from gk_desktop.domain.consent import Consent
from gk_desktop.domain.form_kind import FORM_KIND_LABELS, FORM_OF_CONSENT, FormKind
from gk_desktop.domain.form_template import FormTemplate, check_known, read_template
from gk_desktop.domain.project import Project
from gk_desktop.services.consents import Consents
from gk_desktop.services.minutes_writers import write_document
from gk_desktop.store.workspace_store import WorkspaceStore

if TYPE_CHECKING:
    from gk_desktop.documents.tree import Document

_FOLDER: Final = "form_templates"
_SUFFIX: Final = ".txt"
_LARGEST: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class FormOffer:
    """A form that can be printed. `own` is the researchers' template, if there is one."""

    kind: FormKind
    own: Path | None

    @property
    def label(self) -> str:
        return _(FORM_KIND_LABELS[self.kind])


@dataclass(frozen=True, slots=True)
class WrittenForm:
    """`report` says what the Word template of the project lacked."""

    file: Path
    report: WriteReport


class Forms:
    """`word_template` is the one chosen for documents of the project: forms look like minutes."""

    def __init__(
        self,
        store: WorkspaceStore,
        current_project: Callable[[], Project],
        consents: Consents,
        word_template: Callable[[], Path],
    ) -> None:
        self._store = store
        self._current_project = current_project
        self._consents = consents
        self._word_template = word_template

    def offers(self) -> list[FormOffer]:
        return [FormOffer(kind, self.own_template(kind)) for kind in FormKind]

    @property
    def folder(self) -> Path | None:
        """Where own templates lie, as far as somebody has said so."""
        remembered = self._store.recall(_FOLDER)
        return Path(remembered) if remembered else None

    def own_template(self, kind: FormKind) -> Path | None:
        """The researchers' own, if it is where they put it."""
        path = self.folder / f"{kind.value}{_SUFFIX}" if self.folder else None
        return path if path is not None and path.is_file() else None

    def edit_template(self, kind: FormKind, folder: Path) -> Path:
        """A copy of the template to be changed, which is used from now on; one that is there already stays as it is.

        The folder is remembered. Raises `UserError` if it cannot be written to.
        """
        path = folder / f"{kind.value}{_SUFFIX}"
        if not path.exists():
            content = _shipped(kind).read_bytes()

            def write(stream: BinaryIO) -> None:
                stream.write(content)

            replace_atomically(path, write)
        self._store.remember(_FOLDER, str(folder.resolve()))
        return path

    def template(self, kind: FormKind) -> FormTemplate:
        """Raises `UserError`: an own template that cannot be read, or is no template."""
        own = self.own_template(kind)
        try:
            template = read_template(_text_of(own or _shipped(kind)))
            check_known(template, _values(Project(), None, None))
        except UserError as error:
            if own is None:
                raise
            raise UserError(f"{own.name}: {error.sentence}", error.way_out) from None
        return template

    def text_versions(self) -> tuple[str, ...]:
        """Of the consent forms as they would be printed today, as far as their templates can be read."""
        found: dict[str, None] = {}
        for kind in FORM_OF_CONSENT.values():
            try:
                found[self.template(kind).text_version] = None
            except UserError:
                continue
        return tuple(found)

    def document(self, kind: FormKind, person_id: str = "") -> "Document":
        """Filled with what is known of the project and, if one is named, of the person. Raises `UserError`."""
        # Needed only where something is printed.
        from gk_desktop.documents.forms import build  # noqa: PLC0415

        person = self._store.records.get(Person, person_id) if person_id else None
        consent = self._consents.current(person_id) if person_id else None
        project = self._current_project()
        return build(
            self.template(kind),
            _values(project, person, consent),
            created=self._now(),
            project=project.name,
            code=person.code if person else "",
            form=kind.value,
        )

    def export(self, kind: FormKind, target: Path, person_id: str = "") -> WrittenForm:
        """Write it as the file's name says (.docx, .pdf). Raises `UserError`."""
        target = target / self.file_name(kind) if target.is_dir() else target
        return WrittenForm(target, write_document(self.document(kind, person_id), target, self._word_template()))

    def file_name(self, kind: FormKind, ending: str = ".docx") -> str:
        return f"{kind.value}{ending}"

    def deletion_log(self) -> "Document":
        """The Löschprotokoll."""
        from gk_desktop.documents.deletion_log import build  # noqa: PLC0415

        return build(self._consents.deletions(), project=self._current_project().name, created=self._now())

    def export_deletion_log(self, target: Path) -> WrittenForm:
        """Write it as the file's name says (.docx, .pdf). Raises `UserError`."""
        return WrittenForm(target, write_document(self.deletion_log(), target, self._word_template()))

    def _now(self) -> datetime:
        """To the second, as documents are dated."""
        return self._store.clock.now().replace(microsecond=0)


def _shipped(kind: FormKind) -> Path:
    return resources() / "forms" / f"{kind.value}{_SUFFIX}"


def _text_of(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            content = stream.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            raise UserError(_("Die Vorlage ist zu groß, um eine Vorlage zu sein."))
        return clean_text(content.decode("utf-8-sig"))
    except OSError as error:
        raise UserError(_("Die Vorlage lässt sich nicht lesen: {reason}.").format(reason=reason_of(error))) from None
    except UnicodeDecodeError:
        raise UserError(
            _("Die Vorlage ist keine Textdatei in der Kodierung UTF-8."),
            _("Speichern Sie sie im Editor mit der Kodierung UTF-8."),
        ) from None


def _values(project: Project, person: Person | None, consent: Consent | None) -> dict[str, str]:
    """By name of the place, empty where nothing is known."""
    return {
        "Projekt": project.name,
        "Zweck": project.purpose,
        "Auftraggeber": project.client,
        "Einrichtung": project.institution,
        "Anschrift": project.address,
        "Forschende": project.researchers,
        "Kontakt": project.contact,
        "Datenschutzbeauftragte": project.data_protection_officer,
        "Empfänger": project.recipients,
        "Löschung Tonaufnahme": project.recording_kept,
        "Löschung Kontaktdaten": project.contact_data_kept,
        "Aufbewahrung Text": project.text_kept,
        "Code": person.code if person else "",
        "Gesprächsart": consent.interview_type if consent else "",
        "Sprache": consent.language if consent else "",
        "Rechtsgrundlage": consent.legal_basis if consent else "",
    }
