"""Images as IIIF serves them: from an address to numbers, from numbers to stored bytes or to pixels."""
