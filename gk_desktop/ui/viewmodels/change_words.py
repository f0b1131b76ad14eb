"""What a change is called in the status line, so that one knows what was taken back."""

from typing import Final

from gk_desktop.base.i18n import _
from gk_desktop.domain.change_set import ChangeSet, RecordChange

_NAMES: Final = ("number", "label", "title", "name", "code")
_KINDS_BESIDE: Final = frozenset({"task", "decision"})
"""They come and go with their entry, which names the change already."""
_MOST_NAMES: Final = 3


def named(change_set: ChangeSet) -> str:
    """The label of the change, and which records it touched: "Einträge verbinden (A3, A4)"."""
    changes = [change for change in change_set.changes if change.kind not in _KINDS_BESIDE] or change_set.changes
    names = list(dict.fromkeys(name for change in changes if (name := _name(change))))
    shown = ", ".join(names[:_MOST_NAMES]) + (", …" if len(names) > _MOST_NAMES else "")
    label = _(change_set.label)
    return f"{label} ({shown})" if shown and shown not in label else label


def _name(change: RecordChange) -> str:
    values = {**(change.before or {}), **(change.after or {})}
    name = next((str(values[field]) for field in _NAMES if values.get(field)), "")
    return _("TOP {number}").format(number=name) if change.kind == "agenda_item" else name
