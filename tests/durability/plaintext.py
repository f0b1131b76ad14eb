"""Looking for plain text in every byte of a profile."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gk_desktop.domain.search_text import fold


@dataclass(frozen=True, slots=True)
class Finding:
    file: str
    token: str
    form: str


def forms_of(token: str) -> dict[str, bytes]:
    """The ways in which a text may lie on a disk."""
    words = {"as typed": token, "folded": fold(token), "lower case": token.lower(), "upper case": token.upper()}
    forms = {}
    for name, word in words.items():
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "latin-1", "cp850"):
            forms[f"{name}, {encoding}"] = word.encode(encoding, "replace")
        forms[f"{name}, JSON"] = word.encode("ascii", "backslashreplace")
        forms[f"{name}, hexadecimal"] = word.encode().hex().encode()
        forms[f"{name}, backwards"] = word.encode()[::-1]
    return forms


def find_plaintext(folder: Path, tokens: Iterable[str]) -> list[Finding]:
    """Where any of the tokens stands in a file of the folder, or in the name of one."""
    wanted = [(token, name, form) for token in tokens for name, form in forms_of(token).items()]
    findings = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        content = name.encode() + (path.read_bytes() if path.is_file() else b"")
        findings += [Finding(name, token, form) for token, form, piece in wanted if piece in content]
    return findings
