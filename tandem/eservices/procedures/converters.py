"""`declarations.monthly` in an address: the key of a procedure."""


class KeyConverter:
    regex = r"[a-z_]+\.[a-z_]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
