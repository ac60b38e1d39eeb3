"""The prints, one module each; `draw()` gives a block ready for the press."""
