from __future__ import annotations

import contextlib
import os
import shutil
import threading
import weakref
from collections.abc import Hashable, Iterable, Iterator
from pathlib import Path

import tantivy

from tandem.facilities.search.engines.checks import check
from tandem.facilities.search.engines.tantivy import facets, layout
from tandem.facilities.search.engines.tantivy.compiler import Compiler
from tandem.facilities.search.engines.tantivy.generations import Generations
from tandem.facilities.search.refusals import IndexUnavailable
from tandem.facilities.search.types import Document, Hit, Hits, Query, Schema, Suggestion
from tandem.foundation.folding import plain

_WRITER_MEMORY = 64_000_000
_REBUILD_MEMORY = 256_000_000
_TRIES_TO_OPEN = 3


class Reader:
    """One opened generation; `searcher` is one unchanging state of it, taken anew when the index has changed."""

    def __init__(self, generations: Generations, name: str, schema: Schema) -> None:
        self.name = name
        self._lease = generations.lease(name)
        try:
            self._stamp_file = generations.path(name) / "meta.json"
            self._stamp = self._read_stamp()
            self._index = tantivy.Index.open(str(generations.path(name)))
            self._index.config_reader("manual")
            layout.register(self._index)
            self._index.reload()
            self._schema = schema
            self.compiler = self._compiler()
        except BaseException:
            os.close(self._lease)
            raise
        # Not __del__: at the end of a process the modules it needs may be gone before the reader is.
        weakref.finalize(self, os.close, self._lease)

    @property
    def state(self) -> Hashable:
        return self.name, self._stamp

    def refresh(self) -> None:
        """See what was written since. Costs one look at a file when nothing was."""
        stamp = self._read_stamp()
        if stamp != self._stamp:
            self._index.reload()
            self.compiler = self._compiler()
            self._stamp = stamp

    def _compiler(self) -> Compiler:
        return Compiler(self._schema, self._index.schema, self._index.searcher())

    def _read_stamp(self) -> tuple[int, int]:
        status = self._stamp_file.stat()
        return status.st_mtime_ns, status.st_ino


