"""The arithmetic of the law, explained to the person."""
