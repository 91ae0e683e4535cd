"""What turns hostile bytes into a PDF that we wrote ourselves.

Nothing here knows Django, settings, the database or a secret: it runs in a process of its own (`child`), with narrow
limits and an empty environment, and talks to its parent in frames of plain bytes (`frames`).
"""
