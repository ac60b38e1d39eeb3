"""Describe: what the source says becomes a record, by its crosswalk; what files say is proposed."""
