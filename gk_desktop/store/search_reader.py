"""Reading while somebody writes: a connection of its own that cannot write, for a thread beside the window."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Final, TypeVar

from gk_desktop.base.progress import Cancelled
from gk_desktop.store.driver import Database, DatabaseError, ResultCode, result_code
from gk_desktop.store.records import Records
from gk_desktop.store.search_index import SearchIndex

_ASK_AGAIN_S: Final = 0.01

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class ReadView:
    """What can be read; it shows what is saved at the moment of each statement."""

    search: SearchIndex
    records: Records


class SearchReader:
    """Opens its connection with the first `read` and keeps it; between two of them no transaction is open, so that the
    log can be folded into the file at any time.

    `read` is for one thread, `interrupt` and `close` may come from any other.
    """

    def __init__(self, open_database: Callable[[], Database]) -> None:
        self._open_database = open_database
        self._database: Database | None = None
        self._is_closed = False
        self._turn = Lock()
        """Held while somebody reads."""
        self._handle = Lock()
        """Held while the connection is interrupted or taken away."""

    def read(self, verb: Callable[[ReadView], Result]) -> Result:
        """What `verb` has read; it leaves no statement unfinished. Raises `Cancelled` after `interrupt` or `close`,
        `UserError` if the file cannot be read."""
        with self._turn:
            if self._is_closed:
                raise Cancelled
            if self._database is None:
                self._database = self._open_database()
            try:
                return verb(ReadView(SearchIndex(self._database), Records(self._database)))
            except DatabaseError as error:
                if result_code(error) == ResultCode.INTERRUPT:
                    raise Cancelled from None
                raise

    def interrupt(self) -> None:
        """End the statement that is running, if there is one."""
        with self._handle:
            if self._database is not None:
                self._database.conn.interrupt()

    def close(self) -> None:
        """End what is running and let go of the file. Nothing can be read afterwards."""
        self._is_closed = True
        while not self._turn.acquire(timeout=_ASK_AGAIN_S):
            self.interrupt()
        try:
            with self._handle:
                database, self._database = self._database, None
            if database is not None:
                database.close()
        finally:
            self._turn.release()
