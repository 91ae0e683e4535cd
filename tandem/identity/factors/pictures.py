import base64


def data_image(svg: str) -> str:
    """An SVG as an address that an `<img>` takes; scripts inside would not run there."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
