"""Words, filters, facets and passages; nothing about archives. Imports nothing of ours."""
