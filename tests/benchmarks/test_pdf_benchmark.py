"""The plumbing of the benchmark of PDF files, with tiny sizes."""

from pathlib import Path

from tests.benchmarks import pdf_export


def test_both_sides_write_a_file_and_no_input_is_used_twice(tmp_path: Path) -> None:
    (found,) = pdf_export.run(tmp_path, entries=6, rounds=2)
    assert found.name == "pdf_6_entries"
    assert {path.name: path.read_bytes()[:5] for path in tmp_path.iterdir()} == {
        "bare.pdf": b"%PDF-",
        "program.pdf": b"%PDF-",
    }
