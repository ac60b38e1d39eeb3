"""Where a life of `life.py` may be killed: kind of step → what it is done to. Each is passed before and after.

`test_kills.py` proves that these are the places really passed, so that a new write joins them or is missed at once.
"""

from __future__ import annotations

#: The first of each kind is tried always, the others in the long run.
PLACES = {
    "commit": ["catalogue", "index"],
    "raise": ["stamp"],
    "link": ["ocfl master"],
    "write": [
        "report", "staged master", "spool", "lexicon", "pyramid", "edges", "thumbnails", "sound", "peaks",
        "description of derivatives", "ocfl layout configuration", "ocfl layout", "ocfl root declaration",
        "ocfl object declaration", "ocfl content", "ocfl version inventory", "ocfl version inventory sidecar",
        "ocfl root inventory", "ocfl root inventory sidecar",
    ],
    "rename": [
        "new derivatives", "old derivatives", "staged master", "report", "index in use", "ocfl root declaration",
        "ocfl new object", "ocfl new object in its parents", "ocfl version folder", "ocfl root inventory",
        "ocfl root inventory sidecar", "ocfl purged object",
    ],
    "sync": [
        "ocfl published batch", "ocfl batch", "ocfl root", "ocfl root declaration", "ocfl purge", "ocfl purged",
        "staged master", "staging folder", "prepared derivatives", "placed derivatives", "report", "index names",
    ],
    "filling": ["new index"],
    "removal": [
        "ocfl purged object", "ocfl work folder", "staged left-over", "old derivatives", "left-over derivatives",
        "derivatives of a file", "derivatives of a record", "workspace of an item", "workplace",
    ],
}  # fmt: skip
FAILPOINTS = [
    f"{place}: {when} {kind}" for kind, places in PLACES.items() for place in places for when in ("before", "after")
]
#: The catalogue raises its stamp whenever it is opened, once a step; the fifth time it is for the closing.
_PASSING = {"stamp": ":5"}
ONE_OF_EACH_KIND = [
    f"{places[0]}: {when} {kind}{_PASSING.get(places[0], '')}"
    for kind, places in PLACES.items()
    for when in ("before", "after")
]
#: Functions that write without a failpoint of their own, and why none is needed there.
EXCUSED = {
    "archive/catalogue/stamp.py __init__": "eight zero bytes, made whole by whoever opens the file next",
    "archive/preservation/durable.py locked": "a lock's own empty file",
    "archive/carriers/election.py elected": "a lock's own empty file",
    "archive/carriers/election.py in_turn": "a lock's own empty file",
    "archive/preservation/staging.py _copy": "removes the copy that failed; a renamed one is not there any more",
    "search/embedded.py _switch_to": "search knows nothing of failpoints: life.py puts them around it",
    "search/column_files.py write_at": "beyond what is published, so nobody reads it; tests/search kills a writer there",
    "search/column_files.py save": "one rename; tests/search kills a writer just before it",
}
