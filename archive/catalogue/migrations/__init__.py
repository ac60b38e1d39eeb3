"""How a catalogue made by an older version comes to today's form, step by step, each in `versions/`."""
