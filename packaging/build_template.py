"""Builds resources/templates/protokoll.docx, the Word template shipped with the program.

    python packaging/build_template.py

Everything in it is written here: no part comes from another program's default template, so no foreign author, picture
or style can slip in. The same script always builds the same bytes (fixed dates, fixed order, parts stored without
compression, as packers differ from machine to machine). Markup: ECMA-376 part 1, transitional (ISO 29500-4).

Lengths are in twips (1/20 pt, 1 mm = 56.7), font sizes in half points, border widths in eighths of a point.
"""

import io
import zipfile
from pathlib import Path

TEMPLATE = Path(__file__).resolve().parent.parent / "resources" / "templates" / "protokoll.docx"

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"

TEXT_WIDTH = 9354  # 165 mm: A4 less 25 mm on the left and 20 mm on the right (DIN 5008)
TIME_WIDTH = 1247  # 22 mm: room for "14:03" or "TOP 12" and a gap
NUMBER_WIDTH = 595  # 10.5 mm of these, where lines are numbered: room for "A1234"

# Each colour of text keeps at least 4.5:1 against white and against the tints below (tests/documents/validation.py).
INK, GREY, ACCENT = "1E2226", "59616A", "1B5E9B"
GREEN, BROWN, VIOLET = "2C6B3F", "8A5200", "6E3B94"
LINE, TINT_GREEN, TINT_BROWN, TINT_VIOLET, TINT_GREY = "BDB9AF", "F1F7F2", "FBF5EC", "F6F1F9", "F3F2EE"
SET_OFF = TIME_WIDTH + 170  # where text behind a bar begins
BOX_WIDTH = 425  # 7.5 mm: a box to be ticked and a gap
SIGN_AT, SIGN_TO = 1701, 6804  # 30 mm and 120 mm: from where to where one signs


def style(kind: str, name: str, *, based: str = "", then: str = "", ppr: str = "", rpr: str = "", **more: str) -> str:
    """One w:style (17.7.4.17). Names of Word's own styles are stored in English and need no w:customStyle."""
    own = "" if more.get("builtin") else ' w:customStyle="1"'
    default = ' w:default="1"' if more.get("default") else ""
    return (
        f'<w:style w:type="{kind}"{default}{own} w:styleId="{style_id(name)}"><w:name w:val="{name}"/>'
        + (f'<w:basedOn w:val="{style_id(based)}"/>' if based else "")
        + (f'<w:next w:val="{style_id(then)}"/>' if then else "")
        + f'<w:uiPriority w:val="{more.get("priority", "10")}"/>'
        + ("<w:semiHidden/><w:unhideWhenUsed/>" if more.get("hidden") else "<w:qFormat/>")
        + (f"<w:pPr>{ppr}</w:pPr>" if ppr else "")
        + (f"<w:rPr>{rpr}</w:rPr>" if rpr else "")
        + more.get("table", "")
        + "</w:style>"
    )


def style_id(name: str) -> str:
    return "".join(word[0].upper() + word[1:] for word in name.split())


def paragraph(name: str, *, based: str = "Normal", **parts: str) -> str:
    return style("paragraph", name, based=based, **parts)


def font(*, size: int = 0, color: str = "", bold: bool = False, italic: bool = False) -> str:
    return (
        ("<w:b/><w:bCs/>" if bold else "")
        + ("<w:i/><w:iCs/>" if italic else "")
        + (f'<w:color w:val="{color}"/>' if color else "")
        + (f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else "")
    )


def spacing(before: int, after: int) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}"/>'


def indent(left: int, *, hanging: int = 0, right: int = 0) -> str:
    return f'<w:ind w:left="{left}" w:right="{right}" w:hanging="{hanging}"/>'


def border(side: str, color: str, *, line: str = "single", width: int = 4, space: int = 4) -> str:
    return f'<w:{side} w:val="{line}" w:sz="{width}" w:space="{space}" w:color="{color}"/>'


def set_off(color: str, tint: str = "", line: str = "single") -> str:
    """Paragraph properties of what must catch the eye: a bar on the left, a tint, the column of the entries' text.

    The bar and the word in front ("Beschluss") carry the meaning; the colour only repeats it.
    """
    bar = border("left", color, line=line, width=24 if line == "single" else 12, space=6)
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{tint}"/>' if tint else ""
    return f"<w:keepLines/><w:pBdr>{bar}</w:pBdr>{shade}{spacing(80, 80)}{indent(SET_OFF)}"


