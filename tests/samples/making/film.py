"""A walk along the frieze: the camera is a window that slides and leans in, the voice is Nadia's (synthetic)."""

import subprocess
import tempfile
from pathlib import Path

import numpy as np
import pyvips
import voices
from dialogue import read_dialogue

NAME, WIDTH, HEIGHT, RATE = "devant-la-frise", 768, 432, 20
# Where each sentence looks: centre (share of the frieze's length, share of its height) and the share of the height seen.
LOOKS = ((0.10, 0.50, 0.98), (0.085, 0.62, 0.66), (0.20, 0.50, 0.86), (0.335, 0.42, 0.80), (0.49, 0.60, 0.62), (0.735, 0.66, 0.74), (0.865, 0.50, 0.96), (0.848, 0.30, 0.36))


def path_of_camera(times: list[tuple[float, float]], length: float) -> np.ndarray:
    """For each frame: centre across, centre down, share of the height seen; eased between the sentences' looks."""
    at = np.arange(0, length, 1 / RATE)
    stops = [0.0, *((start + end) / 2 for start, end in times[1:]), length]
    looks = np.asarray([*LOOKS, LOOKS[-1]])
    path = np.column_stack([np.interp(at, stops, looks[:, column]) for column in range(3)])
    window = np.hanning(2 * RATE + 1)
    padded = np.pad(path, ((RATE, RATE), (0, 0)), mode="edge")
    return np.column_stack([np.convolve(padded[:, column], window / window.sum(), "valid") for column in range(3)])


def frame(frieze: pyvips.Image, look: np.ndarray) -> bytes:
    """One frame, RGB24."""
    high = look[2] * frieze.height
    wide = high * WIDTH / HEIGHT
    left = float(np.clip(look[0] * frieze.width - wide / 2, 0, frieze.width - wide))
    top = float(np.clip(look[1] * frieze.height - high / 2, 0, frieze.height - high))
    scale = HEIGHT / high
    view = frieze.affine([scale, 0, 0, scale], interpolate=pyvips.Interpolate.new("bilinear"), oarea=[round(left * scale), round(top * scale), WIDTH, HEIGHT])
    return bytes(view.write_to_memory())


def make_film(texts: Path, samples: Path) -> None:
    """devant-la-frise.mp4 (H.264 and AAC, index first) and its transcript."""
    dialogue = read_dialogue(texts / f"{NAME}.txt")
    sound, times = voices.recorded(dialogue, voices.VOICES[NAME], seed=2008)
    source = pyvips.Image.new_from_file(str(samples / "prints/frise-une-rive-lautre.jpg"))
    frieze = source.resize(1000 / source.height).copy_memory()
    target = samples / "voices" / f"{NAME}.mp4"
    with tempfile.TemporaryDirectory() as folder:
        whole = voices.at_broadcast_level(sound, Path(folder))
        command = ["ffmpeg", "-y", "-v", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(RATE), "-i", "-", "-i", str(whole),
                   "-c:v", "libx264", "-preset", "veryslow", "-crf", "33", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "56k", "-movflags", "+faststart",
                   "-map_metadata", "-1", "-fflags", "+bitexact", str(target)]  # fmt: skip
        with subprocess.Popen(command, stdin=subprocess.PIPE) as encoder:
            assert encoder.stdin is not None
            for look in path_of_camera(times, len(sound) / voices.RATE):
                encoder.stdin.write(frame(frieze, look))
            encoder.stdin.close()
    (samples / "voices" / f"{NAME}.fr.vtt").write_text(voices.transcript(dialogue, times, "fr"), encoding="utf-8")
    print(f"{target.name}: {target.stat().st_size / 1e6:.2f} MB")
