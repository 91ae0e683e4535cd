"""When more people come than one node can serve, the next ones get a place in a queue instead of an error."""
