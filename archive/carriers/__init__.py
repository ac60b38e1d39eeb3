"""Carriers bring what the catalogue has decided to the preservation store and to the index."""
