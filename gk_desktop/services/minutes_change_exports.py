"""Changes between two versions of minutes: as a list to read, and as a document that is put on record."""

from dataclasses import dataclass
from pathlib import Path

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import N_, _
from gk_desktop.documents.minutes_changes import build
from gk_desktop.domain.minutes import ExportClass, Minutes, MinutesExport, MinutesKind, NameState
from gk_desktop.domain.minutes_change_texts import ChangeGroup, change_groups
from gk_desktop.domain.minutes_changes import MinutesChanges, changes_between
from gk_desktop.domain.minutes_content import MinutesContent
from gk_desktop.domain.minutes_freezing import checksum, to_canonical_json
from gk_desktop.domain.naming import Naming
from gk_desktop.services.minutes_exports import MinutesExports, default_file_name
from gk_desktop.services.minutes_writers import format_of, write_document
from gk_desktop.services.name_overrides import refuse_held_back
from gk_desktop.services.template_name_check import check_template_names
from gk_desktop.store.workspace_store import WorkspaceStore


@dataclass(frozen=True, slots=True)
class ComparedVersions:
    """Two versions as one class sees them, and what is different."""

    older: Minutes
    newer: Minutes
    before: MinutesContent
    after: MinutesContent
    changes: MinutesChanges

    @property
    def groups(self) -> tuple[ChangeGroup, ...]:
        return change_groups(self.changes)


class MinutesChangeExports:
    def __init__(self, store: WorkspaceStore, exports: MinutesExports) -> None:
        self._store = store
        self._exports = exports

    def compare(
        self,
        event_id: str,
        kind: MinutesKind,
        export_class: ExportClass,
        *,
        older: int | None = None,
        newer: int | None = None,
    ) -> ComparedVersions:
        """Without numbers: what the notes say now against the released version before.

        Raises `UserError`: no released version to compare with, or no such version.
        """
        versions = self._exports.versions
        later = versions.chosen(event_id, kind, newer)
        if older is None:
            older = max((later.version or 1) - 1, 1)
        if newer is None and later.version == older:
            # Nothing has changed since: the next version would say the same.
            later = versions.worked_on(event_id, kind)
        earlier = next((item for item in versions.of_kind(event_id, kind) if item.version == older), None)
        if earlier is None or earlier.id == later.id or not earlier.frozen_hash:
            raise UserError(
                _(
                    "Es gibt keine frühere freigegebene Fassung, mit der sich Fassung {version} vergleichen lässt."
                ).format(version=later.version),
                _("Verglichen wird mit einer freigegebenen Fassung."),
            )
        before = versions.content(earlier, export_class)
        after = versions.content(later, export_class)
        return ComparedVersions(earlier, later, before, after, changes_between(before, after))

    def file_name(self, compared: ComparedVersions) -> str:
        """A telling name that gives no municipality away."""
        material = self._exports.gather(compared.newer.event)
        name = Path(default_file_name(material, compared.after.kind, compared.after.export_class)).stem
        return f"{name}_Änderungen_seit_Fassung_{compared.before.version}.docx"

    def export(self, compared: ComparedVersions, target: Path) -> MinutesExport:
        """Write the list, as Word or PDF as the name says, and record that. A folder gets a file with a telling name.

        Raises `UserError`: a file name that gives a name away, a place that cannot be written to, names that nobody
        has decided about.
        """
        versions = self._exports.versions
        for minutes, content in ((compared.newer, compared.after), (compared.older, compared.before)):
            refuse_held_back(versions.why_held_back(minutes, content), "")
        target = self._target(compared, target)
        now = self._exports.versions.now()
        document = build(compared.before, compared.after, compared.changes, now)
        material, template = self._exports.gather(compared.newer.event), self._exports.templates.chosen.path
        check_template_names(self._store, material, compared.after.export_class, template, target)
        write_document(document, target, template)
        with self._store.journal.change(N_("Änderungen ausgeben"), undoable=False) as unit:
            minutes = compared.newer if compared.newer.id else unit.create(compared.newer)
            return unit.create(
                MinutesExport(
                    minutes=minutes.id,
                    export_class=compared.after.export_class,
                    file=str(target.resolve()),
                    exported_at=now,
                    names_checked=NameState.CHECKED is compared.before.names is compared.after.names,
                    content_hash=checksum(to_canonical_json((compared.before, compared.after))),
                )
            )

    def _target(self, compared: ComparedVersions, target: Path) -> Path:
        if target.is_dir():
            target = target / self.file_name(compared)
        format_of(target)
        material = self._exports.gather(compared.newer.event)
        export_class = compared.after.export_class
        if Naming(material.names, material.event, export_class).reveals(target.stem):
            raise UserError(
                _("Der Dateiname „{name}“ verrät, um wen es geht.").format(name=target.name),
                _("Nehmen Sie für die Klasse {cls} einen Namen ohne Kommune, Institution und Person.").format(
                    cls=export_class.value
                ),
            )
        return target
