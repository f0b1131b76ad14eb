"""Measure, print a table, write benchmarks.json; exit status 1 if a limit is exceeded."""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from tests.benchmarks import (
    enter_durable,
    minutes_export,
    name_check,
    open_workspace,
    pdf_export,
    search_first200,
    window_start,
    window_typing,
)
from tests.benchmarks.measuring import Figure

Benchmark = Callable[[Path], Iterator[Figure]]

BENCHMARKS: Final[dict[str, Benchmark]] = {
    "enter_durable": enter_durable.run,
    "open_workspace": open_workspace.run,
    "search_first200": search_first200.run,
    "minutes": minutes_export.run,
    "minutes_memory": minutes_export.run_memory,
    "observation": minutes_export.run_observations,
    "observation_memory": minutes_export.run_observations_memory,
    "names": name_check.run,
    "pdf": pdf_export.run,
    "start_unlock": window_start.run_start,
    "unlock_capture": window_start.run_unlock,
    "enter_painted": window_typing.run_enter,
    "key_painted": window_typing.run_key,
    "scroll_frame": window_typing.run_scroll,
}
RESULT: Final = Path(__file__).parents[2] / "benchmarks.json"


def main(words: list[str], benchmarks: dict[str, Benchmark] = BENCHMARKS, result: Path = RESULT) -> int:
    """Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--only", metavar="NAME", action="append", choices=list(benchmarks), help="may be repeated")
    parser.add_argument("--strict", action="store_true", help="exit with 1 if a limit is exceeded")
    arguments = parser.parse_args(words)
    chosen = arguments.only or list(benchmarks)
    figures = []
    _show(f"{'':32}{'value':>12}{'baseline':>12}{'ratio':>8}{'limit':>8}")
    for name in chosen:
        with tempfile.TemporaryDirectory(prefix="gk-benchmark-") as folder:
            for figure in benchmarks[name](Path(folder)):
                _show(_line(figure))
                figures.append(figure)
    content = json.dumps([figure.as_object() for figure in figures], indent=1)
    result.write_text(content + "\n", encoding="utf-8")
    within_limits = all(figure.is_within_limit for figure in figures)
    return 0 if within_limits or not arguments.strict else 1


def _show(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _line(figure: Figure) -> str:
    shown = [f"{value * 1000:.2f} ms" if figure.unit == "s" else f"{value:.1f} MB" for value in figure.measured]
    verdict = "" if figure.is_within_limit else "  too slow" if figure.unit == "s" else "  too much"
    return f"{figure.name:32}{shown[0]:>12}{shown[1]:>12}{figure.ratio:>8.2f}{figure.limit:>8.2f}{verdict}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
