import errno
import io
import os

import pytest

from gk_desktop.base.os_reasons import reason_of

USUAL = (errno.EACCES, errno.EPERM, errno.ENOENT, errno.EISDIR, errno.ELOOP, errno.ENOTDIR, errno.EIO, errno.EROFS)


@pytest.mark.parametrize("number", USUAL)
def test_a_usual_reason_is_said_in_german(number: int) -> None:
    said = reason_of(OSError(number, os.strerror(number)))
    assert os.strerror(number) not in said
    assert "Fehler" not in said or number == errno.EIO


def test_an_unusual_one_by_its_number_and_one_without_by_its_kind() -> None:
    assert reason_of(OSError(errno.EXDEV, "Invalid cross-device link")) == (f"Fehler {errno.EXDEV} des Betriebssystems")
    assert "UnsupportedOperation" in reason_of(io.UnsupportedOperation("seek"))
