"""What can be done with the archive: each action one verb, one permission check, one transaction."""
