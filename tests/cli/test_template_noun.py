"""Word templates in a terminal."""

import io
from pathlib import Path

import docx

from gk_desktop.services.minutes_writers import shipped_template
from tests.cli.conftest import CommandLine


def institute(folder: Path) -> Path:
    document = docx.Document(io.BytesIO(shipped_template().read_bytes()))
    document.styles["TOP"].element.name_val = "Kapitel"
    document.save(str(folder / "Institut.docx"))
    return folder / "Institut.docx"


def test_a_template_is_checked_added_used_and_removed(gk: CommandLine, tmp_path: Path) -> None:
    file = institute(tmp_path)
    checked = gk.json("template", "check", str(file))
    assert (checked["usable"], checked["hints"]) == (True, 1)
    assert "Hinweis: Es fehlt die Formatvorlage „TOP“" in gk.text("template", "check", str(file))
    assert gk.json("template", "add", str(file))["name"] == "Institut.docx"
    assert "gibt es schon" in gk.refusal("template", "add", str(file))
    gk.text("template", "add", str(file), "--replace")
    gk.text("template", "use", "Institut")
    listed = gk.json("template", "list")
    assert [(item["name"], item["chosen"]) for item in listed] == [("protokoll.docx", False), ("Institut.docx", True)]
    assert "* Institut.docx" in gk.text("template", "list")

    gk.capture("TOP 1: Wohnen", "@GfS: Wohnraum fehlt")
    export = ("minutes", "export", "--event", gk.profile.event, "--kind", "verlauf", "-o", str(tmp_path / "x.docx"))
    assert gk.json(*export)["missing_styles"] == ["TOP"]
    assert gk.json(*export, "--template", "protokoll")["missing_styles"] == []
    assert gk.json(*export, "--template", str(file))["missing_styles"] == ["TOP"]
    assert "„TOP“" in gk.text(*export)

    assert gk.json("template", "remove", "Institut") == {"removed": "Institut.docx"}
    assert gk.json(*export)["missing_styles"] == []


def test_what_is_no_template_is_refused_in_a_sentence(gk: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(b"Text")
    for verb in ("check", "add"):
        assert "keine Word-Vorlage" in gk.refusal("template", verb, str(tmp_path / "x.docx"))
    assert "gibt es hier nicht" in gk.refusal("template", "use", "x")


def test_a_file_can_be_checked_without_a_project(gk: CommandLine) -> None:
    answer = gk.run("template", "check", str(shipped_template()), access=[])
    assert answer.status == 0
    assert "Formatvorlagen gefunden." in answer.out


def test_sample_guide_and_shipped_template_are_written(gk: CommandLine, tmp_path: Path) -> None:
    for words in (("sample", "protokoll"), ("sample", str(institute(tmp_path))), ("guide",), ("save",)):
        target = tmp_path / f"{words[0]}.docx"
        assert gk.json("template", *words, "-o", str(target))["file"] == str(target)
        assert docx.Document(str(target)).styles["Notiz"]
    assert "endet" in gk.refusal("template", "sample", "protokoll", "-o", str(tmp_path / "x.pdf"))
