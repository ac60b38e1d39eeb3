"""A written dialogue: who speaks, what is said, and how it reads in another language."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Sentence:
    """One sentence of a dialogue. `translations` maps a language to the same sentence in it."""

    speaker: str
    text: str
    translations: dict[str, str]


@dataclass(frozen=True)
class Dialogue:
    """A script: spoken language, the speakers' full names by initial, the sentences in order."""

    language: str
    speakers: dict[str, str]
    sentences: tuple[Sentence, ...]


def read_dialogue(path: Path) -> Dialogue:
    """Read texts/*.txt: a language line, `INITIAL Name` lines, `--`, then `INITIAL: sentence` and `= translation` lines."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n--\n")
    first, *names = head.splitlines()
    language, _, into = first.removeprefix("# language ").partition(", translated into ")
    speakers = dict(line.split(" ", 1) for line in names)
    sentences: list[Sentence] = []
    for line in body.splitlines():
        if line.startswith("= "):
            sentences[-1].translations[into] = line[2:]
        elif line:
            initial, text = line.split(": ", 1)
            sentences.append(Sentence(initial, text, {}))
    return Dialogue(language, speakers, tuple(sentences))
