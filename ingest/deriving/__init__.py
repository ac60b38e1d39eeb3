"""Derive: the served forms of pictures, pages, sound and film, and the words of what is read."""
