"""What no import contract says: the model is pure, both requirement files agree, every vendored part is locked."""

from __future__ import annotations

import ast
import json
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODEL = sorted((ROOT / "archive" / "model").glob("*.py"))


@pytest.mark.parametrize("path", MODEL, ids=lambda path: path.stem)
def test_the_model_imports_the_standard_library_alone(path: Path) -> None:
    outside = [name for name in imported_by(path) if name.partition(".")[0] not in sys.stdlib_module_names]
    assert [name for name in outside if not name.startswith("archive.model")] == []


def imported_by(path: Path) -> list[str]:
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names.append(node.module or "")
    return names


def test_tests_run_on_the_very_versions_that_the_archive_runs_on() -> None:
    runs_on, tested_on = pins("requirements.txt"), pins("requirements-dev.txt")
    assert runs_on
    assert {name: tested_on.get(name) for name in runs_on} == runs_on


def pins(name: str) -> dict[str, str]:
    found = re.findall(r"^([\w.\[\],-]+)==([^ ;\\]+)", (ROOT / name).read_text("utf-8"), re.MULTILINE)
    return dict(found)


SET_UP = ["requirements.txt", "requirements-dev.txt", "package-lock.json", "Makefile", ".npmrc"]


@pytest.mark.parametrize("name", SET_UP)
def test_no_file_of_the_set_up_names_a_host_to_fetch_from(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert not re.search(r"--(extra-)?index-url|--find-links|\"resolved\"|^registry", text, re.MULTILINE)


def test_every_part_shown_to_readers_comes_from_a_locked_package() -> None:
    locked = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    for line in (ROOT / "static" / "vendor.txt").read_text("utf-8").splitlines():
        checksum, target, source = line.split(" ")
        package = re.match(r"(@[^/]+/)?[^/]+", source)
        assert re.fullmatch(r"[0-9a-f]{64}", checksum)
        assert ".." not in target
        assert package is not None
        assert locked[f"node_modules/{package[0]}"]["integrity"].startswith("sha512-")
