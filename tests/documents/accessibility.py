"""Accessibility rules for Word documents that a program can check (EN 301 549 V3.2.1 chapter 10, WCAG 2.1).

* The document has a title, and one language in text and properties (10.2.4.2, 10.3.1.1).
* Headings are headings, begin at level 1, skip no level, and are not empty; nothing short and all bold stands in for
  one; no empty paragraph stands in for spacing (10.1.3.1, 10.2.4.6).
* What a coloured bar sets off says by a word in bold what it is (10.1.4.1).
* Lists and entries read in their order: nothing stands in a text box or floats, no dash or bullet is typed by hand
  (10.1.3.2).
* Tables have a title, a header row or a column of labels, as many cells in every row, no merged cells, no table within,
  and no header without a word (10.1.3.1).
* Pictures have a description, form fields a title (10.1.1.1, 10.4.1.2).
* Text has a contrast of 4.5:1 on every ground it can stand on, and at least 8.5 pt (10.1.4.3).

Not checked, as only people can: reading order, plain language, the quality of descriptions, meaning by colour alone.
"""

from collections.abc import Iterator
from itertools import pairwise

from docx_text import W, parse, part_text, properties, read_parts
from lxml import etree

NS = {"w": W.strip("{}")}
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WHITE = "FFFFFF"
CONTRAST = 4.5
SIDES = ("firstRow", "firstColumn")
TYPED_BULLETS = ("• ", "- ", "– ", "* ", "•\t", "-\t", "–\t")
SMALLEST = 17  # half points; what is smaller is for nobody to read


