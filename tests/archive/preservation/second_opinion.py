"""What another implementation of OCFL says of a store."""

from __future__ import annotations

import warnings
from pathlib import Path

import ocfl


def ocfl_complaints(root: Path) -> list[str]:
    """Every error and warning of ocfl-py, for the storage root and each object in it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # ocfl-py leaves files open
        judge = ocfl.StorageRoot(str(root))
        valid = judge.validate(log_warnings=True, log_errors=False)
    complaints = [str(message) for _, message in judge.errors]
    if not valid or judge.good_objects != judge.num_objects:
        complaints.append(f"{judge.good_objects} of {judge.num_objects} objects are good: {judge.log}")
    return complaints
