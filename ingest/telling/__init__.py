"""Tell: the sentences an archivist reads, the moving line, the report."""
