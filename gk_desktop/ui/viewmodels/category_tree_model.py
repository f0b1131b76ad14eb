"""The category system as a tree: by parent, in the order of codes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gk_desktop.domain.category import Category, line_above
from gk_desktop.domain.search_text import fold
from gk_desktop.ui.viewmodels.german_order import sort_key
from gk_desktop.ui.viewmodels.record_list_model import ID_ROLE

AnyIndex = QModelIndex | QPersistentModelIndex

_ROOT: Final = QModelIndex()
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP: Final = int(Qt.ItemDataRole.ToolTipRole)
COLOUR_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 5
"""The colour of a category, #RRGGBB; empty if it has none."""


@dataclass(slots=True, eq=False)
class _Node:
    """`number` is what an index carries: an address of a Python object would outlive it."""

    number: int
    id: str
    text: str
    definition: str
    colour: str
    parent: "_Node | None"
    children: list["_Node"] = field(default_factory=list)

    @property
    def row(self) -> int:
        return self.parent.children.index(self) if self.parent else 0


class CategoryTreeModel(QAbstractItemModel):
    """Fed with `set_rows`. Only what the filter leaves is shown, with everything above it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._categories: list[Category] = []
        self._words: tuple[str, ...] = ()
        self._root = _Node(0, "", "", "", "", None)
        self._nodes: dict[str, _Node] = {}
        self._by_number: dict[int, _Node] = {}

    def set_rows(self, categories: Iterable[Category]) -> None:
        self._categories = sorted(categories, key=lambda category: sort_key(category.code))
        self._show()

    def set_filter(self, text: str) -> None:
        self._words = tuple(fold(text).split())
        self._show()

    @property
    def is_filtered(self) -> bool:
        return bool(self._words)

    @property
    def total(self) -> int:
        return len(self._categories)

    def index_of(self, category_id: str) -> QModelIndex:
        """Invalid if it is not shown."""
        node = self._nodes.get(category_id)
        return self.createIndex(node.row, 0, node.number) if node else QModelIndex()

    def all_ids(self) -> list[str]:
        """What is shown, from top to bottom."""
        return [node.id for node in _walk(self._root)]

    def _show(self) -> None:
        root, nodes = self._built()
        if [(node.id, node.parent.id) for node in _walk(root) if node.parent] == [
            (node.id, node.parent.id) for node in _walk(self._root) if node.parent
        ]:
            self._update_texts(nodes)
            return
        self.beginResetModel()
        self._root, self._nodes = root, nodes
        self._by_number = {node.number: node for node in nodes.values()}
        self.endResetModel()

    def _update_texts(self, nodes: dict[str, _Node]) -> None:
        for node_id, new in nodes.items():
            node = self._nodes[node_id]
            if (node.text, node.definition, node.colour) != (new.text, new.definition, new.colour):
                node.text, node.definition, node.colour = new.text, new.definition, new.colour
                index = self.index_of(node_id)
                self.dataChanged.emit(index, index)

    def _built(self) -> tuple[_Node, dict[str, _Node]]:
        wanted = self._wanted()
        root = _Node(0, "", "", "", "", None)
        nodes = {
            category.id: _node(number, category)
            for number, category in enumerate(self._categories, start=1)
            if category.id in wanted
        }
        above = {category.id: category.parent for category in self._categories}
        for node in nodes.values():
            parent_id = above[node.id]
            circular = node.id in line_above(parent_id, above)
            node.parent = nodes.get(parent_id, root) if not circular else root
            node.parent.children.append(node)
        return root, nodes

    def _wanted(self) -> set[str]:
        above = {category.id: category.parent for category in self._categories}
        found: set[str] = set()
        for category in self._categories:
            folded = fold(category.search_text())
            if all(word in folded for word in self._words):
                found.update((category.id, *line_above(category.parent, above)))
        return found

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        return len(self._node(parent).children) if parent.column() <= 0 else 0

    def columnCount(self, _parent: AnyIndex = _ROOT) -> int:
        return 1

    def index(self, row: int, column: int, parent: AnyIndex = _ROOT) -> QModelIndex:
        children = self._node(parent).children
        if 0 <= row < len(children) and column == 0:
            return self.createIndex(row, column, children[row].number)
        return QModelIndex()

    def parent(self, index: AnyIndex = _ROOT) -> Any:
        above = self._node(index).parent if index.isValid() else None
        if above is None or above is self._root:
            return QModelIndex()
        return self.createIndex(above.row, 0, above.number)

    def data(self, index: AnyIndex, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        node = self._node(index)
        if role == _DISPLAY:
            return node.text
        if role == _TOOL_TIP:
            return node.definition or None
        if role == COLOUR_ROLE:
            return node.colour
        return node.id if role == ID_ROLE else None

    def _node(self, index: AnyIndex) -> _Node:
        return self._by_number.get(index.internalId(), self._root) if index.isValid() else self._root


def _node(number: int, category: Category) -> _Node:
    text = f"{category.code}  {category.name}"
    return _Node(number, category.id, text, category.definition, category.colour, None)


def _walk(node: _Node) -> Iterable[_Node]:
    for child in node.children:
        yield child
        yield from _walk(child)