def heading(level: int, size: int, before: int) -> str:
    ppr = f'<w:keepNext/><w:keepLines/>{spacing(before, 80)}<w:outlineLvl w:val="{level - 1}"/>'
    rpr = font(size=size, bold=True, color=INK)
    return paragraph(f"heading {level}", then="Normal", ppr=ppr, rpr=rpr, builtin="1", priority="9")


def heading_styles() -> str:
    title, subtitle = f"<w:keepNext/><w:keepLines/>{spacing(0, 60)}", spacing(0, 200)
    return "".join(
        [
            heading(1, 28, 360),
            heading(2, 24, 280),
            heading(3, 22, 220),
            paragraph("Title", then="Normal", ppr=title, rpr=font(size=40, bold=True, color=INK), builtin="1"),
            paragraph(
                "Subtitle", then="Normal", ppr=subtitle, rpr=font(size=24, color=GREY), builtin="1", priority="11"
            ),
        ]
    )


def builtin_styles() -> str:
    margins = '<w:left w:w="108" w:type="dxa"/>', '<w:right w:w="108" w:type="dxa"/>'
    table_normal = (
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        f'{margins[0]}<w:bottom w:w="0" w:type="dxa"/>{margins[1]}</w:tblCellMar></w:tblPr>'
    )
    edge = f'<w:pBdr>{border("{}", LINE)}</w:pBdr><w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'
    small = font(size=18, color=GREY)
    bullets = f'<w:numPr><w:numId w:val="1"/></w:numPr>{spacing(60, 100)}<w:contextualSpacing/>'
    return "".join(
        [
            style("paragraph", "Normal", default="1", builtin="1", priority="0"),
            style("character", "Default Paragraph Font", default="1", builtin="1", hidden="1", priority="1"),
            style("table", "Normal Table", default="1", builtin="1", hidden="1", priority="99", table=table_normal),
            style("numbering", "No List", default="1", builtin="1", hidden="1", priority="99"),
            heading_styles(),
            paragraph(
                "header", ppr=edge.replace("{}", "bottom") + spacing(0, 0), rpr=small, builtin="1", priority="99"
            ),
            paragraph("footer", ppr=edge.replace("{}", "top") + spacing(0, 0), rpr=small, builtin="1", priority="99"),
            paragraph("Quote", ppr=set_off(LINE), builtin="1", priority="29"),
            paragraph("List Bullet", ppr=bullets, builtin="1", priority="99"),
            style("character", "Strong", rpr=font(bold=True), builtin="1", priority="22"),
            style("character", "Emphasis", rpr=font(italic=True), builtin="1", priority="20"),
            style(
                "character", "Hyperlink", rpr=font(color=ACCENT) + '<w:u w:val="single"/>', builtin="1", priority="99"
            ),
        ]
    )


