"""What this program is, and whose work it stands on."""

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QTextBrowser, QVBoxLayout, QWidget

from gk_desktop import __version__
from gk_desktop.base.i18n import _
from gk_desktop.base.paths import resources
from gk_desktop.ui.widgets.identity_words import MAIN_FILE_IS_PERSONAL, NAMES_STAND_IN_KEY_FILE

_LIBRARIES = (
    ("PySide6-Essentials", "Qt for Python", "LGPL-3.0"),
    ("sqlcipher3", "SQLCipher, SQLite, OpenSSL", "BSD, Public Domain, Apache-2.0"),
    ("sqlite-utils", "sqlite-utils", "Apache-2.0"),
    ("cryptography", "cryptography", "Apache-2.0/BSD"),
    ("python-docx", "python-docx", "MIT"),
    ("lxml", "lxml", "BSD"),
    ("typst", "Typst", "Apache-2.0"),
    ("XlsxWriter", "XlsxWriter", "BSD"),
    ("openpyxl", "openpyxl", "MIT"),
    ("ahocorasick_rs", "ahocorasick_rs", "Apache-2.0"),
    ("appdirs", "appdirs", "MIT"),
    ("filelock", "filelock", "Unlicense"),
    ("psutil", "psutil", "BSD"),
)
_FONTS = (
    ("Liberation Sans", "LICENSE-liberation.txt"),
    ("DejaVu Sans", "LICENSE-dejavu.txt"),
    ("Noto Emoji", "LICENSE-noto-emoji.txt"),
)


class AboutDialog(QDialog):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel(_("GK Feldbuch {version}").format(version=__version__))
        licences = QTextBrowser()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.addWidget(title)
        layout.addWidget(QLabel(_("Feldbuch für die formative Evaluation, offline und verschlüsselt. Lizenz: MIT.")))
        layout.addWidget(_wrapped(f"{_(NAMES_STAND_IN_KEY_FILE)} {_(MAIN_FILE_IS_PERSONAL)}"))
        layout.addWidget(licences, 1)
        layout.addWidget(buttons)

        buttons.rejected.connect(self.reject)

        font = title.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.3)
        title.setFont(font)
        licences.setPlainText(_licences())
        licences.setAccessibleName(_("Lizenzen"))
        licences.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Über GK Feldbuch"))
        self.resize(560, 440)


def _wrapped(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    return label


def _licences() -> str:
    lines = [_("GK Feldbuch benutzt:"), ""]
    for package, name, licence in _LIBRARIES:
        try:
            number = version(package)
        except PackageNotFoundError:
            number = "–"
        lines.append(f"{name} {number}: {licence}")
    lines += ["", _("Symbole: Lucide"), "", _told("icons/LICENSE-lucide.txt")]
    for font, file in _FONTS:
        lines += ["", _("Schrift im PDF: {name}").format(name=font), "", _told(f"fonts/{file}")]
    return "\n".join(lines)


def _told(file: str) -> str:
    return (resources() / file).read_text(encoding="utf-8")
