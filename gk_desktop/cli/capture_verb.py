"""gk-desktop capture: notes from standard input or a file, line by line, each durable before it is acknowledged."""

import argparse
import codecs
import json
import queue
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.cli.record_fields import resolve
from gk_desktop.cli.session import Session, say
from gk_desktop.domain.event import Event
from gk_desktop.services.capture import Capture, Captured
from gk_desktop.services.note_lines import NoteLines
from gk_desktop.store.failures import StorageFullError

_DRAFT_EVERY_S: Final = 1.0
"""Contract 7 allows two seconds; half of it leaves room for a slow disk."""

_NOTHING_YET_S: Final = 0.05


def add_capture_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--event", required=True, metavar="ID", help=_("Veranstaltung"))
    parser.add_argument("--untimed", action="store_true", help=_("Notizen ohne Uhrzeit, anderswo entstanden"))
    parser.add_argument(
        "--clock-times",
        action="store_true",
        help=_("Notizen von anderswo: Uhrzeit am Zeilenanfang (14:20 …) übernehmen"),
    )
    parser.add_argument("file", nargs="?", default="-", metavar="DATEI|-", help=_("Textdatei; - oder nichts: Eingabe"))


def capture(session: Session) -> None:
    """Acknowledge each line with one JSON object on standard output."""
    with session.workspace() as workspace:
        event = resolve("event", session.arguments.event, workspace.records)
        elsewhere = session.arguments.untimed or session.arguments.clock_times
        day = _day_of(workspace.records.get(Event, event.id)) if session.arguments.clock_times else None
        taking = _Taking(workspace.capture(event.id, timed=not elsewhere), day)
        if session.arguments.file == "-":
            taking.take_recovered_draft()
            taking.take_stream(_standard_input())
        else:
            with _opened(Path(session.arguments.file)) as stream:
                taking.take_recovered_draft()
                taking.take_file(stream)
        workspace.back_up_if_due()


def _day_of(event: Event) -> date:
    if event.date is None:
        raise UserError(
            _("Die Veranstaltung hat noch kein Datum."), _("Tragen Sie es ein: „event set ID --date TT.MM.JJJJ“.")
        )
    return event.date


def _standard_input() -> BinaryIO:
    if sys.stdin is None:
        raise UserError(_("Es gibt keine Eingabe."), _("Nennen Sie eine Textdatei."))
    return sys.stdin.buffer


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        stream = path.open("rb")
    except OSError:
        raise UserError(_("Die Datei „{name}“ ist nicht lesbar.").format(name=path)) from None
    with stream:
        yield stream


class _Taking:
    def __init__(self, notes: Capture, day: date | None) -> None:
        self._notes = notes
        self._lines = NoteLines(notes, day=day)
        self._number = 0
        self._told: set[tuple[str, str]] = set()

    def take_recovered_draft(self) -> None:
        """A line that was half typed when an earlier session ended becomes an entry: nothing typed is lost."""
        captured = self._notes.take_over_draft()
        if captured is not None:
            self._acknowledge(0, captured, recovered=True)
            print(_("Eine nicht abgeschlossene Zeile von vorhin ist als Eintrag übernommen."), file=sys.stderr)

    def take_file(self, stream: BinaryIO) -> None:
        for line in stream:
            self._take(line)

    def take_stream(self, stream: BinaryIO) -> None:
        """Lines as they come; what is typed of the next one is kept as a draft meanwhile."""
        chunks: queue.Queue[bytes] = queue.Queue()
        # Reading blocks, on Windows without any way to wait for a pipe with a time limit.
        threading.Thread(target=_read_chunks, args=(stream, chunks), daemon=True).start()
        pending, drafted, last_saved = b"", b"", time.monotonic()
        while True:
            since_saved = time.monotonic() - last_saved
            wait = max(0.0, _DRAFT_EVERY_S - since_saved) if pending != drafted else _DRAFT_EVERY_S
            try:
                chunk = chunks.get(timeout=wait)
            except queue.Empty:
                chunk = None
            if chunk == b"":
                break
            *complete, pending = (pending + (chunk or b"")).split(b"\n")
            for line in complete:
                if self._take(line) is None and drafted:
                    self._keep_draft(b"")
                drafted = b""
            if pending != drafted and time.monotonic() - last_saved >= _DRAFT_EVERY_S:
                self._keep_draft(pending)
                drafted, last_saved = pending, time.monotonic()
        if pending and self._take(pending) is None and drafted:
            self._keep_draft(b"")

    def _keep_draft(self, half_line: bytes) -> None:
        with self._naming_line(self._number + 1):
            self._notes.save_draft(_decode(half_line, complete=False))

    def _take(self, line: bytes) -> Captured | None:
        self._number += 1
        if self._number == 1:
            # Editors on Windows begin a text with a mark that nobody has typed.
            line = line.removeprefix(codecs.BOM_UTF8)
        with self._naming_line(self._number):
            captured = self._lines.take(_decode(line))
        if captured is not None:
            self._acknowledge(self._number, captured)
        return captured

    @contextmanager
    def _naming_line(self, number: int) -> Iterator[None]:
        try:
            yield
        except StorageFullError as error:
            sentence = _("Zeile {number} wurde nicht gespeichert. {reason}").format(
                number=number, reason=error.sentence
            )
            raise StorageFullError(sentence, error.way_out) from None

    def _acknowledge(self, number: int, captured: Captured, **more: Any) -> None:
        said = {
            "line": number,
            "type": captured.type.value,
            "id": captured.id,
            "number": captured.number,
            "kind": captured.kind.value if captured.kind else None,
            **more,
        }
        say(json.dumps(said, ensure_ascii=False))
        self._tell_stray_codes(number, captured)

    def _tell_stray_codes(self, number: int, captured: Captured) -> None:
        """Beside the acknowledgements: which words look like categories and stay text. Once for each entry."""
        for codes, sentence in (
            (captured.stray.unknown, _("Zeile {number}: keine Kategorie, bleibt Text: {codes}")),
            (captured.stray.misplaced, _("Zeile {number}: zählt nur hinter einem Text am Zeilenende: {codes}")),
        ):
            new = [code for code in codes if (captured.id, code) not in self._told]
            self._told.update((captured.id, code) for code in new)
            if new:
                print(sentence.format(number=number, codes=", ".join(new)), file=sys.stderr)


def _read_chunks(stream: BinaryIO, chunks: "queue.Queue[bytes]") -> None:
    """Hand on what arrives, at once; an empty chunk is the end."""
    # Not through the buffer: Python cannot end while a thread waits inside its lock, and aborts.
    unbuffered = getattr(stream, "raw", stream)
    while True:
        try:
            chunk: bytes | None = unbuffered.read(65536)
        except OSError:
            # A terminal that is gone: what it sent before counts, and nothing comes after it.
            chunk = b""
        if chunk is None:
            # Whoever started the program has made the input one that does not wait.
            time.sleep(_NOTHING_YET_S)
            continue
        chunks.put(chunk)
        if not chunk:
            return


def _decode(line: bytes, *, complete: bool = True) -> str:
    """UTF-8; what is none was written by an older Windows program. Half a character at the end waits for the rest."""
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(line, complete)
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")