def own_styles() -> str:
    stop = f'<w:tabs><w:tab w:val="left" w:pos="{TIME_WIDTH}"/></w:tabs>'
    hanging = indent(TIME_WIDTH, hanging=TIME_WIDTH)
    sign_here = (
        f'<w:keepNext/><w:keepLines/><w:tabs><w:tab w:val="left" w:pos="{SIGN_AT}"/>'
        f'<w:tab w:val="right" w:leader="underscore" w:pos="{SIGN_TO}"/></w:tabs>{spacing(560, 240)}'
        f"{indent(SIGN_AT, hanging=SIGN_AT)}"
    )
    box_first = (
        f'<w:keepLines/><w:tabs><w:tab w:val="left" w:pos="{BOX_WIDTH}"/></w:tabs>{spacing(40, 100)}'
        f"{indent(BOX_WIDTH, hanging=BOX_WIDTH)}"
    )
    number = f'<w:tab w:val="left" w:pos="{NUMBER_WIDTH}"/>'
    column = f'<w:tab w:val="left" w:pos="{TIME_WIDTH}"/>'
    numbered_box = f'<w:tabs><w:tab w:val="left" w:pos="{SET_OFF}"/></w:tabs>{indent(SET_OFF, hanging=SET_OFF)}'
    box = "".join(border(side, LINE, space=5) for side in ("top", "left", "bottom", "right"))
    grey_tint = f'<w:shd w:val="clear" w:color="auto" w:fill="{TINT_GREY}"/>'
    return "".join(
        [
            paragraph("TOP", based="heading 1", then="Notiz", ppr=stop + hanging, priority="9"),
            paragraph("Notiz", ppr=spacing(60, 60)),
            paragraph("Notiz mit Uhrzeit", based="Notiz", ppr=stop + hanging),
            paragraph("Beschluss", ppr=set_off(GREEN, TINT_GREEN)),
            paragraph("Auftrag", ppr=set_off(BROWN, TINT_BROWN)),
            paragraph("Offener Punkt", ppr=set_off(VIOLET, TINT_VIOLET)),
            paragraph("Beobachtung", ppr=set_off(GREY, line="dashed")),
            paragraph("Interne Notiz", ppr=set_off(GREY, TINT_GREY, line="dashed"), rpr=font(italic=True)),
            paragraph(
                "Hinweis",
                ppr=f"<w:keepLines/><w:pBdr>{box}</w:pBdr>{grey_tint}{spacing(160, 160)}{indent(113, right=113)}",
            ),
            paragraph("Notiz mit Nummer", based="Notiz", ppr=stop + hanging),
            paragraph("Notiz mit Nummer und Uhrzeit", based="Notiz", ppr=f"<w:tabs>{number}{column}</w:tabs>{hanging}"),
            *(
                paragraph(f"{name} mit Nummer", based=name, ppr=numbered_box)
                for name in ("Beschluss", "Auftrag", "Offener Punkt", "Beobachtung", "Interne Notiz")
            ),
            paragraph("Ankreuzzeile", ppr=box_first),
            paragraph("Erklärung", ppr="<w:keepNext/><w:keepLines/>"),
            paragraph("Unterschriftszeile", ppr=sign_here),
            paragraph("Tabellentext", ppr=spacing(40, 40), rpr=font(size=20), priority="12"),
            paragraph("Tabellenkopf", based="Tabellentext", rpr=font(bold=True, color=INK), priority="12"),
            # Word wants a paragraph behind each table: as small as it can be, for nobody to see.
            paragraph(
                "Tabellenende",
                ppr='<w:spacing w:before="0" w:after="160" w:line="20" w:lineRule="exact"/>',
                rpr=font(size=2),
            ),
            style("character", "Uhrzeit", rpr=font(size=18, color=GREY)),
            style("character", "Kennzeichen", rpr=font(bold=True)),
            style("character", "Kategorie", rpr=font(size=18, color=ACCENT)),
            style("character", "Eintragsnummer", rpr=font(size=17, color=GREY)),
        ]
    )


def table_styles() -> str:
    def borders(*sides: str) -> str:
        return "<w:tblBorders>" + "".join(border(side, LINE, space=0) for side in sides) + "</w:tblBorders>"

    def table(name: str, properties: str, conditions: str = "", **more: str) -> str:
        content = f"<w:tblPr>{properties}</w:tblPr>{conditions}"
        return style("table", name, based="Normal Table", table=content, priority="39", **more)

    def part(kind: str, properties: str) -> str:
        return f'<w:tblStylePr w:type="{kind}"><w:tcPr>{properties}</w:tcPr></w:tblStylePr>'

    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{TINT_GREY}"/>'
    head = part("firstRow", f"<w:tcBorders>{border('bottom', GREY, width=8, space=0)}</w:tcBorders>{shade}")
    rows = borders("top", "bottom", "insideH")
    return "".join(
        [
            table("Table Grid", borders("top", "left", "bottom", "right", "insideH", "insideV"), builtin="1"),
            table("Kopfdaten", rows, part("firstCol", shade)),
            table("Liste mit Kopfzeile", rows, head),
        ]
    )


def styles_part() -> str:
    face = '<w:rFonts w:ascii="Arial" w:eastAsia="Arial" w:hAnsi="Arial" w:cs="Arial"/>'
    language = '<w:lang w:val="de-DE" w:eastAsia="de-DE" w:bidi="ar-SA"/>'
    return (
        f"<w:styles {W}><w:docDefaults>"
        f'<w:rPrDefault><w:rPr>{face}<w:sz w:val="22"/><w:szCs w:val="22"/>{language}</w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:widowControl/><w:spacing w:after="120" w:line="269" w:lineRule="auto"/></w:pPr>'
        f"</w:pPrDefault></w:docDefaults>{builtin_styles()}{own_styles()}{table_styles()}</w:styles>"
    )


