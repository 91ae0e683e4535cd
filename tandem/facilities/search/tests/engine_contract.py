"""What every engine must do. Subclass it with an `engine_class`; see `test_engines`."""

import datetime
from pathlib import Path

import pytest

from tandem.facilities.search.engines.base import Engine
from tandem.facilities.search.refusals import IndexUnavailable, TooFar, UnknownField
from tandem.facilities.search.types import (
    AnyOf,
    Between,
    Document,
    Facet,
    Keyword,
    Near,
    OneOf,
    Point,
    Query,
    Reading,
    Schema,
    Sort,
    TextField,
    Words,
)

SCHEMA = Schema(
    texts=(
        TextField("title", boost=3.0, compounds=True, suggest=True),
        TextField("body"),
        TextField("company", boost=2.0, names=True),
    ),
    keywords=("canton", "trade"),
    numbers=("pay",),
    days=("published",),
    newest="published",
)
MAY = datetime.date(2026, 5, 1)
BERN, THUN, LUGANO = Point(46.948, 7.447), Point(46.758, 7.628), Point(46.004, 8.951)


def document(identity: str, title: str = "", language: str = "de", body: str = "", **facts) -> Document:
    texts = {language: {"title": title, "body": body}}
    if company := facts.pop("company", ""):
        texts[""] = {"company": company}
    return Document(
        id=identity,
        texts=texts,
        days={"published": facts.pop("published", MAY)},
        numbers={"pay": facts.pop("pay")} if "pay" in facts else {},
        point=facts.pop("point", None),
        keywords={name: (value,) for name, value in facts.items()},
    )


class EngineContract:
    engine_class: type[Engine]

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        return tmp_path / "things"

    @pytest.fixture
    def engine(self, folder: Path) -> Engine:
        engine = self.engine_class(SCHEMA, folder)
        with engine.rebuild() as build:
            build.switch()
        return engine

    @staticmethod
    def found(engine: Engine, text: str = "", **rest) -> set[str]:
        return set(engine.search(Query(text=text, size=100, **rest)).ids)


class WordsContract(EngineContract):
    @pytest.mark.parametrize(
        ("language", "title", "asked"),
        [
            ("de", "Köchin", "köchin"),
            ("de", "Küchenchef", "kuchenchef"),
            ("de", "Küchenchef", "KUECHENCHEF"),
            ("de", "Kuechenchef", "küchenchef"),
            ("de", "Strassenbauer", "straßenbauer"),
            ("de", "Straßenbauer", "strassenbauer"),
            ("de", "Verkäuferinnen", "verkäuferin"),
            ("de", "Pflegefachfrau", "pflege"),
            ("de", "Pflege Fachfrau", "pflegefachfrau"),
            ("fr", "Infirmière", "infirmières"),
            ("fr", "Infirmière", "infirmiere"),
            ("fr", "INFIRMIERE", "infirmière"),
            ("fr", "Employée de commerce", "employe"),
            ("fr", "Conseiller à l'emploi", "emploi"),
            ("fr", "Poste d’infirmier", "l'infirmier"),
            ("fr", "Poste d'aide", "aide"),
            ("it", "Addetto all'ufficio", "ufficio"),
            ("it", "Ufficio", "dell’ufficio"),
            ("it", "Infermiere", "infermieri"),
            ("it", "Attività", "attivita"),
            ("en", "Nurses", "nurse"),
            ("en", "Cook", "COOKS"),
        ],
    )
    def test_find_a_word_in_its_forms_and_spellings(self, engine, language, title, asked):
        engine.index([document("one", title, language), document("other", "Zzz", language)])

        assert self.found(engine, asked) == {"one"}

    def test_find_names_as_they_stand(self, engine):
        engine.index(
            [document("one", "Koch", company="Gasthof Bären AG"), document("two", "Koch", company="Hirschen")]
        )

        assert self.found(engine, "baren") == {"one"}
        assert self.found(engine, filters=(Words("Hirschen", fields=("company",)),)) == {"two"}

    def test_must_all_be_there_in_any_field(self, engine):
        engine.index([document("both", "Koch", body="abends"), document("one", "Koch")])

        assert self.found(engine, "Koch abends") == {"both"}

    def test_count_only_when_they_say_something(self, engine):
        engine.index([document("one", "Koch")])

        assert self.found(engine, "ein Koch für die") == {"one"}
        assert self.found(engine, "und") == {"one"}

    def test_in_the_title_and_in_the_readers_language_come_first(self, engine):
        engine.index(
            [
                document("body", "Zzz", "de", "Chef"),
                document("french", "Chef", "fr"),
                document("german", "Chef", "de"),
            ]
        )

        hits = engine.search(Query(text="chef", language="fr"))

        assert hits.ids == ("french", "german", "body")

    def test_nothing_asked_finds_all_the_newest_first(self, engine):
        engine.index([document(str(n), "Koch", published=MAY + datetime.timedelta(days=n)) for n in range(3)])

        hits = engine.search(Query())

        assert hits.ids == ("2", "1", "0")
        assert hits.total == 3

    def test_that_nothing_contains_are_completed(self, engine):
        engine.index([document("one", "Informatikerin"), document("other", "Koch")])

        hits = engine.search(Query(text="informati"))

        assert hits.ids == ("one",)
        assert [(use.reading, use.used) for use in hits.words] == [(Reading.COMPLETED, ("informatikerin",))]

    @pytest.mark.parametrize("typed", ["infirmeire", "ifnirmier", "infirmierre", "nifirmier"])
    def test_that_are_mistyped_are_mended_and_it_is_said(self, engine, typed):
        engine.index([document("one", "Infirmier", "fr"), document("other", "Koch")])

        hits = engine.search(Query(text=typed, language="fr"))

        assert hits.ids == ("one",)
        assert [(use.word, use.reading) for use in hits.words] == [(typed, Reading.MENDED)]

    def test_that_nothing_resembles_are_left_out_and_it_is_said(self, engine):
        engine.index([document("one", "Koch")])

        hits = engine.search(Query(text="Koch xylophonist"))

        assert hits.ids == ("one",)
        assert [(use.word, use.reading) for use in hits.words] == [
            ("Koch", Reading.EXACT),
            ("xylophonist", Reading.UNKNOWN),
        ]

    def test_that_are_all_unknown_find_nothing(self, engine):
        engine.index([document("one", "Koch")])

        assert self.found(engine, "xylophonist") == set()

    def test_are_taken_literally_when_asked(self, engine):
        engine.index([document("one", "Informatikerin")])

        assert self.found(engine, "informati", forgiving=False) == set()

    def test_or_a_keyword_words_above_keywords(self, engine):
        engine.index(
            [document("word", "Koch"), document("trade", "Cuisinier", "fr", trade="cook"), document("no", "X")]
        )

        clause = AnyOf((Words("Koch"), Keyword("trade", ("cook",))))
        hits = engine.search(Query(clauses=(clause,), language="de"))

        assert hits.ids == ("word", "trade")

    def test_survive_signs_of_a_query_language(self, engine):
        engine.index([document("one", "Koch")])

        assert self.found(engine, '"koch" AND (title:* ~ [') == {"one"}

    def test_suggest_by_prefix_without_accents(self, engine):
        engine.index(
            [
                document("1", "Infirmière", "fr"),
                document("2", "Infirmière cheffe", "fr"),
                document("3", "Infirmier", "fr"),
            ]
        )

        suggestions = engine.suggest("INFIRMIE")

        assert [(found.text, found.count) for found in suggestions] == [("infirmière", 2), ("infirmier", 1)]


