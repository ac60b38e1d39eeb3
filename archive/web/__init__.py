"""Request → one action → answer."""
