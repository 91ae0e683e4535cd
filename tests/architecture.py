"""Rules that import-linter cannot see: the tests run them on the house, and on planted faults."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import grimp
from django.db.models import Field, ForeignKey, ManyToManyField, Model

ROOMS_WITHOUT_FEATURES = {"project", "foundation"}
# Its tables are its own, although the room it lies in has none.
FEATURES_OF_THE_FOUNDATION = {"sending"}
# `append_only` is for migrations.
FRONT_DOOR = {"services", "selectors", "enums", "types", "rules", "signals", "registry", "append_only"}
PERSON = "people.Person"
_ENQUEUE = re.compile(r"enqueue(_once)?_on_commit")


def address(module: str) -> tuple[str, str]:
    """`tandem.market.ads.views` lives at (`market.ads`, `views`); a room without features has no doors inside."""
    _package, room, feature, part, *_rest = [*module.split("."), "", "", ""]
    has_doors = room not in ROOMS_WITHOUT_FEATURES or feature in FEATURES_OF_THE_FOUNDATION
    return (f"{room}.{feature}", part) if has_doors else (room, "")


def trespassers(package: str = "tandem") -> list[str]:
    """Imports that enter another feature by something else than its front door."""
    graph = grimp.build_graph(package, cache_dir=None, exclude_type_checking_imports=True)
    found = []
    for importer in sorted(graph.modules):
        home, part = address(importer)
        if home == "project" or part == "tests" or ".tests" in importer:
            continue
        for imported in sorted(graph.find_modules_directly_imported_by(importer)):
            other, door = address(imported)
            if other != home and door and door not in FRONT_DOOR:
                found.append(f"{importer} -> {imported}")
    return found


def upward_keys(models: Iterable[type[Model]], floors: list[list[str]]) -> list[str]:
    """Keys from a model to one on a higher floor, or to a neighbour's room on the same floor."""

    def floor(model: type[Model]) -> tuple[int, str]:
        room = model.__module__.split(".")[1]
        return next(number for number, rooms in enumerate(floors) if room in rooms), room

    found = []
    ours = [model for model in models if model.__module__.startswith("tandem.")]
    for model in ours:
        for field in model._meta.get_fields():
            target = field.related_model
            if field.auto_created or target not in ours:
                continue
            (here, room), (there, other_room) = floor(model), floor(target)
            if there < here or (there == here and room != other_room):
                found.append(str(field))
    return found


def enqueued_names(sources: Iterable[str]) -> set[str]:
    """The names given to `enqueue_on_commit` and `enqueue_once_on_commit`, word for word or as a module's constant."""
    found = set()
    for tree in map(ast.parse, sources):
        constants = {
            node.targets[0].id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and isinstance(node.value, ast.Constant)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and _ENQUEUE.fullmatch(node.func.id):
                name = node.args[0] if node.args else None
                if isinstance(name, ast.Constant):
                    found.add(name.value)
                elif isinstance(name, ast.Name):
                    found.add(constants.get(name.id, f"{name.id}, which is no constant of its module"))
    return found


def models_about_a_person(models: Iterable[type[Model]]) -> set[str]:
    """Labels of the models that hold a key to a person, and the person herself."""

    def points_at_person(field: Field) -> bool:
        return (
            isinstance(field, ForeignKey | ManyToManyField)
            and field.related_model is not None
            and field.related_model._meta.label == PERSON
        )

    return {
        model._meta.label
        for model in models
        if model._meta.label == PERSON or any(points_at_person(field) for field in model._meta.get_fields())
    }


def queries_in_views(files: Iterable[Path]) -> list[str]:
    """Views that start from `Model.objects` instead of asking a selector."""
    return [
        f"{path}:{node.lineno}"
        for path in files
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}
    ]


def verbs_without_actor(files: Iterable[Path]) -> Iterator[str]:
    """Public functions of `services.py` that take the time and do not say who acts, and lines that ask the clock.

    The foundation lies under `access` and does not know who acts: its verbs do what a verb above has decided.
    """
    for path in files:
        tree = ast.parse(path.read_text())
        for node in tree.body if "foundation" not in path.parts else []:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            arguments = [argument.arg for argument in [*node.args.args, *node.args.kwonlyargs]]
            if "now" in arguments and "acting" not in arguments:
                yield f"{path}:{node.name} takes `now` and no `acting`"
        yield from (
            f"{path}:{node.lineno} asks the clock"
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow"} and _is_clock(node)
        )


def _is_clock(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id in {"clock", "timezone", "datetime", "date"}
