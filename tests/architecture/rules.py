"""The rules that no linter has: each yields line and finding for one module."""

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterator
from typing import Final

from tests.architecture.program import Module, called_name

Finding = tuple[int, str]
Rule = Callable[[Module], Iterator[Finding]]

LONGEST_MODULE: Final = 400
LONGEST_FUNCTION: Final = 40

_HOME_OF: Final = {
    "sqlite3": ("store",),
    "sqlite_utils": ("store.driver",),
    "sqlcipher3": ("store.driver",),
    "pysqlite3": (),
    "docx": ("documents",),
    "appdirs": ("base.paths",),
}
_INPUT_AND_OUTPUT: Final = frozenset(
    {"os", "pathlib", "io", "shutil", "tempfile", "glob", "socket", "subprocess", "urllib", "http", "sqlite3", "time"}
)
_CLOCK_CALLS: Final = frozenset({"now", "today", "utcnow"})
_TRANSLATORS: Final = frozenset({"_", "N_", "ngettext"})
_SAYS_SOMETHING: Final = frozenset(
    {"print", "QLabel", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton", "QGroupBox", "QAction", "QMenu"}
    | {"QMessageBox", "QDockWidget", "setText", "setWindowTitle", "setTitle", "setToolTip", "setStatusTip"}
    | {"setPlaceholderText", "setAccessibleName", "setAccessibleDescription", "setWhatsThis", "setHeaderLabels"}
    | {"addAction", "addMenu", "addTab", "addRow", "addItem", "showMessage", "information", "warning", "question"}
    | {"critical", "add_argument", "add_parser", "ArgumentParser", "change"}
)
_OUR_OWN_FAULTS: Final = frozenset({"BugError", "ImportError", "ValueError", "TypeError", "RuntimeError", "KeyError"})
_LOOKS_GERMAN: Final = re.compile(r"[äöüÄÖÜß„“…]|^\W*[A-ZÄÖÜ][a-zäöüß]+\S* .*[a-zäöüß]")


def named_slots(module: Module) -> Iterator[Finding]:
    """A lambda or partial keeps its object alive, and Qt cannot drop the connection with it."""
    for call in module.calls:
        if called_name(call) != "connect":
            continue
        for argument in call.args:
            if isinstance(argument, ast.Lambda) or (
                isinstance(argument, ast.Call) and called_name(argument) == "partial"
            ):
                yield call.lineno, "connect a bound method, no lambda or partial"


def no_nested_event_loop(module: Module) -> Iterator[Finding]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr == "processEvents":
            yield node.lineno, "processEvents lets anything happen in the middle of this"


def no_thread_class(module: Module) -> Iterator[Finding]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef) and any(ast.unparse(base).endswith("QThread") for base in node.bases):
            yield node.lineno, "work is a plain function given to ui.tasks, no QThread"


def view_models_without_widgets(module: Module) -> Iterator[Finding]:
    if module.lies_in("ui.viewmodels"):
        for line, name in module.imports:
            if name.startswith("PySide6.QtWidgets"):
                yield line, "a view-model knows no widgets"


def libraries_at_home(module: Module) -> Iterator[Finding]:
    for line, name in module.imports:
        library = name.split(".")[0]
        if library in _HOME_OF and not module.lies_in(*_HOME_OF[library]):
            yield line, f"{library} belongs to {' and '.join(_HOME_OF[library]) or 'nobody'}"


def no_star_import(module: Module) -> Iterator[Finding]:
    for line, name in module.imports:
        if name.endswith(".*"):
            yield line, "import names, not *"


def pure_domain(module: Module) -> Iterator[Finding]:
    if not module.lies_in("domain"):
        return
    for line, name in module.imports:
        if name.split(".")[0] in _INPUT_AND_OUTPUT:
            yield line, f"the domain does no input or output: {name}"
    for call in module.calls:
        if called_name(call) in _CLOCK_CALLS or ast.unparse(call.func) == "open":
            yield call.lineno, f"the domain knows neither today's date nor files: {ast.unparse(call.func)}"


