"""Tantivy, in process, on disk: what runs by default."""

from tandem.facilities.search.engines.tantivy.engine import TantivyEngine

__all__ = ["TantivyEngine"]
