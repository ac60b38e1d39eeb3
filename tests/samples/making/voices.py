"""Two synthetic voices in a small room, and transcripts whose times are exact because each sentence is spoken alone.

Needs espeak-ng, pico2wave (SVOX Pico, Apache-2.0) and ffmpeg. Sound is mono, 22,050 Hz, floating point between -1 and 1.
"""

import re
import subprocess
import tempfile
import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from dialogue import Dialogue, read_dialogue
from typography import in_language

RATE = 22_050
LOUDNESS_LUFS = -15.6  # as written; MP3 gives back about 0.4
Sound = np.ndarray


@dataclass(frozen=True)
class Voice:
    """How one person sounds. `size` > 1 is a larger body: lower and slower, timbre included."""

    engine: str
    pitch: int
    speed: int
    size: float = 1.0


VOICES = {
    "nadia-ait-said": {"N": Voice("pico", 98, 106, 1.07), "C": Voice("pico", 112, 108, 0.97)},
    "conceicao-teixeira": {"C": Voice("pt-pt+f5", 44, 148, 1.06), "I": Voice("pt-pt+f2", 62, 158)},
    "marie-anne-le-goff": {"M": Voice("pico", 108, 100, 1.1), "C": Voice("pico", 112, 108, 0.97)},
    "bakary-traore": {"B": Voice("pico", 74, 102, 1.2), "L": Voice("pico", 118, 110, 0.98)},
    "michel-poupard": {"P": Voice("pico", 84, 112, 1.15), "C": Voice("pico", 112, 108, 0.97)},
    "lucie-zanier": {"L": Voice("pico", 118, 110, 0.98), "N": Voice("pico", 98, 106, 1.07)},
    "khadija-ouazzani": {"K": Voice("ar+f3", 40, 128, 1.05), "S": Voice("ar+f2", 60, 138)},
    "huseyin-aydin": {"H": Voice("tr+m3", 34, 138, 1.04), "E": Voice("tr+f2", 60, 150)},
    "devant-la-frise": {"N": Voice("pico", 98, 106, 1.07)},
}

SEEN = ("michel-poupard", "lucie-zanier", "devant-la-frise")
HEARD = tuple(name for name in VOICES if name not in SEEN)


def read_wave(path: Path) -> Sound:
    """A mono 16-bit wave file, brought to RATE by linear interpolation."""
    with wave.open(str(path)) as file:
        rate = file.getframerate()
        samples = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2") / 32768
    return stretched(samples, RATE / rate)


def stretched(sound: Sound, factor: float) -> Sound:
    """The same curve over `factor` times as many samples."""
    length = int(len(sound) * factor)
    return np.interp(np.linspace(0, len(sound) - 1, length), np.arange(len(sound)), sound)


def trimmed(sound: Sound, threshold: float = 0.012) -> Sound:
    """Without the silence the engine puts before and after."""
    loud = np.flatnonzero(np.abs(sound) > threshold)
    start, end = max(0, loud[0] - 200), min(len(sound), loud[-1] + 900)
    kept = sound[start:end].copy()
    kept[-400:] *= np.linspace(1, 0, 400)
    return kept


def speakable(text: str) -> str:
    """What the engine is given: suspension points become a breath, guillemets nothing."""
    return re.sub(r"\s*…\s*", ", ", text).strip(" ,").replace("«", "").replace("»", "")


def spoken(text: str, voice: Voice, folder: Path) -> Sound:
    """One sentence in one voice."""
    target = folder / "sentence.wav"
    words = speakable(text)
    if voice.engine == "pico":
        marked = f'<pitch level="{voice.pitch}"><speed level="{voice.speed}">{words}</speed></pitch>'
        command = ["pico2wave", "-l", "fr-FR", "-w", str(target), marked]
    else:
        command = ["espeak-ng", "-v", voice.engine, "-p", str(voice.pitch), "-s", str(voice.speed), "-w", str(target), words]
    subprocess.run(command, check=True)
    return trimmed(stretched(read_wave(target), voice.size))


def softened(sound: Sound) -> Sound:
    """A warmer spectrum: a gentle roll-off above 3.8 kHz and nothing under 80 Hz, as a table microphone hears."""
    spectrum = np.fft.rfft(sound)
    hertz = np.fft.rfftfreq(len(sound), 1 / RATE)
    return np.fft.irfft(spectrum * (hertz > 80) / (1 + (hertz / 3800) ** 2) ** 0.5, len(sound))


def in_a_room(sound: Sound, chance: np.random.Generator) -> Sound:
    """The voice with a kitchen round it: short reflections, and a breath of tape under all."""
    tail = chance.normal(size=int(0.22 * RATE)) * np.exp(-np.linspace(0, 7, int(0.22 * RATE)))
    tail[: int(0.006 * RATE)] = 0
    size = 1 << (len(sound) + len(tail)).bit_length()
    wet = np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(tail, size), size)[: len(sound)]
    wet *= 0.16 * np.std(sound) / np.std(wet)
    return softened(sound + wet) + chance.normal(size=len(sound)) * 0.0008


