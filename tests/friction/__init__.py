"""Friction the right way round: what "with" costs may never be more than what "in place of" costs.

Each journey is played on the real pages by real requests, once done with the person and once in her place, and every
click, tap and field is counted, of both people together. The table stands in docs/friction.md.
"""
