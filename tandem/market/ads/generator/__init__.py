"""Invented ads for the demo, for tests and for measuring: own sentences in four languages, no real company.

The same seed and the same day give the same ads, whatever their number.
"""
