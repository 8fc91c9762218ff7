import csv
import json

import pytest

from jumelage.errors import InputError
from jumelage.mission import write_documents


def test_every_document_of_the_contract_is_written(made, tmp_path):
    out = tmp_path / "out"
    figures = write_documents(made, out, "fr", seconds=lambda: 1.5)
    assert {file.name for file in out.iterdir()} == {
        "programme.pdf",
        "programme-A01.pdf",
        "programme-A02.pdf",
        "programme-A03.pdf",
        "agenda.ics",
        "mission.xlsx",
        "rapport.pdf",
        "report.pdf",
        "problem.json",
        "agenda.json",
        "matches.csv",
        "summary.json",
    }
    assert figures == json.loads((out / "summary.json").read_text())
    assert {"mission", "delegates", "hosts", "matches", "meetings", "visits", "agenda_status", "seconds"} <= set(
        figures
    )
    rows = list(csv.DictReader((out / "matches.csv").read_text(encoding="utf-8").splitlines()))
    assert all(0 <= float(row["score"]) <= 1 for row in rows)
    assert {"kind", "text", "weight"} == set(json.loads(rows[0]["reasons"])[0])


def test_a_failure_half_way_leaves_the_folder_as_it_was(made, tmp_path, monkeypatch):
    def fail(report, language):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("jumelage.mission.writing.report_pdf", fail)
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("kept")
    with pytest.raises(InputError, match="No space left"):
        write_documents(made, out, "fr", seconds=lambda: 0.0)
    assert [file.name for file in out.iterdir()] == ["mine.txt"]
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".jumelage")] == []
