"""Films of prints: the camera is a window that slides, leans in and goes over from one picture to the next as the story does.

Synthetic voices; pictures are those of the collection. Needs ffmpeg beside what voices.py needs.
"""

import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import pyvips
import voices
from dialogue import read_dialogue
from looks import LOOKS

WIDTH, HEIGHT, RATE = 768, 432, 12
EASE_SECONDS, FADE_SECONDS = 3.0, 0.75


@dataclass(frozen=True)
class Shot:
    """One picture from one frame to another (excluded); a row a frame: centre across, centre down, share of the widest view."""

    picture: str
    first: int
    path: np.ndarray


def shots(name: str, times: list[tuple[float, float]], length: float) -> list[Shot]:
    """The film's shots. A look begins a little before its sentence; within a shot the camera eases from one to the next."""
    looks = LOOKS[name]
    starts = [0.0 if number == 1 else times[number - 1][0] - 0.3 for number, *_ in looks] + [length]
    found: list[Shot] = []
    first = 0
    for last in range(1, len(looks) + 1):
        if last == len(looks) or looks[last][1] != looks[first][1]:
            begin, end = round(starts[first] * RATE), round(starts[last] * RATE)
            overlap = round(FADE_SECONDS * RATE) if last < len(looks) else 0
            stops = [round(each * RATE) - begin for each in starts[first:last]]
            found.append(Shot(looks[first][1], begin, eased(looks[first:last], stops, end + overlap - begin)))
            first = last
    return found


def eased(looks: tuple[tuple[int, str, float, float, float], ...], stops: list[int], frames: int) -> np.ndarray:
    """Each look held from its stop on, and the steps between them smoothed."""
    held = np.asarray([look[2:] for look in looks])[np.searchsorted(stops, np.arange(frames), side="right") - 1]
    around = round(EASE_SECONDS * RATE / 2)
    window = np.hanning(2 * around + 3)[1:-1]
    padded = np.pad(held, ((around, around), (0, 0)), mode="edge")
    return np.column_stack([np.convolve(padded[:, column], window / window.sum(), "valid") for column in range(3)])


@cache
def levels(path: Path) -> tuple[pyvips.Image, ...]:
    """A picture in memory at full size, half, quarter and an eighth of it: what is shown small is not left to alias."""
    whole = pyvips.Image.new_from_file(str(path)).colourspace("srgb")
    return tuple(whole.resize(1 / shrink).copy_memory() if shrink > 1 else whole.copy_memory() for shrink in (1, 2, 4, 8))


@lru_cache(maxsize=4)  # a look is held for many frames
def view(path: Path, across: float, down: float, share: float) -> np.ndarray:
    """What the camera sees: HEIGHT × WIDTH × 3, 0 to 255."""
    whole = levels(path)[0]
    high = share * min(whole.height, whole.width * HEIGHT / WIDTH)
    scale = HEIGHT / high
    level = min(3, max(0, int(np.floor(np.log2(1 / scale)))))
    picture = levels(path)[level]
    scale = scale * whole.width / picture.width
    left = float(np.clip(across * picture.width * scale - WIDTH / 2, 0, max(0, picture.width * scale - WIDTH)))
    top = float(np.clip(down * picture.height * scale - HEIGHT / 2, 0, max(0, picture.height * scale - HEIGHT)))
    seen = picture.affine(
        [scale, 0, 0, scale], interpolate=pyvips.Interpolate.new("bilinear"), odx=-left, ody=-top, oarea=[0, 0, WIDTH, HEIGHT],
        extend="copy",
    )  # fmt: skip
    return seen.numpy()[..., :3]


def frames(samples: Path, played: list[Shot]) -> Iterator[bytes]:
    """Every frame in order, RGB24; where two shots overlap, one fades into the other."""
    for number, shot in enumerate(played):
        before = played[number - 1] if number else None
        faded = before.first + len(before.path) - shot.first if before else 0
        until = played[number + 1].first - shot.first if number + 1 < len(played) else len(shot.path)
        for at in range(until):
            seen = _frame(samples, shot, at)
            if before and at < faded:
                weight = (at + 1) / (faded + 1)
                seen = seen * weight + _frame(samples, before, shot.first - before.first + at) * (1 - weight)
            yield np.asarray(seen).round().astype(np.uint8).tobytes()


def _frame(samples: Path, shot: Shot, at: int) -> np.ndarray:
    return view(samples / f"{shot.picture}.jpg", *(round(float(each), 5) for each in shot.path[at]))


def make_film(texts: Path, samples: Path, name: str) -> None:
    """NAME.mp4 (H.264 and AAC, index first) and its transcript."""
    dialogue = read_dialogue(texts / f"{name}.txt")
    sound, times = voices.recorded(dialogue, voices.VOICES[name], seed=len(dialogue.sentences))
    target = samples / "voices" / f"{name}.mp4"
    with tempfile.TemporaryDirectory() as folder:
        whole = voices.at_broadcast_level(sound, Path(folder))
        command = ["ffmpeg", "-y", "-v", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(RATE), "-i", "-", "-i", str(whole),
                   "-c:v", "libx264", "-preset", "veryslow", "-tune", "animation", "-crf", "38", "-g", "600", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "32k",
                   "-movflags", "+faststart", "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", str(target)]  # fmt: skip
        with subprocess.Popen(command, stdin=subprocess.PIPE) as encoder:
            assert encoder.stdin is not None
            for frame in frames(samples, shots(name, times, len(sound) / voices.RATE)):
                encoder.stdin.write(frame)
            encoder.stdin.close()
    (samples / "voices" / f"{name}.fr.vtt").write_text(voices.transcript(dialogue, times, "fr"), encoding="utf-8")
    print(f"{target.name}: {target.stat().st_size / 1e6:.2f} MB, {len(sound) / voices.RATE:.0f} s")
