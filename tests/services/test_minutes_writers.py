"""The ending of a file's name says what is written."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.errors import UserError
from gk_desktop.documents.tree import Document, Heading
from gk_desktop.domain.event import Event
from gk_desktop.domain.minutes import ExportClass, Minutes, MinutesExport, MinutesKind
from gk_desktop.services.minutes_writers import FileFormat, check_name, format_of, write_document

MAGIC = {FileFormat.WORD: b"PK", FileFormat.PDF: b"%PDF-1.7"}


@pytest.mark.parametrize("file_format", FileFormat)
def test_each_format_is_written_under_its_ending_however_it_is_typed(tmp_path: Path, file_format: FileFormat) -> None:
    for name in (f"a{file_format.suffix}", f"b{file_format.suffix.upper()}"):
        document = Document("T", "A", datetime(2021, 2, 3, tzinfo=UTC), [Heading(1, "Text")])
        write_document(document, tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(MAGIC[file_format])


@pytest.mark.parametrize("name", ["x", "x.doc", "x.pdf.txt", ".pdf", "docx"])
def test_other_names_are_refused_with_the_way_out(name: str) -> None:
    with pytest.raises(UserError, match=r"endet\.$") as caught:
        format_of(Path(name))
    assert name in str(caught.value)


def test_name_and_wish_must_agree() -> None:
    check_name(Path("x.PDF"), FileFormat.PDF)
    with pytest.raises(UserError, match=r"PDF-Dokument.* \.pdf endet"):
        check_name(Path("x.docx"), FileFormat.PDF)


def test_folder_gets_the_kind_of_file_that_is_wished_and_both_are_on_record(
    workspace: Workspace, event: Event, tmp_path: Path
) -> None:
    kind, cls = MinutesKind.COURSE, ExportClass.INTERN
    files = [workspace.minutes.export(event.id, kind, cls, tmp_path, file_format=wish).file for wish in FileFormat]
    assert [file.suffix for file in files] == [".docx", ".pdf"]
    assert files[0].stem == files[1].stem
    on_record = {export.file for export in workspace.records.find(MinutesExport)}
    assert on_record == {str(file.resolve()) for file in files}


def test_a_look_at_the_document_leaves_no_record(workspace: Workspace, event: Event) -> None:
    document = workspace.minutes.document(event.id, MinutesKind.COURSE, ExportClass.INTERN)
    assert list(document.blocks)
    assert workspace.records.find(MinutesExport) == workspace.records.find(Minutes) == []
    with pytest.raises(UserError):
        workspace.minutes.document("0" * 32, MinutesKind.COURSE, ExportClass.INTERN)
