"""gk-desktop capture: notes from standard input or a file, line by line, each durable before it is acknowledged."""

import argparse
import json
import queue
import sys
import threading
import time
from pathlib import Path
from typing import Any, BinaryIO, Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.cli.record_fields import resolve
from gk_desktop.cli.session import Session
from gk_desktop.services.capture import Capture, Captured
from gk_desktop.services.note_lines import NoteLines
from gk_desktop.store.failures import StorageFullError

_DRAFT_EVERY_S: Final = 1.0
"""Contract 7 allows two seconds; half of it leaves room for a slow disk."""


def add_capture_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--event", required=True, metavar="ID", help=_("Veranstaltung"))
    parser.add_argument("--untimed", action="store_true", help=_("Notizen ohne Uhrzeit, anderswo entstanden"))
    parser.add_argument("file", nargs="?", default="-", metavar="DATEI|-", help=_("Textdatei; - oder nichts: Eingabe"))


def capture(session: Session) -> None:
    """Acknowledge each line with one JSON object on standard output."""
    with session.workspace() as workspace:
        event = resolve("event", session.arguments.event, workspace.records)
        notes = workspace.capture(event.id, timed=not session.arguments.untimed)
        taking = _Taking(notes)
        if session.arguments.file == "-":
            taking.take_recovered_draft()
            taking.take_stream(sys.stdin.buffer)
        else:
            taking.take_file(Path(session.arguments.file))
        workspace.back_up_if_due()


class _Taking:
    def __init__(self, notes: Capture) -> None:
        self._notes = notes
        self._lines = NoteLines(notes)
        self._number = 0

    def take_recovered_draft(self) -> None:
        """A line that was half typed when an earlier session ended becomes an entry: nothing typed is lost."""
        draft = self._notes.draft()
        if draft is not None:
            captured = self._notes.add_line(draft.text)
            self._acknowledge(0, captured, recovered=True)
            print(_("Eine nicht abgeschlossene Zeile von vorhin ist als Eintrag übernommen."), file=sys.stderr)

    def take_file(self, path: Path) -> None:
        try:
            stream = path.open("rb")
        except OSError:
            raise UserError(_("Die Datei „{name}“ ist nicht lesbar.").format(name=path)) from None
        with stream:
            for line in stream:
                self._take(line)

    def take_stream(self, stream: BinaryIO) -> None:
        """Lines as they come; what is typed of the next one is kept as a draft meanwhile."""
        chunks: queue.Queue[bytes] = queue.Queue()
        # Reading blocks, on Windows without any way to wait for a pipe with a time limit.
        threading.Thread(target=_read_chunks, args=(stream, chunks), daemon=True).start()
        pending, drafted, last_saved = b"", b"", time.monotonic()
        while True:
            try:
                chunk = chunks.get(timeout=_DRAFT_EVERY_S)
            except queue.Empty:
                chunk = None
            if chunk == b"":
                break
            *complete, pending = (pending + (chunk or b"")).split(b"\n")
            for line in complete:
                self._take(line)
                drafted = b""
            if pending != drafted and (chunk is None or time.monotonic() - last_saved >= _DRAFT_EVERY_S):
                self._notes.save_draft(_decode(pending))
                drafted, last_saved = pending, time.monotonic()
        if pending:
            self._take(pending)

    def _take(self, line: bytes) -> None:
        self._number += 1
        try:
            captured = self._lines.take(_decode(line))
        except StorageFullError as error:
            raise StorageFullError(
                _("Zeile {number} wurde nicht gespeichert. {reason}").format(
                    number=self._number, reason=error.sentence
                ),
                error.way_out,
            ) from None
        self._acknowledge(self._number, captured)

    def _acknowledge(self, number: int, captured: Captured | None, **more: Any) -> None:
        if captured is None:
            return
        said = {
            "line": number,
            "type": captured.type.value,
            "id": captured.id,
            "number": captured.number,
            "kind": captured.kind.value if captured.kind else None,
            **more,
        }
        print(json.dumps(said, ensure_ascii=False), flush=True)


def _read_chunks(stream: BinaryIO, chunks: "queue.Queue[bytes]") -> None:
    """Hand on what arrives, at once; an empty chunk is the end."""
    read = getattr(stream, "read1", stream.read)
    while True:
        chunk: bytes = read(65536)
        chunks.put(chunk)
        if not chunk:
            return


def _decode(line: bytes) -> str:
    return line.decode("utf-8", "replace")
