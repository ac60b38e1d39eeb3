"""Receive: what there is to take in, from a folder, a sheet or a finding aid."""
