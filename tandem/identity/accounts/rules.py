"""What a browser says of itself, in words that its owner understands. Pure functions, no source but the browsers."""

# The first that fits: many browsers also name those that they descend from.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def browser(user_agent: str) -> str:
    """The browser's name without its version: "Firefox"; empty for one that nobody knows."""
    return next((name for sign, name in _BROWSERS if sign in user_agent), "")


def system(user_agent: str) -> str:
    """What it runs on: "Windows", "iPhone"; empty for what nobody knows."""
    return next((name for sign, name in _SYSTEMS if sign in user_agent), "")


def same_device(one: str, other: str) -> bool:
    """Whether two user agents may be one browser on one device: versions change with an update, names do not."""
    return (browser(one), system(one)) == (browser(other), system(other))
