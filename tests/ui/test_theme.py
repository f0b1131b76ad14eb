"""Every colour of ours can be read on its ground."""

import itertools

import pytest
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from gk_desktop.domain.category import CATEGORY_COLOURS
from gk_desktop.ui.theme import Appearance, Sign, apply_appearance, is_dark, palette, sign_colour

_SMALLEST_CONTRAST = 4.5


def _luminance(colour: QColor) -> float:
    """Relative luminance, WCAG 2.1."""

    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(value) for value in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio, WCAG 2.1."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


_ROLE = QPalette.ColorRole
_PAIRS = [
    *itertools.product((_ROLE.Text, _ROLE.WindowText, _ROLE.PlaceholderText, _ROLE.Link), (_ROLE.Window, _ROLE.Base)),
    (_ROLE.ButtonText, _ROLE.Button),
    (_ROLE.ToolTipText, _ROLE.ToolTipBase),
    (_ROLE.HighlightedText, _ROLE.Highlight),
]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("colour", CATEGORY_COLOURS)
def test_colours_of_categories_stand_out_as_signs_do(qapp: object, dark: bool, colour: str) -> None:
    for ground in (_ROLE.Window, _ROLE.Base):
        assert contrast(QColor(colour), palette(dark=dark).color(ground)) >= 3


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), _PAIRS)
def test_text_stands_out_from_its_ground(qapp: object, dark: bool, text: _ROLE, ground: _ROLE) -> None:
    colours = palette(dark=dark)

    assert contrast(colours.color(text), colours.color(ground)) >= _SMALLEST_CONTRAST


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("sign", [sign for sign in Sign if sign is not Sign.LINE])
def test_signs_stand_out_from_ground_and_surface(qapp: object, dark: bool, sign: Sign) -> None:
    colours = palette(dark=dark)
    grounds = (colours.color(_ROLE.Window), colours.color(_ROLE.Base))

    assert min(contrast(sign_colour(sign, colours), ground) for ground in grounds) >= _SMALLEST_CONTRAST


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_text_of_a_message_stands_out_from_its_bar(qapp: object, dark: bool) -> None:
    colours = palette(dark=dark)

    for sign in (Sign.WARNING, Sign.ACCENT):
        assert contrast(colours.color(_ROLE.HighlightedText), sign_colour(sign, colours)) >= _SMALLEST_CONTRAST


def test_a_palette_knows_whether_it_is_dark(qapp: object) -> None:
    assert is_dark(palette(dark=True))
    assert not is_dark(palette(dark=False))


def test_disabled_text_can_still_be_read(qapp: object) -> None:
    for dark in (False, True):
        colours = palette(dark=dark)
        disabled = colours.color(QPalette.ColorGroup.Disabled, _ROLE.WindowText)
        assert contrast(disabled, colours.color(_ROLE.Window)) >= _SMALLEST_CONTRAST


def test_back_to_the_system_does_not_stay_dark(qapp: object) -> None:
    apply_appearance(Appearance.DARK)
    assert is_dark(QGuiApplication.palette())

    apply_appearance(Appearance.SYSTEM)
    assert QGuiApplication.palette().color(_ROLE.Base) == palette(dark=False).color(_ROLE.Base)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_palette_leaves_no_role_to_what_was_shown_before(qapp: object, dark: bool) -> None:
    before = QGuiApplication.palette()
    QGuiApplication.setPalette(QPalette(QColor("red")))
    try:
        once = palette(dark=dark)
        QGuiApplication.setPalette(QPalette(QColor("blue")))
        assert palette(dark=dark) == once
    finally:
        QGuiApplication.setPalette(before)
