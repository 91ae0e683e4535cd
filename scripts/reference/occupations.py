def compact(sources, target):
    yield from ()