def numbering_part() -> str:
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/>'
        f'<w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr>{indent(340, hanging=340)}</w:pPr></w:lvl>'
    )
    return (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>{level}'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def settings_part() -> str:
    def compat(name: str, value: int) -> str:
        return f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'

    return (
        f'<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        + compat("compatibilityMode", 15)  # 15 is Word 2013 and later; anything less shows "Kompatibilitätsmodus"
        + compat("overrideTableStyleFontSizeAndJustification", 1)
        + compat("enableOpenTypeFeatures", 1)
        + compat("doNotFlipMirrorIndents", 1)
        + compat("differentiateMultirowTableHeaders", 1)
        + '</w:compat><w:themeFontLang w:val="de-DE"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
        + "</w:settings>"
    )


def font_table_part() -> str:
    return (
        f'<w:fonts {W}><w:font w:name="Arial"><w:altName w:val="Liberation Sans"/>'
        '<w:panose1 w:val="020B0604020202020204"/><w:charset w:val="00"/><w:family w:val="swiss"/>'
        '<w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(instruction: str, shown: str) -> str:
    """A complex field (17.16.18); Word counts PAGE and NUMPAGES anew whenever it lays out the page."""

    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return char("begin") + code + char("separate") + run(shown) + char("end")


def header_part() -> str:
    klass = '<w:r><w:rPr><w:rStyle w:val="Strong"/></w:rPr><w:t>{{Klasse}}</w:t></w:r>'
    content = f"{klass}<w:r><w:tab/></w:r>{run('{{Kurztitel}}')}"
    return f'<w:hdr {W}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>{content}</w:p></w:hdr>'


def footer_part() -> str:
    pages = f"{run('Seite ')}{field('PAGE', '1')}{run(' von ')}{field('NUMPAGES', '1')}"
    content = f"{run('{{Fußzeile}}')}<w:r><w:tab/></w:r>{pages}"
    return f'<w:ftr {W}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{content}</w:p></w:ftr>'


def document_part() -> str:
    margins = 'w:top="1418" w:right="1134" w:bottom="1418" w:left="1418" w:header="709" w:footer="709" w:gutter="0"'
    return (
        f'<w:document {W} xmlns:r="{OFFICE}"><w:body><w:sectPr>'
        '<w:headerReference w:type="default" r:id="rId5"/><w:footerReference w:type="default" r:id="rId6"/>'
        f'<w:pgSz w:w="11906" w:h="16838"/><w:pgMar {margins}/></w:sectPr></w:body></w:document>'
    )


PARTS_OF_DOCUMENT = ("styles", "settings", "numbering", "fontTable", "header", "footer")


def relationships(*targets: tuple[str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'


def content_types() -> str:
    overrides = {f"/word/{name}.xml": f"{WML}.{name}+xml" for name in PARTS_OF_DOCUMENT}
    overrides["/word/document.xml"] = f"{WML}.document.main+xml"
    overrides["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    overrides["/docProps/app.xml"] = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
        + "</Types>"
    )


def core_part() -> str:
    date = 'xsi:type="dcterms:W3CDTF">2021-01-01T00:00:00Z'
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        "<dc:title>Vorlage Protokoll</dc:title><dc:creator>GK Feldbuch</dc:creator><dc:language>de-DE</dc:language>"
        f"<dcterms:created {date}</dcterms:created><dcterms:modified {date}</dcterms:modified></cp:coreProperties>"
    )


def app_part() -> str:
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'<Properties xmlns="{namespace}"><Application>GK Feldbuch</Application></Properties>'


def parts() -> dict[str, str]:
    main = [
        (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        (f"{OFFICE}/extended-properties", "docProps/app.xml"),
        (f"{OFFICE}/officeDocument", "word/document.xml"),
    ]
    return {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships(*main),
        "docProps/core.xml": core_part(),
        "docProps/app.xml": app_part(),
        "word/document.xml": document_part(),
        "word/_rels/document.xml.rels": relationships(*((f"{OFFICE}/{n}", f"{n}.xml") for n in PARTS_OF_DOCUMENT)),
        "word/styles.xml": styles_part(),
        "word/settings.xml": settings_part(),
        "word/numbering.xml": numbering_part(),
        "word/fontTable.xml": font_table_part(),
        "word/header.xml": header_part(),
        "word/footer.xml": footer_part(),
    }


def build() -> bytes:
    """The template as a file: the parts in fixed order, each with the oldest date a zip can name."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, xml in parts().items():
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.create_system = 0
            archive.writestr(info, (HEAD + xml).encode())
    return target.getvalue()


if __name__ == "__main__":
    TEMPLATE.parent.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_bytes(build())
    print(TEMPLATE.relative_to(Path.cwd()) if TEMPLATE.is_relative_to(Path.cwd()) else TEMPLATE.name)