def pause_after(text: str, changes: bool, chance: np.random.Generator) -> float:
    """Seconds of quiet after a sentence: longer after a thought, short before a quick answer."""
    base = 0.55 if changes else 0.38
    return base + (0.5 if text.endswith("…") else 0) + chance.uniform(0, 0.3)


def recorded(dialogue: Dialogue, voices: dict[str, Voice], seed: int) -> tuple[Sound, list[tuple[float, float]]]:
    """The whole sound, and each sentence's start and end in seconds."""
    chance = np.random.default_rng(seed)
    pieces, times, now = [np.zeros(int(0.6 * RATE))], [], 0.6
    said = dialogue.sentences
    with tempfile.TemporaryDirectory() as name:
        for number, sentence in enumerate(said):
            sound = spoken(sentence.text, voices[sentence.speaker], Path(name))
            sound *= 0.1 / np.sqrt(np.mean(sound**2))
            changes = number + 1 < len(said) and said[number + 1].speaker != sentence.speaker
            rest = pause_after(sentence.text, changes, chance)
            times.append((now, now + len(sound) / RATE))
            pieces += [sound, np.zeros(int(rest * RATE))]
            now = sum(map(len, pieces)) / RATE
    return in_a_room(np.concatenate(pieces), chance), times


def write_wave(sound: Sound, path: Path) -> None:
    """16-bit mono at RATE; peaks are folded softly rather than clipped."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.tanh(sound) * 32767 * 0.98).astype("<i2").tobytes())


def loudness(path: Path) -> float:
    """Integrated loudness in LUFS, as ffmpeg's EBU R128 meter reads it."""
    said = subprocess.run(
        ["ffmpeg", "-hide_banner", "-nostats", "-i", str(path), "-af", "ebur128", "-f", "null", "-"],
        capture_output=True, text=True, check=True,
    ).stderr  # fmt: skip
    return float(re.findall(r"I:\s+(-?[\d.]+) LUFS", said)[-1])


def at_broadcast_level(sound: Sound, folder: Path) -> Path:
    """A wave file brought to LOUDNESS_LUFS in two rounds (the soft ceiling takes a little back)."""
    path = folder / "whole.wav"
    for _ in range(3):
        write_wave(sound, path)
        sound = sound * 10 ** ((LOUDNESS_LUFS - loudness(path)) / 20)
    write_wave(sound, path)
    return path


def clock(seconds: float) -> str:
    """Seconds as WebVTT writes them: 00:01:02.345."""
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}.{rest % 1000:03d}"


def unvoweled(text: str) -> str:
    """Arabic as it is printed: the short vowels the engine needs to speak are not written down."""
    return re.sub("[\u064b-\u0652]", "", text)


def transcript(dialogue: Dialogue, times: list[tuple[float, float]], language: str) -> str:
    """WebVTT: one cue a sentence, each with its speaker."""
    cues = ["WEBVTT", f"NOTE\nPersonnes et récit fictifs, voix de synthèse.\nLanguage: {language}"]
    for number, (sentence, (start, end)) in enumerate(zip(dialogue.sentences, times, strict=True), 1):
        text = unvoweled(sentence.text) if language == dialogue.language else sentence.translations[language]
        speaker = dialogue.speakers[sentence.speaker]
        cues.append(f"{number}\n{clock(start)} --> {clock(end)}\n<v {speaker}>{in_language(text, language)}")
    return "\n\n".join(cues) + "\n"


def make_voices(texts: Path, target: Path, name: str) -> list[tuple[float, float]]:
    """Speak one dialogue: NAME.mp3 and a NAME.LANGUAGE.vtt for each language. Returns the sentences' times."""
    dialogue = read_dialogue(texts / f"{name}.txt")
    sound, times = recorded(dialogue, VOICES[name], seed=len(dialogue.sentences))
    with tempfile.TemporaryDirectory() as folder:
        whole = at_broadcast_level(sound, Path(folder))
        subprocess.run(
            ["ffmpeg", "-y", "-v", "error", "-i", str(whole), "-c:a", "libmp3lame", "-b:a", "48k", "-map_metadata", "-1",
             "-fflags", "+bitexact", str(target / f"{name}.mp3")], check=True,
        )  # fmt: skip
    for language in (dialogue.language, *dialogue.sentences[0].translations):
        (target / f"{name}.{language}.vtt").write_text(transcript(dialogue, times, language), encoding="utf-8")
    return times


if __name__ == "__main__":
    here = Path(__file__).parent
    for each in VOICES:
        make_voices(here / "texts", here.parent / "voices", each)
