"""Versions of minutes as a tree: under each one who brought it to which status, its exports and its corrections."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from gk_desktop.base.i18n import N_, _, ngettext
from gk_desktop.domain.minutes import MinutesCorrection, MinutesExport, MinutesStatus
from gk_desktop.services.minutes_release import StepTaken, VersionOverview

VERSION_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
EXPORT_ROLE: Final = VERSION_ROLE + 1
CORRECTION_ROLE: Final = VERSION_ROLE + 2

_STEP_TEXTS: Final = {
    MinutesStatus.DRAFT: N_("Entwurf"),
    MinutesStatus.PROOFREAD: N_("Gegengelesen"),
    MinutesStatus.RELEASED: N_("Freigegeben"),
}

_Index = QModelIndex | QPersistentModelIndex


class MinutesVersionsModel(QStandardItemModel):
    """One column; a row knows its version and, where it is one, its export or correction."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._versions: Sequence[VersionOverview] = ()

    @property
    def versions(self) -> Sequence[VersionOverview]:
        """The newest first."""
        return self._versions

    def set_versions(self, versions: Sequence[VersionOverview]) -> None:
        self._versions = versions
        self.clear()
        for place, version in enumerate(versions):
            top = _item(_heading(version), place)
            font = top.font()
            font.setBold(True)
            top.setFont(font)
            for step in version.steps:
                top.appendRow(_item(_step_text(step), place))
            if version.redacted:
                top.appendRow(_item(_("Später Entferntes ist geschwärzt."), place))
            for export in version.exports:
                top.appendRow(_export_item(export, place))
            for correction in version.corrections:
                top.appendRow(_correction_item(correction, place))
            self.appendRow(top)

    def version_at(self, index: _Index) -> VersionOverview | None:
        """The version of a row, of whatever level; the newest one for no row."""
        place = index.data(VERSION_ROLE) if index.isValid() else 0
        return self._versions[place] if place is not None and place < len(self._versions) else None

    def export_at(self, index: _Index) -> MinutesExport | None:
        version, wanted = self.version_at(index), index.data(EXPORT_ROLE) if index.isValid() else None
        found = version.exports if version and wanted else ()
        return next((item for item in found if item.id == wanted), None)

    def correction_at(self, index: _Index) -> MinutesCorrection | None:
        version, wanted = self.version_at(index), index.data(CORRECTION_ROLE) if index.isValid() else None
        found = version.corrections if version and wanted else ()
        return next((item for item in found if item.id == wanted), None)


def _item(text: str, place: int, tool_tip: str = "") -> QStandardItem:
    item = QStandardItem(text)
    item.setEditable(False)
    item.setToolTip(tool_tip or text)
    item.setData(place, VERSION_ROLE)
    return item


def _heading(version: VersionOverview) -> str:
    minutes = version.minutes
    parts = [_("Fassung {version}").format(version=minutes.version), minutes.status.value]
    if version.corrections:
        count = len(version.corrections)
        parts.append(ngettext("{count} Korrektur", "{count} Korrekturen", count).format(count=count))
    return " · ".join(parts)


def _step_text(step: StepTaken) -> str:
    moment = f"{step.at:%d.%m.%Y %H:%M}" if step.at else ""
    return ", ".join(part for part in (_(_STEP_TEXTS[step.status]), step.by, moment) if part)


def _export_item(export: MinutesExport, place: int) -> QStandardItem:
    moment = f"{export.exported_at:%d.%m.%Y %H:%M}" if export.exported_at else ""
    item = _item(f"{export.export_class.value}, {moment}\n{Path(export.file).name}", place, export.file)
    item.setData(export.id, EXPORT_ROLE)
    return item


def _correction_item(correction: MinutesCorrection, place: int) -> QStandardItem:
    whole = correction_text(correction)
    item = _item(" ".join(whole.split()), place, whole)
    item.setData(correction.id, CORRECTION_ROLE)
    return item


def correction_text(correction: MinutesCorrection) -> str:
    """For instance `Korrektur A17 (offen), GfS, 01.06.2021: Es waren drei Plätze.`"""
    day = f"{correction.received_on:%d.%m.%Y}" if correction.received_on else ""
    head = _("Korrektur {number} ({outcome})").format(number=correction.entry_number, outcome=correction.outcome.value)
    said = ", ".join(part for part in (head, correction.received_from, day) if part)
    note = f" [{correction.note}]" if correction.note else ""
    return f"{said}: {correction.text}{note}"
