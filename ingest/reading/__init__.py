"""Readers of what strangers wrote, one small file a format. They run in child processes under limits."""
