import os
import stat
from pathlib import Path

import pytest

from gk_desktop.base.crash_report import REPORT_NAME, write_crash_report


def failure(depth: int = 0) -> BaseException:
    secret = "Quittenmarmelade"
    try:
        if depth:
            raise LookupError(secret) from failure(depth - 1)
        try:
            raise KeyError(secret)
        except KeyError as error:
            error.add_note(secret)
            raise RuntimeError(f"{secret} im Text") from None
    except (LookupError, RuntimeError) as error:
        return error


def test_a_report_names_types_and_places_and_no_words(tmp_path: Path) -> None:
    path = write_crash_report(failure(1), tmp_path)

    assert path == tmp_path / REPORT_NAME
    report = path.read_text(encoding="utf-8")
    lines = report.splitlines()
    assert [line for line in lines if not line.startswith("  ")] == ["LookupError", "RuntimeError", "KeyError"]
    assert all(line.split(":")[0] == "  test_crash_report.py" for line in lines if line.startswith("  "))
    assert "failure" in report
    assert "Quitten" not in report
    assert str(Path(__file__).parent) not in report


def test_a_report_replaces_the_one_before(tmp_path: Path) -> None:
    write_crash_report(failure(5), tmp_path)
    write_crash_report(ValueError(), tmp_path)

    assert (tmp_path / REPORT_NAME).read_text(encoding="utf-8") == "ValueError\n"


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes; the profile folder is the user's own")
def test_a_report_is_for_its_owner_only(tmp_path: Path) -> None:
    path = write_crash_report(failure(), tmp_path)

    assert path is not None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_report_that_cannot_be_written_is_none(tmp_path: Path) -> None:
    assert write_crash_report(failure(), tmp_path / "fehlt") is None
    (tmp_path / REPORT_NAME).mkdir()
    assert write_crash_report(failure(), tmp_path) is None