def print_in_command_line_only(module: Module) -> Iterator[Finding]:
    if not module.lies_in("cli"):
        for call in module.calls:
            if ast.unparse(call.func) == "print":
                yield call.lineno, "only the command line prints"


def nothing_left_to_do(module: Module) -> Iterator[Finding]:
    for token in tokenize.generate_tokens(io.StringIO(module.source).readline):
        if token.type == tokenize.COMMENT and re.search(r"\b(TODO|FIXME|XXX|HACK)\b", token.string):
            yield token.start[0], "do it, or say why not"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name) and node.id == "NotImplementedError":
            yield node.lineno, "nothing is left unwritten"


def readable_length(module: Module) -> Iterator[Finding]:
    """Functions are measured in lines of code: blank lines, comments and docstrings do not count."""
    lines = module.source.splitlines()
    if len(lines) > LONGEST_MODULE:
        yield 1, f"{len(lines)} lines, {LONGEST_MODULE} are enough for a module"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            has_docstring = ast.get_docstring(node) is not None
            docstring = range(first.lineno, (first.end_lineno or 0) + 1) if has_docstring else range(0)
            numbers = set(range(node.lineno, (node.end_lineno or 0) + 1)) - set(docstring)
            code = [n for n in numbers if lines[n - 1].strip() and not lines[n - 1].lstrip().startswith("#")]
            if len(code) > LONGEST_FUNCTION:
                yield node.lineno, f"{node.name} has {len(code)} lines, {LONGEST_FUNCTION} are enough for a function"


def said_what_it_is(module: Module) -> Iterator[Finding]:
    """Modules say what they are for. So do public classes below `ui`, unless they are all their module is about."""
    if ast.get_docstring(module.tree) is None:
        yield 1, "a module says what it is for"
    if module.lies_in("ui"):
        return
    classes = [node for node in module.tree.body if isinstance(node, ast.ClassDef) and _is_public_maker(node)]
    for node in classes:
        if len(classes) > 1 and ast.get_docstring(node) is None:
            yield node.lineno, f"{node.name} says what it is for"


def _is_public_maker(node: ast.ClassDef) -> bool:
    """Whether it does more than hold named values or name an error."""
    return not node.name.startswith("_") and not node.name.endswith("Error") and not _only_holds_values(node)


def _only_holds_values(node: ast.ClassDef) -> bool:
    bases = [ast.unparse(base) for base in node.bases]
    decorators = [ast.unparse(decorator) for decorator in node.decorator_list]
    return any(base.endswith(("Enum", "Protocol", "TypedDict", "NamedTuple")) for base in bases) or any(
        decorator.startswith("dataclass") for decorator in decorators
    )


def translatable_texts(module: Module) -> Iterator[Finding]:
    """What is shown to people goes through `_()` or `N_()`, as far as a glance at the call can tell."""
    for call in module.calls:
        if _says_something(called_name(call)):
            for argument in [*call.args, *(keyword.value for keyword in call.keywords)]:
                for text in _plain_texts(argument):
                    yield text.lineno, f"not translatable: {text.value!r}"


def _says_something(name: str) -> bool:
    return name in _SAYS_SOMETHING or (name.endswith("Error") and name not in _OUR_OWN_FAULTS)


def _plain_texts(node: ast.expr) -> Iterator[ast.Constant]:
    """German-looking literals in an expression that no translation function is put around."""
    if isinstance(node, ast.Call) and (called_name(node) in _TRANSLATORS or _says_something(called_name(node))):
        return  # translated; or looked at on its own
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and _LOOKS_GERMAN.search(node.value):
        yield node
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr):
            yield from _plain_texts(child)


RULES: Final[dict[str, Rule]] = {
    rule.__name__: rule
    for rule in (
        named_slots,
        no_nested_event_loop,
        no_thread_class,
        view_models_without_widgets,
        libraries_at_home,
        no_star_import,
        pure_domain,
        print_in_command_line_only,
        nothing_left_to_do,
        readable_length,
        said_what_it_is,
        translatable_texts,
    )
}
