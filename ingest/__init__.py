"""Files and descriptions on their way in: receive, identify, describe, derive, deposit."""
