"""To make all tables in a third of the time, where nobody's data stand yet: for the demo and the tests."""

import contextlib
from collections.abc import Iterator
from typing import Any

from django.db.migrations.state import ModelState, ProjectState


@contextlib.contextmanager
def quickly() -> Iterator[None]:
    """Inside the block, migrations describe the past no more often than they have to. The tables are the same.

    For each new model, constraint or index Django makes anew all models that the one is related to, near and far. A
    new model refers to those that are there, and a constraint changes nothing but the list of one model.
    """
    plain = ProjectState._append_option, ProjectState.add_model  # type: ignore[attr-defined]
    ProjectState._append_option = _append_option  # type: ignore[attr-defined]
    ProjectState.add_model = _add_model  # type: ignore[assignment, method-assign]
    try:
        yield
    finally:
        ProjectState._append_option, ProjectState.add_model = plain  # type: ignore[attr-defined, method-assign]


def _append_option(self: Any, app_label: str, model_name: str, option: str, new: object) -> None:
    options = self.models[app_label, model_name].options
    options[option] = [*options[option], new]
    if "apps" in self.__dict__:  # as Django asks: the attribute would make all models
        setattr(self.apps.get_model(app_label, model_name)._meta, option, options[option])


def _add_model(self: Any, model: ModelState) -> None:
    key = model.app_label, model.name_lower
    self.models[key] = model
    if self._relations is not None:
        self.resolve_model_relations(key)
    if "apps" in self.__dict__:
        self.apps.render_multiple([model])
