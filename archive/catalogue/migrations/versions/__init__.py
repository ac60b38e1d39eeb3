"""The steps, in order. A step once released is never changed."""
