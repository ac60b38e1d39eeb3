from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.tooling import figures

ROOT = Path(__file__).parents[2]


def test_a_function_is_as_long_as_its_lines(tmp_path: Path) -> None:
    house = a_house(tmp_path, "def open_record() -> None:\n    first = 1\n\n    print(first)\n")
    assert [measured.lines for measured in house.functions] == [4]
    assert [measured.lines for measured in house.files] == [4]


def test_an_argument_without_type_is_told(tmp_path: Path) -> None:
    house = a_house(tmp_path, "def open_record(ark) -> None: ...\ndef close_record(ark: str) -> None: ...\n")
    assert house.untyped == ("search/words.py:1 open_record",)


def test_an_import_inside_a_function_is_told(tmp_path: Path) -> None:
    house = a_house(tmp_path, "def open_record() -> None:\n    import json\n    print(json)\n")
    assert house.imports_inside == ("search/words.py:1 open_record",)


def test_a_function_over_the_bar_fails_the_check_and_is_named(tmp_path: Path) -> None:
    a_house(tmp_path, "def open_record() -> None:\n" + "    print()\n" * 60)
    order = [sys.executable, "-m", "tests.tooling.figures", str(tmp_path)]
    told = subprocess.run(order, cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert "search/words.py:1 open_record: 61 lines" in told.stdout


def a_house(root: Path, text: str) -> figures.House:
    (root / "search").mkdir()
    (root / "search" / "words.py").write_text(text, "utf-8")
    return figures.measure(root)
