"""Every form on paper: print it with large type, read it back in, type it and file it."""
