"""Colours of a template's styles that are hard to read: contrast after WCAG 2.2, 1.4.3."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

_ENOUGH: Final = 4.5
_WHITE: Final = "FFFFFF"
_DEEPEST: Final = 30


def pale_styles(document: WordDocument, style_ids: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Styles whose text has too little contrast on its own ground, with the contrast. Explicit colours only."""
    styles = {style.get(qn("w:styleId"), ""): style for style in document.styles.element.iterchildren(qn("w:style"))}
    for style_id in style_ids:
        colour = _value(styles, style_id, "w:rPr/w:color", "val")
        ground = _value(styles, style_id, "w:pPr/w:shd", "fill") or _WHITE
        if _is_colour(colour):
            found = contrast(colour, ground if _is_colour(ground) else _WHITE)
            if found < _ENOUGH:
                yield style_id, found


def contrast(one: str, other: str) -> float:
    """From 1 to 21, of two colours as "1E2226"."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    shares = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _is_colour(text: str) -> bool:
    return len(text) == 6 and all(character in "0123456789abcdefABCDEF" for character in text)


def _value(styles: dict[str, Any], style_id: str, path: str, attribute: str) -> str:
    """What a style says, or the first of those it is based on; a damaged template may let them go in a circle."""
    for _step in range(_DEEPEST):
        style = styles.get(style_id)
        if style is None:
            break
        found = style.xpath(f"{path}/@w:{attribute}")
        if found:
            return str(found[0])
        based = style.xpath("w:basedOn/@w:val")
        style_id = str(based[0]) if based else ""
    return ""
