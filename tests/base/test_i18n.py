import ast
from collections.abc import Iterator
from pathlib import Path

from gk_desktop.base.i18n import N_, _, ngettext

PACKAGE = Path(__file__).resolve().parents[2] / "gk_desktop"
MARKS = {"_", "N_", "ngettext"}


def composed_messages(source: str) -> Iterator[int]:
    """Lines whose message is put together before it is translated, so that no catalogue can know it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
            texts = node.args[:2] if node.func.id == "ngettext" else node.args
            if any(isinstance(text, ast.JoinedStr | ast.BinOp) or _is_formatted(text) for text in texts):
                yield node.lineno


def _is_formatted(text: ast.expr) -> bool:
    return isinstance(text, ast.Call) and isinstance(text.func, ast.Attribute) and text.func.attr == "format"


def test_without_a_catalogue_the_german_message_is_shown() -> None:
    assert _("Der Fall „{name}“ fehlt.") == N_("Der Fall „{name}“ fehlt.") == "Der Fall „{name}“ fehlt."


def test_counted_texts_know_one_and_many() -> None:
    assert [ngettext("{count} Eintrag", "{count} Einträge", count) for count in (0, 1, 2)] == [
        "{count} Einträge",
        "{count} Eintrag",
        "{count} Einträge",
    ]


def test_every_message_stands_whole_in_the_source() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{line}"
        for path in PACKAGE.rglob("*.py")
        for line in composed_messages(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_a_message_put_together_is_noticed() -> None:
    planted = '_(f"Fall {name}")\n_("Fall " + name)\n_("Fall {}".format(name))\n_("Fall {}").format(name)\n'
    assert list(composed_messages(planted)) == [1, 2, 3]
