from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import ingest

COMMAND = """
import sys
import sqlalchemy
if __name__ == "__main__":
    import child
    from ingest.limits import Limits
    from ingest.workers import run_all, spare_children_the_command
    spare_children_the_command()
    print([result for _, result in run_all(child.has_loaded, ["sqlalchemy"], Limits(), 1)])
"""
CHILD = """
import sys
def has_loaded(module):
    return module in sys.modules
"""


def test_a_child_does_not_load_what_its_command_needs(tmp_path: Path) -> None:
    (tmp_path / "command.py").write_text(COMMAND)
    (tmp_path / "child.py").write_text(CHILD)
    environment = {**os.environ, "PYTHONPATH": str(Path(ingest.__file__).parent.parent)}
    command = [sys.executable, str(tmp_path / "command.py")]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[False]"
