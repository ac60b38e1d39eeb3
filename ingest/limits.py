"""What one file may cost: its limits, as the settings have them."""

from __future__ import annotations

from dataclasses import dataclass

from archive.settings import Settings


@dataclass(frozen=True)
class Limits:
    """`seconds` and `memory_bytes` are for one task of a child process; `max_pages` for one document."""

    seconds: int = 120
    memory_bytes: int = 2_000_000_000
    max_pixels: int = 400_000_000
    max_file_bytes: int = 20_000_000_000
    max_pages: int = 2000

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        return cls(
            seconds=settings.number("reader_seconds"),
            memory_bytes=settings.number("reader_memory_bytes"),
            max_pixels=settings.number("max_pixels"),
            max_file_bytes=settings.number("max_file_bytes"),
        )