class FiltersContract(EngineContract):
    @pytest.fixture
    def filled(self, engine):
        engine.index(
            [
                document("bern", "Koch", canton="BE", trade="cook", pay=50, point=BERN),
                document("thun", "Koch", canton="BE", trade="smith", pay=80, point=THUN, published=MAY.replace(day=9)),
                document("lugano", "Cuoco", "it", canton="TI", trade="cook", point=LUGANO),
            ]
        )
        return engine

    def test_by_keyword(self, filled):
        assert self.found(filled, filters=(OneOf("canton", ("BE", "ZH")),)) == {"bern", "thun"}
        assert self.found(filled, filters=(OneOf("canton", ("BE",)), OneOf("trade", ("cook",)))) == {"bern"}

    def test_by_range_bounds_included(self, filled):
        assert self.found(filled, filters=(Between("pay", 50, 79),)) == {"bern"}
        assert self.found(filled, filters=(Between("pay", low=80),)) == {"thun"}
        assert self.found(filled, filters=(Between("published", low=MAY.replace(day=2)),)) == {"thun"}

    def test_by_distance(self, filled):
        assert self.found(filled, near=Near(BERN, 5)) == {"bern"}
        assert self.found(filled, near=Near(BERN, 30)) == {"bern", "thun"}
        assert self.found(filled, near=Near(LUGANO, 200)) == {"bern", "thun", "lugano"}

    def test_that_name_an_unknown_field_are_refused_with_suggestions(self, filled):
        with pytest.raises(UnknownField) as refused:
            filled.search(Query(filters=(OneOf("cantons", ("BE",)),)))

        assert refused.value.suggestions == ("canton",)

    def test_leave_their_own_facet_alone(self, filled):
        facets = filled.search(
            Query(
                filters=(OneOf("canton", ("BE",)),),
                facets=(Facet("canton"), Facet("trade"), Facet("pay", ranges=((0, 60), (0, 90), (90, None)))),
            )
        ).facets

        assert facets == {
            "canton": {"BE": 2, "TI": 1},
            "trade": {"cook": 1, "smith": 1},
            "pay": {"0": 1, "1": 2, "2": 0},
        }

    def test_count_days_in_ranges_that_overlap(self, filled):
        facet = Facet("published", ranges=((MAY.replace(day=9), None), (MAY, None)))

        assert filled.search(Query(facets=(facet,))).facets == {"published": {"0": 1, "1": 3}}


