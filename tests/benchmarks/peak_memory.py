"""A process that carries out a command, or only imports what it needs, and tells its peak memory.

Run as `python -m tests.benchmarks.peak_memory [WORDS]`; the last line on standard error is the peak in megabytes.
"""

import sys
from pathlib import Path
from typing import Final

import psutil

import gk_desktop.documents.docx_writer
import gk_desktop.documents.minutes  # noqa: F401 - imported here so that importing is no part of what is measured
from gk_desktop.cli.main import run

_STATUS: Final = Path("/proc/self/status")


def peak_megabytes() -> float:
    """The highest resident size of this process since it began."""
    if _STATUS.exists():
        # Not ru_maxrss: there Linux hands down the size of the process that started this one.
        line = next(line for line in _STATUS.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 2**10
    if sys.platform == "win32":
        return float(psutil.Process().memory_info().peak_wset) / 2**20
    import resource  # not on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


if __name__ == "__main__":
    status = run(sys.argv[1:]) if sys.argv[1:] else 0
    sys.stderr.write(f"\n{peak_megabytes()}\n")
    sys.exit(status)