class TantivyEngine:
    """An index in `folder`, shared by all processes of the machine. See `engines.base.Engine`."""

    def __init__(self, schema: Schema, folder: Path) -> None:
        self.schema = schema
        self.generations = Generations(folder, layout.fingerprint(schema))
        self._reader: Reader | None = None
        self._lock = threading.Lock()

    def generation(self) -> str:
        return self._open().name

    def state(self) -> Hashable:
        return self._open().state

    def search(self, query: Query) -> Hits:
        check(query, self.schema)
        compiler = self.compiler()
        searcher = compiler.searcher
        compiled = compiler.compile(query)
        order = layout.order_of(query, scored=compiled.scored)
        found = searcher.search(
            compiled.query, limit=query.size, offset=(query.page - 1) * query.size, count=True, **order
        )
        return Hits(
            items=tuple(
                Hit(id=searcher.doc(address)[layout.ID][0], score=score if "weight_by_field" in order else 0.0)
                for score, address in found.hits
            ),
            total=found.count,  # type: ignore[attr-defined]  # the stubs forget it
            facets=facets.count(query, compiled, compiler) if query.facets else {},
            words=compiled.words,
        )

    def compiler(self) -> Compiler:
        """Compiles for the latest state of the current generation; its searcher sees that state for ever."""
        return self._open().compiler

    def suggest(self, prefix: str, *, limit: int = 10) -> tuple[Suggestion, ...]:
        entries = self.compiler().starting_with(plain(prefix.strip())) if prefix.strip() else []
        entries.sort(key=lambda entry: (-entry[2], entry[1]))
        return tuple(Suggestion(written, count) for _folded, written, count in entries[:limit])

    def index(self, documents: Iterable[Document], *, gone: Iterable[str] = ()) -> None:
        with self.generations.writing():
            reader = self._open()
            with _writer(self.generations.path(reader.name), _WRITER_MEMORY, threads=1) as (index, writer):
                _replace(index, writer, self.schema, documents, gone)

    def remove(self, ids: Iterable[str]) -> None:
        self.index((), gone=ids)

    @contextlib.contextmanager
    def rebuild(self) -> Iterator[TantivyRebuild]:
        with self.generations.building():
            self.generations.sweep()
            name = self.generations.new()
            path = self.generations.path(name)
            try:
                tantivy.Index(layout.build(self.schema), str(path))
                # While it is written it is leased like any other, so that nobody sweeps it away.
                lease = self.generations.lease(name)
                try:
                    with _writer(path, _REBUILD_MEMORY, threads=0) as (index, writer):
                        yield TantivyRebuild(self, name, index, writer)
                finally:
                    os.close(lease)
            finally:
                if not self._is_current(name):
                    shutil.rmtree(path, ignore_errors=True)
            self.generations.sweep()

    def is_rebuilding(self) -> bool:
        return self.generations.is_building()

    def _is_current(self, name: str) -> bool:
        with contextlib.suppress(IndexUnavailable):
            return self.generations.current() == name
        return False

    def _open(self) -> Reader:
        """The reader of the current generation, seeing its latest state. Raises IndexUnavailable."""
        name = self.generations.current()
        reader = self._reader
        try:
            if reader is not None and reader.name == name:
                reader.refresh()
                return reader
        except (OSError, ValueError) as error:
            raise IndexUnavailable from error
        with self._lock:
            return self._reopen()

    def _reopen(self) -> Reader:
        for attempt in range(_TRIES_TO_OPEN):
            name = self.generations.current()
            if self._reader is not None and self._reader.name == name:
                return self._reader
            try:
                self._reader = Reader(self.generations, name, self.schema)
            except (OSError, ValueError) as error:
                # A generation may be swept between reading its name and opening it; a broken one stays broken.
                if attempt == _TRIES_TO_OPEN - 1:
                    raise IndexUnavailable from error
            else:
                return self._reader
        raise IndexUnavailable


class TantivyRebuild:
    """See `engines.base.Rebuild`."""

    def __init__(self, engine: TantivyEngine, name: str, index: tantivy.Index, writer: tantivy.IndexWriter) -> None:
        self.engine = engine
        self.name = name
        self._index = index
        self._writer = writer

    def add(self, documents: Iterable[Document]) -> None:
        write = layout.Writer(self.engine.schema).write
        for document in documents:
            self._writer.add_document(write(document))

    def replace(self, documents: Iterable[Document], *, gone: Iterable[str] = ()) -> None:
        _replace(self._index, self._writer, self.engine.schema, documents, gone)

    def switch(self) -> str:
        self._writer.commit()
        self.engine.generations.make_current(self.name)
        return self.name


@contextlib.contextmanager
def _writer(path: Path, memory: int, *, threads: int) -> Iterator[tuple[tantivy.Index, tantivy.IndexWriter]]:
    try:
        index = tantivy.Index.open(str(path))
        layout.register(index)
        writer = index.writer(heap_size=memory, num_threads=threads)
    except (OSError, ValueError) as error:
        raise IndexUnavailable from error
    try:
        yield index, writer
    except BaseException:
        writer.rollback()
        raise
    else:
        writer.commit()
    finally:
        writer.wait_merging_threads()


def _replace(
    index: tantivy.Index,
    writer: tantivy.IndexWriter,
    schema: Schema,
    documents: Iterable[Document],
    gone: Iterable[str],
) -> None:
    write = layout.Writer(schema).write
    rows = [(document.id, write(document)) for document in documents]
    old = [*gone, *(identity for identity, _row in rows)]
    if old:
        writer.delete_documents_by_query(tantivy.Query.term_set_query(index.schema, layout.ID, old))
    for _identity, row in rows:
        writer.add_document(row)