class PagesContract(EngineContract):
    def test_miss_nothing_and_repeat_nothing(self, engine):
        engine.index([document(str(n), "Koch") for n in range(25)])

        pages = [engine.search(Query(text="koch", page=page, size=10)) for page in (1, 2, 3, 4)]

        assert [len(page.items) for page in pages] == [10, 10, 5, 0]
        assert {page.total for page in pages} == {25}
        assert len({identity for page in pages for identity in page.ids}) == 25

    @pytest.mark.parametrize("sort", Sort)
    def test_keep_equals_in_one_order_however_they_came_in(self, engine, folder, sort):
        same = [document(str(n), "Koch") for n in range(30)]
        engine.index(same)
        before = engine.search(Query(text="koch", sort=sort, size=30)).ids

        engine.index(same[15:])
        with engine.rebuild() as build:
            build.add(reversed(same))
            build.switch()

        assert engine.search(Query(text="koch", sort=sort, size=30)).ids == before

    def test_sort_by_day(self, engine):
        engine.index([document(str(n), "Koch " * (n + 1), published=MAY.replace(day=n + 1)) for n in range(5)])

        assert engine.search(Query(text="koch", sort=Sort.NEWEST)).ids == ("4", "3", "2", "1", "0")

    def test_reach_ten_thousand_hits_and_no_further(self, engine):
        engine.index([document(str(n), "Koch") for n in range(250)])

        assert len(engine.search(Query(text="koch", page=5, size=50)).items) == 50
        assert engine.search(Query(text="koch", page=100, size=100)).items == ()
        with pytest.raises(TooFar):
            engine.search(Query(text="koch", page=101, size=100))

    @pytest.mark.parametrize("impossible", [{"page": 0}, {"size": 0}, {"size": 101}])
    def test_that_cannot_be_are_refused(self, engine, impossible):
        with pytest.raises(ValueError, match="Page"):
            engine.search(Query(**impossible))


class ChangesContract(EngineContract):
    def test_replace_what_was_there(self, engine):
        engine.index([document("one", "Koch")])
        engine.index([document("one", "Maurer")])

        assert self.found(engine, "Koch") == set()
        assert self.found(engine, "Maurer") == {"one"}
        assert engine.search(Query()).total == 1

    def test_never_find_again_what_is_gone(self, engine):
        engine.index([document("one", "Koch"), document("two", "Koch")])
        engine.remove(["one", "unknown"])

        hits = engine.search(Query(text="Koch"))

        assert hits.ids == ("two",)
        assert hits.total == 1

    def test_are_seen_by_other_readers_at_once(self, engine, folder):
        other = self.engine_class(SCHEMA, folder)
        assert self.found(other, "Koch") == set()

        engine.index([document("one", "Koch")])

        assert self.found(other, "Koch") == {"one"}

    def test_of_generation_are_seen_by_other_readers_and_by_none_before(self, engine, folder):
        engine.index([document("old", "Koch")])
        other = self.engine_class(SCHEMA, folder)
        before = other.generation()

        with engine.rebuild() as build:
            build.add([document("new", "Koch"), document("brief", "Koch")])
            build.replace([document("new", "Koch")], gone=["brief"])
            assert engine.is_rebuilding()
            assert self.found(other, "Koch") == {"old"}
            build.switch()

        assert self.found(other, "Koch") == {"new"}
        assert other.generation() != before
        assert not engine.is_rebuilding()

    def test_are_a_new_state_for_every_reader_and_nothing_else_is(self, engine, folder):
        other = self.engine_class(SCHEMA, folder)
        states = [other.state()]

        engine.index([document("one", "Koch")])
        states.append(other.state())
        engine.remove(["one"])
        states.append(other.state())
        with engine.rebuild() as build:
            build.switch()
        states.append(other.state())

        assert len(set(states)) == 4
        assert self.found(other) == set()
        assert other.state() == engine.state() == states[-1]

    def test_of_generation_that_fail_leave_the_old_one(self, engine):
        engine.index([document("old", "Koch")])

        with pytest.raises(ZeroDivisionError), engine.rebuild() as build:
            build.add(document(str(1 // number), "Koch") for number in (1, 0))

        assert self.found(engine, "Koch") == {"old"}

    def test_need_an_index(self, folder):
        engine = self.engine_class(SCHEMA, folder)

        for act in (lambda: engine.search(Query()), lambda: engine.suggest("a"), lambda: engine.remove(["1"])):
            with pytest.raises(IndexUnavailable):
                act()
