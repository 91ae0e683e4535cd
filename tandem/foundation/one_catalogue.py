"""One catalogue of words for each language, as Django means it.

Django merges the catalogues of all apps whose plurals are built alike, but compares the code of a function with the
function, which is never the same: each app kept a dict of its own, and a word was looked for in up to fifty of them.
"""

from typing import Any

from django.utils.translation.trans_real import TranslationCatalog


def install() -> None:
    """Before the first word is translated."""
    TranslationCatalog.update = _update  # type: ignore[method-assign]


def _update(self: Any, trans: Any) -> None:
    if trans.plural.__code__ == self._plurals[0].__code__:
        self._catalogs[0].update(trans._catalog)
    else:
        self._catalogs.insert(0, trans._catalog.copy())
        self._plurals.insert(0, trans.plural)
