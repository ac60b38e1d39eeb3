"""Print the figures that the code is held to, and fail where a hard bar is passed.

Called as `python -m tests.tooling.figures [FOLDER]`.
Lines are counted from the first to the last line, blank ones and docstrings included. Hard bars: the longest file, the
longest function, every function typed, no import inside a function. The others are goals, shown when passed.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOMS = ("archive", "ingest", "search")
CHOOSER_OF_ENGINES = "archive/wiring.py"
GOALS = {"file median": 90, "file 90th": 250, "function median": 8, "function 90th": 25}
HARD_BARS = {"file longest": 400, "function longest": 60, "functions untyped": 0, "imports inside functions": 0}
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Measured:
    """One file or function: how many lines, and where it stands ("archive/cli.py:12 serve")."""

    lines: int
    where: str


@dataclass(frozen=True)
class House:
    files: tuple[Measured, ...]
    functions: tuple[Measured, ...]
    untyped: tuple[str, ...]
    imports_inside: tuple[str, ...]

    def figures(self) -> dict[str, int]:
        files = [measured.lines for measured in self.files]
        functions = [measured.lines for measured in self.functions]
        return {
            "file median": at_share(files, 0.5),
            "file 90th": at_share(files, 0.9),
            "file longest": max(files, default=0),
            "function median": at_share(functions, 0.5),
            "function 90th": at_share(functions, 0.9),
            "function longest": max(functions, default=0),
            "functions untyped": len(self.untyped),
            "imports inside functions": len(self.imports_inside),
        }

    def places_over(self, bar: str) -> list[str]:
        """What stands over one hard bar, the longest first."""
        if bar == "functions untyped":
            return list(self.untyped)
        if bar == "imports inside functions":
            return list(self.imports_inside)
        measured = self.files if bar == "file longest" else self.functions
        long = sorted((m for m in measured if m.lines > HARD_BARS[bar]), key=lambda m: -m.lines)
        return [f"{m.where}: {m.lines} lines" for m in long]


def at_share(values: Sequence[int], share: float) -> int:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] if values else 0


def measure(root: Path) -> House:
    files: list[Measured] = []
    functions: list[Measured] = []
    untyped: list[str] = []
    imports_inside: list[str] = []
    for path in _sources(root):
        name = path.relative_to(root).as_posix()
        text = path.read_text("utf-8")
        files.append(Measured(len(text.splitlines()), name))
        for function in _functions(ast.parse(text, name)):
            where = f"{name}:{function.lineno} {function.name}"
            functions.append(Measured((function.end_lineno or function.lineno) - function.lineno + 1, where))
            if not _is_typed(function):
                untyped.append(where)
            if name != CHOOSER_OF_ENGINES and _imports(function):
                imports_inside.append(where)
    return House(tuple(files), tuple(functions), tuple(untyped), tuple(imports_inside))


def _sources(root: Path) -> Iterator[Path]:
    for room in ROOMS:
        for path in sorted((root / room).rglob("*.py")):
            if "migrations" not in path.parts:  # each is a dated fact, not a design
                yield path


def _functions(tree: ast.Module) -> Iterator[Function]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _is_typed(function: Function) -> bool:
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return function.returns is not None and all(a.annotation or a.arg in ("self", "cls") for a in arguments)


def _imports(function: Function) -> bool:
    return any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(function))


def main() -> int:
    house = measure(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
    print(f"{len(house.files)} files, {sum(m.lines for m in house.files)} lines; {len(house.functions)} functions")
    failed = False
    for name, figure in house.figures().items():
        hard = name in HARD_BARS
        bar = HARD_BARS[name] if hard else GOALS[name]
        print(f"{name:<26}{figure:>5}  {'must be' if hard else 'goal'} ≤ {bar}{'  OVER' if figure > bar else ''}")
        if hard and figure > bar:
            failed = True
            print("".join(f"  {place}\n" for place in house.places_over(name)), end="")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
