"""Looks at a foreign .docx before anything unpacks it for use: what it is, and whether a document made of it may leave.

What is written on a template must do nothing by itself wherever it is opened: no macros, no add-ins, nothing fetched
from elsewhere, nobody's name. Relationships and content types: ECMA-376 part 2; markup: part 1, section 17.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from lxml import etree

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import N_, _
from gk_desktop.documents.zip_gate import has_document_type, is_out_of_measure

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_VML: Final = "{urn:schemas-microsoft-com:vml}"
_STRICT: Final = b"http://purl.oclc.org/ooxml/"
_LARGEST_FILE: Final = 60 * 1024 * 1024
_OLD_OFFICE: Final = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED: Final = 0x1
_TYPES: Final = "[Content_Types].xml"
_SAVE_IN_WORD: Final = N_("Öffnen Sie sie in Word, und speichern Sie sie als „Word-Dokument (.docx)“.")

UNREADABLE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    ValueError,
    LookupError,
    AttributeError,
    # RuntimeError is zipfile's answer to a password.
    RuntimeError,
    EOFError,
)
"""What a foreign or broken package makes its readers stumble over."""

# Fields that fetch something from elsewhere when they are brought up to date (17.16.5).
_FETCHING: Final = re.compile(
    r"(?:^|[\s\x13])(?:INCLUDEPICTURE|INCLUDETEXT|INCLUDE|DDEAUTO|DDE|LINK|IMPORT|DATABASE)\s", re.IGNORECASE
)
_PROGRAM_CODE: Final = ("vbaproject", "vbadata", "macroenabled", "activex")
_OBJECTS: Final = ("/oleObject", "/package", "/aFChunk", "/subDocument", "/frame", "/control")


@dataclass(frozen=True, slots=True)
class Package:
    """A .docx that may be used. `settings_links` is whether it is tied to another file by its settings (17.15)."""

    content: bytes
    settings_links: bool


def read_package(path: Path) -> Package:
    """Raises `UserError` with the reason and the way out if no document may be made of it, and `OSError`."""
    with path.open("rb") as stream:
        content = stream.read(_LARGEST_FILE + 1)
    if len(content) > _LARGEST_FILE:
        raise _unfit(path, _("Sie ist größer als 60 MB."), _("Verkleinern Sie die Bilder in der Vorlage."))
    _refuse_other_formats(path, content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_container(path, archive)
            parts = {part.filename: archive.read(part) for part in archive.infolist()}
        trees = {name: _parse(part) for name, part in parts.items() if name.lower().endswith((".xml", ".rels"))}
        _refuse_kind(path, parts, trees)
        _refuse_traces(path, trees)
        return Package(content, _refuse_connections(path, trees))
    except UNREADABLE as error:
        raise no_template(path) from error


def no_template(path: Path) -> UserError:
    """For a file of which nobody can say more than that it is not what was asked for."""
    return UserError(
        _("Die Datei „{name}“ ist keine Word-Vorlage, mit der sich arbeiten lässt.").format(name=path.name),
        _("Öffnen Sie sie in Word, und speichern Sie sie als „Word-Dokument (.docx)“, ohne Kennwort und Makros."),
    )


def _unfit(path: Path, reason: str, way_out: str) -> UserError:
    sentence = _("Die Datei „{name}“ ist keine Word-Vorlage, mit der sich arbeiten lässt: {reason}")
    return UserError(sentence.format(name=path.name, reason=reason), way_out)


def _parse(part: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(part, parser)


def _refuse_other_formats(path: Path, content: bytes) -> None:
    if content.startswith(_OLD_OFFICE):
        if "WordDocument".encode("utf-16-le") in content and "EncryptedPackage".encode("utf-16-le") not in content:
            raise _unfit(path, _("Sie ist ein Dokument aus Word 2003 oder älter (.doc)."), _(_SAVE_IN_WORD))
        raise _unfit(
            path,
            _("Sie ist mit einem Kennwort geschützt."),
            _("Heben Sie den Schutz in Word auf (Datei › Informationen), und speichern Sie sie noch einmal."),
        )
    if content.startswith(b"{\\rtf"):
        raise _unfit(path, _("Sie ist ein RTF-Dokument."), _(_SAVE_IN_WORD))
    if content.startswith(b"%PDF"):
        raise _unfit(path, _("Sie ist ein PDF."), _("Nehmen Sie das Word-Dokument, aus dem es entstanden ist."))


def _refuse_container(path: Path, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise _unfit(path, _("Sie ist mit einem Kennwort geschützt."), _("Speichern Sie sie ohne Kennwort."))
    if is_out_of_measure(parts) or any(has_document_type(archive, part) for part in parts):
        raise _unfit(
            path,
            _("Sie ist ungewöhnlich aufgebaut und wird vorsichtshalber nicht gelesen."),
            _("Beginnen Sie mit der mitgelieferten Vorlage, oder kopieren Sie den Inhalt in ein neues Word-Dokument."),
        )
    if "mimetype" in archive.namelist() and b"opendocument" in archive.read("mimetype")[:100]:
        raise _unfit(
            path,
            _("Sie ist ein OpenDocument-Text (.odt)."),
            _("Speichern Sie sie in LibreOffice als „Word 2010–365 (.docx)“."),
        )


def _refuse_kind(path: Path, parts: Mapping[str, bytes], trees: Mapping[str, Any]) -> None:
    types = " ".join(node.get("ContentType", "").lower() for node in trees[_TYPES])
    names = " ".join(parts).lower()
    if any(sign in types or sign in names for sign in _PROGRAM_CODE):
        raise _unfit(
            path,
            _("Sie enthält Makros oder Steuerelemente mit Programmcode."),
            _("Speichern Sie sie in Word als „Word-Dokument (.docx)“; dabei fallen die Makros weg."),
        )
    if "wordprocessingml.template.main" in types:
        raise _unfit(path, _("Sie ist eine Dokumentvorlage von Word (.dotx)."), _(_SAVE_IN_WORD))
    if any(_STRICT in part for name, part in parts.items() if name.endswith(".rels")):
        raise _unfit(
            path,
            _("Sie ist im Format „Strict Open XML“ gespeichert."),
            _("Speichern Sie sie in Word als „Word-Dokument (.docx)“, nicht als „Strict Open XML-Dokument“."),
        )
    if "wordprocessingml.document.main" not in types:
        raise no_template(path)


def _refuse_traces(path: Path, trees: Mapping[str, Any]) -> None:
    """Who changed or remarked something would stand in every document."""
    if any(f"{_W}author" in node.attrib for root in trees.values() for node in root.iter(etree.Element)):
        raise _unfit(
            path,
            _("Sie enthält Kommentare oder verfolgte Änderungen, mit den Namen derer, die sie gemacht haben."),
            _("Nehmen Sie in Word unter „Überprüfen“ alle Änderungen an, und löschen Sie alle Kommentare."),
        )


def _refuse_connections(path: Path, trees: Mapping[str, Any]) -> bool:
    """Refuse what a reader's Word would fetch or run. Returns whether the settings are tied to another file."""
    tied = False
    for name, root in trees.items():
        if name.endswith(".rels"):
            for node in root:
                if _is_settings(name) and node.get("TargetMode") == "External":
                    tied = True
                else:
                    _refuse_relationship(path, node)
        elif any(_FETCHING.search(code) for code in _fields(root)) or _has_linked_picture(root):
            raise _linked(path)
    return tied


