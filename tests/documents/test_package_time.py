"""The same content written at another time is the same file."""

import io
import zipfile
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from gk_desktop.documents.package_time import set_package_time

MEMBERS = st.dictionaries(st.text("abc/ä", min_size=1, max_size=8), st.binary(max_size=200), max_size=5)


def package(members: dict[str, bytes], year: int) -> io.BytesIO:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression=zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (year, 3, 4, 5, 6, 8)), content)
    return stream


@given(MEMBERS, st.datetimes(min_value=datetime(1980, 1, 1), max_value=datetime(2100, 1, 1)))  # noqa: DTZ001
def test_only_the_times_change_and_they_are_all_the_same(members: dict[str, bytes], moment: datetime) -> None:
    one, other = package(members, 1999), package(members, 2021)
    for stream in (one, other):
        set_package_time(stream, moment)
    assert one.getvalue() == other.getvalue()
    with zipfile.ZipFile(one) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == members
        even = moment.replace(second=moment.second // 2 * 2, microsecond=0)
        assert all(datetime(*info.date_time) == even for info in archive.infolist())  # noqa: DTZ001


def test_a_year_before_zip_files_is_the_first_one_they_know() -> None:
    stream = package({"a": b"a"}, 2000)
    set_package_time(stream, datetime(1950, 6, 7))  # noqa: DTZ001
    with zipfile.ZipFile(stream) as archive:
        assert archive.infolist()[0].date_time == (1980, 6, 7, 0, 0, 0)
