"""A report of our own mistakes that says where, and never what: messages and variables may hold people's words."""

import os
import traceback
from pathlib import Path
from typing import Final

REPORT_NAME: Final = "fehlerbericht.txt"


def write_crash_report(error: BaseException, folder: Path) -> Path | None:
    """Types and places of the error and its causes, in `folder`; None if it cannot be written there."""
    lines: list[str] = []
    cause: BaseException | None = error
    while cause is not None:
        lines.append(type(cause).__qualname__)
        lines += [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in _frames(cause)]
        cause = cause.__cause__ or cause.__context__
    path = folder / REPORT_NAME
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w", encoding="utf-8") as report:
            report.write("\n".join(lines) + "\n")
    except OSError:
        return None
    return path


def _frames(error: BaseException) -> traceback.StackSummary:
    return traceback.extract_tb(error.__traceback__)
