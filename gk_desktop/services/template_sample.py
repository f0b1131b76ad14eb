"""Minutes of the sample's event: what people see a template with, without a word of their own."""

import secrets
import tempfile
from datetime import date
from pathlib import Path
from typing import Final

from gk_desktop.base.clock import Clock
from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.base.os_reasons import reason_of
from gk_desktop.documents.tree import Document
from gk_desktop.domain.minutes import ExportClass, MinutesKind
from gk_desktop.security.key_file import KeyDerivation
from gk_desktop.services.minutes_exports import MinutesExports
from gk_desktop.services.programmes import DEFAULT_PROGRAMME, load_programme
from gk_desktop.services.sample import Sample
from gk_desktop.store.workspace_store import WorkspaceStore

_QUICK: Final = KeyDerivation(iterations=1, memory_kib=64, lanes=1)
"""Nothing in the sample is secret."""


def sample_minutes(folder: Path, clock: Clock) -> Document:
    """The minutes with the most to show: internal, with the course of the meeting, in the sample's own project.

    That project is made in `folder`, for the blink of an eye. Raises `UserError` if it cannot be.
    """
    programme = load_programme(DEFAULT_PROGRAMME)
    try:
        with tempfile.TemporaryDirectory(prefix="beispiel-", dir=folder, ignore_cleanup_errors=True) as place:
            store, _code = WorkspaceStore.create(
                Path(place) / "projekt", secrets.token_hex(16), author="", clock=clock, kdf=_QUICK
            )
            try:
                events = Sample(store, programme).load()
                longest = max(events, key=lambda event: event.date or date.min)
                minutes = MinutesExports(store, lambda: programme, lambda: None)
                return minutes.document(longest.id, MinutesKind.COURSE, ExportClass.INTERN)
            finally:
                store.close()
    except OSError as error:
        raise UserError(
            _("Das Probedokument lässt sich nicht anlegen ({reason}).").format(reason=reason_of(error)),
            _("Schaffen Sie Platz auf dem Datenträger, und versuchen Sie es noch einmal."),
        ) from error