def _is_settings(relationships: str) -> bool:
    return relationships.endswith(("/settings.xml.rels", "/webSettings.xml.rels"))


def _refuse_relationship(path: Path, node: Any) -> None:
    kind = node.get("Type", "")
    if kind.endswith(_OBJECTS):
        raise _unfit(
            path,
            _("Sie enthält eingebettete Objekte oder andere Dokumente."),
            _("Ersetzen Sie sie in Word durch Bilder oder Text, und speichern Sie sie noch einmal."),
        )
    if node.get("TargetMode") == "External" and not kind.endswith("/hyperlink"):
        raise _linked(path)


def _linked(path: Path) -> UserError:
    return _unfit(
        path,
        _("Sie holt Bilder oder Text von anderswo; jedes Protokoll würde sich beim Öffnen dort melden."),
        _("Heben Sie in Word unter Datei › Informationen › „Verknüpfungen mit Dateien bearbeiten“ alle auf."),
    )


def _fields(root: Any) -> Iterator[str]:
    """The instructions of fields. Word splits them over runs as it likes, but keeps each within a paragraph."""
    for node in root.iter(f"{_W}fldSimple"):
        yield node.get(f"{_W}instr", "")
    for paragraph in root.iter(f"{_W}p"):
        code = "".join(
            "\x13" if node.tag == f"{_W}fldChar" else node.text or ""
            for node in paragraph.iter(f"{_W}instrText", f"{_W}fldChar")
        )
        if code:
            yield code + " "


def _has_linked_picture(root: Any) -> bool:
    for node in root.iter(etree.Element):
        if node.get(f"{_R}link") or node.get(f"{_R}href"):
            return True
        if node.tag.startswith(_VML) and re.search(r":|^\\\\|^//", node.get("src", "")):
            return True
    return False