def accessibility_findings(docx: bytes, *, every_style: bool = False) -> list[str]:
    """What bars readers with a screen reader or weak eyes, one sentence each; empty means nothing was found.

    Colours are judged of the styles in use, or of every style there is: what one asks of a template.
    """
    parts = read_parts(docx)
    styles = _Styles(parse(parts["word/styles.xml"]))
    body = parse(parts["word/document.xml"]).find("w:body", NS)
    assert body is not None
    findings = [*_about_properties(docx, styles), *_about_headings(body, styles), *_about_paragraphs(body, styles)]
    texts = [parse(part) for name, part in parts.items() if name.startswith("word/") and name.endswith(".xml")]
    for text in texts:
        findings += _about_tables(text) + _about_objects(text)
    return findings + list(_about_contrast(styles, texts, set(styles.by_id) if every_style else styles.used_in(texts)))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, RRGGBB (WCAG 2.1, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    shares = [int(color[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (s / 12.92 if s <= 0.03928 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class _Styles:
    """Values of styles, inherited ones included."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.by_id = {style.get(f"{W}styleId"): style for style in root.iterfind("w:style", NS)}

    def used_in(self, parts: list[etree._Element]) -> set[str]:
        named = {
            node.get(f"{W}val", "") for part in parts for node in part.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")
        }
        defaults = {style_id for style_id, style in self.by_id.items() if style.get(f"{W}default") in ("1", "true")}
        return (named | defaults) & set(self.by_id)

    def name(self, style_id: str | None) -> str:
        return self.by_id[style_id].find("w:name", NS).get(f"{W}val") if style_id in self.by_id else ""

    def value(self, style_id: str | None, path: str, attribute: str = "val") -> str | None:
        """The value of an element such as "w:rPr/w:color" in a style or the first of its ancestors that has it."""
        while style_id in self.by_id:
            style = self.by_id[style_id]
            node = style.find(path, NS)
            if node is not None:
                return node.get(f"{W}{attribute}", "true")
            based = style.find("w:basedOn", NS)
            style_id = based.get(f"{W}val") if based is not None else None
        return None


def _about_properties(docx: bytes, styles: _Styles) -> Iterator[str]:
    core = properties(docx)
    if not core.get("title", "").strip():
        yield "the document has no title in its properties"
    language = styles.root.find("w:docDefaults/w:rPrDefault/w:rPr/w:lang", NS)
    if language is None or not language.get(f"{W}val"):
        yield "the text has no language"
    elif core.get("language") != language.get(f"{W}val"):
        yield "the properties name another language than the text"


def _level(paragraph: etree._Element, styles: _Styles) -> int | None:
    """1 to 9 for headings (w:outlineLvl, 17.3.1.20), else None."""
    own = paragraph.find("w:pPr/w:outlineLvl", NS)
    level = own.get(f"{W}val") if own is not None else styles.value(_style(paragraph), "w:pPr/w:outlineLvl")
    return int(level) + 1 if level is not None and int(level) < 9 else None


def _style(node: etree._Element) -> str | None:
    style = node.find("w:pPr/w:pStyle", NS)
    return style.get(f"{W}val") if style is not None else None


def _about_headings(body: etree._Element, styles: _Styles) -> Iterator[str]:
    headings = [(level, part_text(p)) for p in body.iter(f"{W}p") if (level := _level(p, styles)) is not None]
    for (level, _before), (following, text) in pairwise([(0, ""), *headings]):
        if following > level + 1:
            yield f"heading “{text.strip()}” of level {following} follows level {level}"
    yield from (f"an empty heading of level {level}" for level, text in headings if not text.strip())


def _about_paragraphs(body: etree._Element, styles: _Styles) -> Iterator[str]:
    for paragraph in body.iterchildren(f"{W}p"):
        text = part_text(paragraph).strip()
        before = paragraph.getprevious()
        is_empty = not text and next(paragraph.iter(f"{W}drawing", f"{W}sectPr"), None) is None
        if is_empty and (before is None or before.tag != f"{W}tbl"):  # Word wants a paragraph behind a table
            yield "an empty paragraph stands in for spacing"
        if text.startswith(TYPED_BULLETS):
            yield f"“{text[:40]}” is a list typed by hand"
        if text and _is_barred(paragraph, styles) and not _begins_bold(paragraph, styles):
            yield f"“{text[:40]}” is set off by colour alone"
        elif len(text) < 80 and _level(paragraph, styles) is None and _all_bold(paragraph, styles):
            yield f"“{text}” looks like a heading and is none"


def _is_barred(paragraph: etree._Element, styles: _Styles) -> bool:
    """Whether its style has a bar on the left, and not a box around."""
    left, right = (styles.value(_style(paragraph), f"w:pPr/w:pBdr/w:{side}") for side in ("left", "right"))
    return bool(left) and not right


def _is_bold(run: etree._Element, styles: _Styles) -> bool:
    named = run.find("w:rPr/w:rStyle", NS)
    by_style = named is not None and styles.value(named.get(f"{W}val"), "w:rPr/w:b") is not None
    return by_style or run.find("w:rPr/w:b", NS) is not None


def _all_bold(paragraph: etree._Element, styles: _Styles) -> bool:
    runs = [run for run in paragraph.iter(f"{W}r") if part_text(run).strip()]
    return bool(runs) and all(_is_bold(run, styles) for run in runs)


def _begins_bold(paragraph: etree._Element, styles: _Styles) -> bool:
    """Whether the first word is bold; what ends in a tab, such as the number of a line, stands before it."""
    runs = [run for run in paragraph.iter(f"{W}r") if part_text(run).strip() and run.find("w:tab", NS) is None]
    return bool(runs) and _is_bold(runs[0], styles)


def _about_tables(root: etree._Element) -> list[str]:
    findings = []
    for table in root.iter(f"{W}tbl"):
        label = table.find("w:tblPr/w:tblCaption", NS)
        name = label.get(f"{W}val") if label is not None else ""
        if not name:
            findings.append("a table has no title for those who do not see it")
        look = table.find("w:tblPr/w:tblLook", NS)
        is_set = {side: look is not None and look.get(f"{W}{side}") in ("1", "true", "on") for side in SIDES}
        has_labels = is_set["firstColumn"] and not is_set["firstRow"]
        columns = len(table.findall("w:tblGrid/w:gridCol", NS))
        if table.find("w:tr/w:trPr/w:tblHeader", NS) is None and not (has_labels and columns == 2):
            findings.append(f"table “{name}” has no header row")
        if next(table.iter(f"{W}gridSpan", f"{W}vMerge"), None) is not None:
            findings.append(f"table “{name}” has merged cells")
        if any(len(row.findall("w:tc", NS)) != columns for row in table.iterfind("w:tr", NS)):
            findings.append(f"table “{name}” has rows of different lengths")
        headers = [row for row in table.iterfind("w:tr", NS) if row.find("w:trPr/w:tblHeader", NS) is not None]
        if any(not part_text(cell).strip() for row in headers for cell in row.iterfind("w:tc", NS)):
            findings.append(f"table “{name}” has a header without a word")
        if next(table.iterdescendants(f"{W}tbl"), None) is not None:
            findings.append(f"table “{name}” has a table within")
    return findings


def _about_objects(root: etree._Element) -> list[str]:
    findings = ["a picture has no description" for node in root.iter(f"{WP}docPr") if not node.get("descr")]
    findings += ["text stands in a text box" for _node in root.iter(f"{W}txbxContent")]
    findings += ["an object floats beside the text" for _node in root.iter(f"{WP}anchor")]
    controls = root.iterfind(".//w:sdt/w:sdtPr", NS)
    return findings + ["a form field has no title" for node in controls if node.find("w:alias", NS) is None]


def _about_contrast(styles: _Styles, parts: list[etree._Element], considered: set[str]) -> Iterator[str]:
    """Explicit colours only: of each paragraph style on its own ground, of all others on every ground there is."""
    fills = (node.get(f"{W}fill", "") for style_id in considered for node in styles.by_id[style_id].iter(f"{W}shd"))
    grounds = {WHITE, *(fill for fill in fills if len(fill) == len(WHITE))}
    for style_id in sorted(considered):
        style = styles.by_id[style_id]
        ground = styles.value(style_id, "w:pPr/w:shd", "fill") or WHITE
        color = styles.value(style_id, "w:rPr/w:color") or "auto"
        own_ground = style.get(f"{W}type") == "paragraph"
        yield from _pale(f"style {styles.name(style_id)}", color, {ground} if own_ground else grounds)
        size = styles.value(style_id, "w:rPr/w:sz")
        if size and int(size) < SMALLEST and styles.name(style_id) != "Tabellenende":
            yield f"style {styles.name(style_id)} is smaller than {SMALLEST / 2} pt"
    for part in parts:
        for node in part.iterfind(".//w:r/w:rPr/w:color", NS):
            yield from _pale("text", node.get(f"{W}val", "auto"), grounds)


def _pale(what: str, color: str, grounds: set[str]) -> Iterator[str]:
    for ground in sorted(grounds):
        if color != "auto" and ground != "auto" and contrast(color, ground) < CONTRAST:
            yield f"{what}: {color} on {ground} has a contrast of {contrast(color, ground):.1f}"
