"""The quick way through migrations says the same to PostgreSQL as Django's own."""

import contextlib

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from tandem.foundation.postgres import migrating

OPERATIONS = [
    migrations.CreateModel("Office", [("id", models.BigAutoField(primary_key=True)), ("name", models.TextField())]),
    migrations.CreateModel(
        "Desk",
        [
            ("id", models.BigAutoField(primary_key=True)),
            ("number", models.IntegerField()),
            ("office", models.ForeignKey("house.office", models.PROTECT)),
            ("kind", models.ForeignKey("contenttypes.contenttype", models.PROTECT, related_name="+")),
            ("beside", models.ManyToManyField("self")),
        ],
    ),
    migrations.AddConstraint("desk", models.CheckConstraint(condition=models.Q(number__gt=0), name="a_desk_has_one")),
    migrations.AddConstraint("desk", models.UniqueConstraint(fields=["number"], name="a_number_is_given_once")),
    migrations.AddIndex("desk", models.Index(fields=["number", "office"], name="by_number")),
    migrations.AddField("office", "first", models.ForeignKey("house.desk", models.SET_NULL, null=True)),
    # Its own constraint stays, the one of the column is new.
    migrations.AlterField("desk", "number", models.SmallIntegerField(unique=True)),
    migrations.CreateModel(
        "Room", [("office", models.OneToOneField("house.office", models.CASCADE, primary_key=True))]
    ),
    # Those who point at it follow.
    migrations.AlterField("office", "id", models.UUIDField(primary_key=True)),
    migrations.RenameModel("desk", "Table"),
    migrations.RemoveConstraint("table", "a_number_is_given_once"),
    migrations.RenameField("table", "number", "place"),
    migrations.DeleteModel("Room"),
]


def said(how):
    """What is said to PostgreSQL for the history above, in order."""
    state = ProjectState()
    state.add_model(migrations.state.ModelState.from_model(ContentType))
    state.apps  # noqa: B018 - as the executor does: all models are made before the first step
    history = migrations.Migration("0001", "house")
    history.operations = OPERATIONS
    with how, connection.schema_editor(collect_sql=True) as editor:
        state = history.apply(state, editor, collect_sql=True)
        return editor.collected_sql, {key: sorted(found.fields) for key, found in state.models.items()}


@pytest.mark.django_db(transaction=True)
def test_says_what_django_says():
    quick, plain = said(migrating.quickly()), said(contextlib.nullcontext())

    assert quick == plain
    assert len(plain[0]) > len(OPERATIONS)


def test_leaves_django_as_it_was():
    def ways():
        return ProjectState._append_option, ProjectState.add_model

    before = ways()
    with migrating.quickly():
        assert not set(before) & set(ways())

    assert ways() == before
