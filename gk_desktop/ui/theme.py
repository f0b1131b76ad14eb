"""Colours and type: Fusion with a light and a dark palette of our own, roles only, no colour in a widget.

Nothing here touches PySide6's `Qt`, which makes a hundred enums at its first use: a tenth of a bare window's start.
`QColor(name)` and `QPalette(colour)` would.
"""

from enum import StrEnum
from typing import Final

from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette

from gk_desktop.base.i18n import N_


class Appearance(StrEnum):
    SYSTEM = "system"
    LIGHT = "hell"
    DARK = "dunkel"


APPEARANCE_LABELS: Final[dict[Appearance, str]] = {
    Appearance.SYSTEM: N_("System"),
    Appearance.LIGHT: N_("Hell"),
    Appearance.DARK: N_("Dunkel"),
}


class Sign(StrEnum):
    """Colours of signs, by what they stand for."""

    DECISION = "decision"
    TASK = "task"
    OPEN_POINT = "open_point"
    WARNING = "warning"
    ACCENT = "accent"
    SECOND = "second"
    LINE = "line"


_LIGHT: Final = {"ground": "#F6F5F1", "surface": "#FFFFFF", "text": "#1E2226", "selected": "#FFFFFF"}
_DARK: Final = {"ground": "#1C1F22", "surface": "#25292D", "text": "#E8E6E1", "selected": "#16191C"}

_SIGNS: Final[dict[Sign, tuple[str, str]]] = {
    Sign.DECISION: ("#2C6B3F", "#7FC694"),
    Sign.TASK: ("#8A5200", "#E0A95A"),
    Sign.OPEN_POINT: ("#6E3B94", "#C49BE6"),
    Sign.WARNING: ("#A3261B", "#F08A7E"),
    Sign.ACCENT: ("#1B5E9B", "#7DB4EA"),
    Sign.SECOND: ("#59616A", "#A5ADB5"),
    Sign.LINE: ("#D9D6CE", "#3A4046"),
}


def palette(*, dark: bool) -> QPalette:
    """All roles of the palette, set so that no style invents one."""
    base = _DARK if dark else _LIGHT
    accent, second, line = (_colour(_SIGNS[sign][dark]) for sign in (Sign.ACCENT, Sign.SECOND, Sign.LINE))
    ground, surface, text = (_colour(base[part]) for part in ("ground", "surface", "text"))
    colours = QPalette()
    role = QPalette.ColorRole
    for name, colour in (
        (role.Window, ground),
        (role.Base, surface),
        (role.AlternateBase, ground),
        (role.Button, ground),
        (role.Text, text),
        (role.WindowText, text),
        (role.ButtonText, text),
        (role.ToolTipBase, surface),
        (role.ToolTipText, text),
        (role.PlaceholderText, second),
        (role.Highlight, accent),
        (role.HighlightedText, _colour(base["selected"])),
        (role.Accent, accent),
        (role.Link, accent),
        (role.LinkVisited, accent),
        (role.Mid, line),
        (role.Dark, second),
        (role.Light, surface),
        (role.Midlight, line),
        (role.Shadow, line),
        (role.BrightText, text),
    ):
        colours.setColor(name, colour)
    for name in (role.Text, role.WindowText, role.ButtonText, role.HighlightedText):
        colours.setColor(QPalette.ColorGroup.Disabled, name, second)
    return colours


def _colour(name: str) -> QColor:
    return QColor.fromString(name)


def is_dark(colours: QPalette) -> bool:
    return colours.color(QPalette.ColorRole.Window).lightness() < 128


def sign_colour(sign: Sign, colours: QPalette) -> QColor:
    """The colour of a sign on this palette's ground; at least 4.5:1 against ground and surface."""
    return _colour(_SIGNS[sign][is_dark(colours)])


def apply_appearance(appearance: Appearance) -> None:
    """Switch the whole program. Where the system does not say whether it is dark, light is meant."""
    if appearance is Appearance.SYSTEM:
        # Without a palette of ours Fusion shows the system's.
        QGuiApplication.setPalette(QPalette())
        dark = is_dark(QGuiApplication.palette())
    else:
        dark = appearance is Appearance.DARK
    QGuiApplication.setPalette(palette(dark=dark))


def notes_font(points: float) -> QFont:
    """The type in which the user's words are set."""
    font = QFont(QGuiApplication.font())
    font.setPointSizeF(points)
    return font
