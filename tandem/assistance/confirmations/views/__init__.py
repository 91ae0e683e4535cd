"""The pages: the person's, the helper's, and the one on which a signed sheet is typed in."""
