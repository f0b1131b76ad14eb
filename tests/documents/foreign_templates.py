"""Templates as institutes, other programs and ill-meaning people make them, built from the shipped one."""

import io
import re
import zipfile
from pathlib import Path

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Mm
from docx_samples import TEMPLATE, with_part, with_text_replaced
from docx_text import read_parts

SHIPPED = TEMPLATE.read_bytes()
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CREATED_BY = "Erika Muster"


def with_relationship(content: bytes, part: str, kind: str, target: str, mode: str = "External") -> bytes:
    """The file with one more relationship of a part such as "word/document.xml"."""
    folder, _slash, name = part.rpartition("/")
    where = f"{folder}/_rels/{name}.rels".lstrip("/")
    added = f'<Relationship Id="rIdX" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'

    def change(before: bytes) -> bytes:
        return (before or empty).replace(b"</Relationships>", added.encode() + b"</Relationships>")

    return with_part(content, where, change)


def with_body(inner: str, content: bytes = SHIPPED) -> bytes:
    return with_text_replaced(content, "word/document.xml", "<w:body>", f"<w:body>{inner}")


def bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in read_parts(SHIPPED).items():
            archive.writestr(name, part + b" " * 20_000_000 if name == "word/document.xml" else part)
    return target.getvalue()


def many_parts() -> bytes:
    target = io.BytesIO(SHIPPED)
    with zipfile.ZipFile(target, "a") as archive:
        for number in range(600):
            archive.writestr(f"word/media/{number}.txt", b"x")
    return target.getvalue()


def opendocument() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<a/>")
    return target.getvalue()


def with_macros() -> bytes:
    return with_part(SHIPPED, "word/vbaProject.bin", lambda _part: b"\0")


def strict() -> bytes:
    return with_text_replaced(
        SHIPPED, "_rels/.rels", f"{OFFICE}/officeDocument", "http://purl.oclc.org/ooxml/officeDocument/relationships/x"
    )


def with_field(*pieces: str) -> bytes:
    runs = "".join(f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>' for piece in pieces)
    return with_body(
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{runs}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def attached() -> bytes:
    """Made by Word from somebody's own Normal.dotm, as most are."""
    linked = with_relationship(
        SHIPPED, "word/settings.xml", "attachedTemplate", "file:///C:/Users/erika.muster/Normal.dotm"
    )
    linked = with_text_replaced(linked, "word/settings.xml", "<w:settings ", f'<w:settings xmlns:r="{OFFICE}" ')
    return with_text_replaced(
        linked, "word/settings.xml", "<w:defaultTabStop", '<w:attachedTemplate r:id="rIdX"/><w:defaultTabStop'
    )


def with_company() -> bytes:
    """Its properties name people, an institute and a sensitivity label."""
    content = with_text_replaced(
        SHIPPED,
        "docProps/app.xml",
        "<Application>GK Feldbuch</Application>",
        f"<Application>Word</Application><Manager>{CREATED_BY}</Manager><Company>Institut {CREATED_BY}</Company>",
    )
    custom = f'<Properties xmlns="{OFFICE}"><x>{CREATED_BY}</x></Properties>'
    content = with_part(content, "docProps/custom.xml", lambda _part: custom.encode())
    content = with_relationship(content, "", "custom-properties", "docProps/custom.xml", "Internal")
    content = with_part(content, "customXml/item1.xml", lambda _part: f"<a>{CREATED_BY}</a>".encode())
    return with_relationship(content, "word/document.xml", "customXml", "../customXml/item1.xml", "Internal")


def without_header(folder: Path) -> Path:
    content = with_text_replaced(SHIPPED, "word/document.xml", '<w:headerReference w:type="default" r:id="rId5"/>', "")
    return saved(folder, content)


def landscape(folder: Path) -> Path:
    document = docx.Document(io.BytesIO(SHIPPED))
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    document.save(str(folder / "vorlage.docx"))
    return folder / "vorlage.docx"


def wide_margins(folder: Path) -> Path:
    document = docx.Document(io.BytesIO(SHIPPED))
    document.sections[0].left_margin = Mm(50)
    document.save(str(folder / "vorlage.docx"))
    return folder / "vorlage.docx"


def two_sections(folder: Path) -> Path:
    """A letterhead with a header of its own, then the pages for the text, with another header."""
    document = docx.Document(io.BytesIO(SHIPPED))
    document.add_paragraph("Briefkopf des Instituts")
    second = document.add_section(WD_SECTION.NEW_PAGE)
    second.header.is_linked_to_previous = False
    second.header.paragraphs[0].text = "Institut"
    document.save(str(folder / "vorlage.docx"))
    return folder / "vorlage.docx"


def letterhead(folder: Path) -> Path:
    return saved(folder, with_body("<w:p><w:r><w:t>Briefkopf des Instituts</w:t></w:r></w:p>"))


def german_names(folder: Path) -> Path:
    """As programs save that store what the menus say."""
    content = SHIPPED
    for stored, shown in (("heading 1", "Überschrift 1"), ("Title", "Titel"), ("Strong", "Fett")):
        content = with_text_replaced(
            content, "word/styles.xml", f'<w:name w:val="{stored}"/>', f'<w:name w:val="{shown}"/>'
        )
    return saved(folder, content)


def renamed(folder: Path) -> Path:
    content = with_text_replaced(
        SHIPPED, "word/styles.xml", '<w:name w:val="Beschluss"/>', '<w:name w:val="Beschlüsse"/>'
    )
    return saved(folder, content)


def like_libreoffice(folder: Path) -> Path:
    """The marks of a template saved by LibreOffice: own relationship for the properties, no app name, many w:color."""
    content = with_text_replaced(
        SHIPPED, "_rels/.rels", "package/2006/relationships/metadata", "officedocument/2006/relationships/metadata"
    )
    content = with_part(content, "word/settings.xml", lambda part: re.sub(rb"<w:compat>.*</w:compat>", b"", part))
    return saved(folder, content)


def saved(folder: Path, content: bytes) -> Path:
    path = folder / "vorlage.docx"
    path.write_bytes(content)
    return path
