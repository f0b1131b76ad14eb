"""Looks at a foreign ZIP based file before anything unpacks it: bombs, doubled names, document types in XML."""

import zipfile
import zlib
from pathlib import Path
from typing import Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _

_MOST_PARTS: Final = 500
_MOST_BYTES: Final = 60 * 1024 * 1024
_LARGEST_PART: Final = 30 * 1024 * 1024
_FREE_RATIO_BELOW: Final = 1024 * 1024
_HIGHEST_RATIO: Final = 200
_LOOKED_AT: Final = 64 * 1024
_ENCRYPTED: Final = 0x1


def refuse_unsafe_zip(path: Path) -> None:
    """Raises `UserError` if the file is damaged, encrypted, or made to harm its reader."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if any(part.flag_bits & _ENCRYPTED for part in parts):
                raise UserError(
                    _("„{name}“ ist mit einem Kennwort geschützt.").format(name=path.name),
                    _("Speichern Sie die Datei ohne Kennwort, und versuchen Sie es noch einmal."),
                )
            if is_out_of_measure(parts) or any(has_document_type(archive, part) for part in parts):
                raise UserError(
                    _("„{name}“ ist ungewöhnlich aufgebaut und wird vorsichtshalber nicht gelesen.").format(
                        name=path.name
                    ),
                    _("Öffnen Sie die Datei in Ihrem Tabellenprogramm, und speichern Sie sie neu als CSV."),
                )
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError):
        raise damaged_file(path) from None


def damaged_file(path: Path) -> UserError:
    return UserError(
        _("„{name}“ ist beschädigt und lässt sich nicht lesen.").format(name=path.name),
        _("Öffnen Sie die Datei in Ihrem Tabellenprogramm, und speichern Sie sie neu."),
    )


def is_out_of_measure(parts: list[zipfile.ZipInfo]) -> bool:
    names = [part.filename for part in parts]
    return (
        len(parts) > _MOST_PARTS
        or len(set(names)) != len(names)
        or sum(part.file_size for part in parts) > _MOST_BYTES
        or any(
            part.file_size > _LARGEST_PART
            or (part.file_size > _FREE_RATIO_BELOW and part.file_size > _HIGHEST_RATIO * max(1, part.compress_size))
            for part in parts
        )
    )


def has_document_type(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    if not part.filename.lower().endswith((".xml", ".rels")):
        return False
    with archive.open(part) as stream:
        start = stream.read(_LOOKED_AT)
    # An XML part may be written in UTF-16, too.
    return b"<!DOCTYPE" in start.replace(b"\0", b"")
