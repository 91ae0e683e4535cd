import contextlib

import pytest
from django.http import HttpResponse
from django.urls import Resolver404, URLResolver, include, path, re_path, resolve, reverse
from django.urls.resolvers import RoutePattern

from tandem.foundation.http import converters
from tandem.foundation.http.routes import ByWords

pytestmark = pytest.mark.without_database
assert converters  # `month` is one of ours


def view(request, **_arguments):
    return HttpResponse()


PATTERNS = [
    path("", view, name="home"),
    path("", include(([path("forms/", view, name="mine"), path("account/", view, name="account")], "first"))),
    path("forms/", include([path("<int:number>/", view, name="form"), path("filed/", view, name="filed")])),
    path("", include([path("forms/<slug:word>/", view, name="late"), path("account/forms/", view, name="both")])),
    re_path("^paper/(?P<code>[a-z]+)$", view, name="paper"),
    path("<slug:anything>/here/", view, name="anything"),
    path("files/<path:way>/end/", view, name="way"),
    path("months/<month:month>/", view, name="month"),
    path("form", include([path("al/<int:number>/", view, name="formal")])),
    path("a-<int:number>/b/<int:other>/c/<int:last>/d/", view, name="long"),
]
WAYS = ["", "forms/", "account/", "forms/3/", "forms/filed/", "forms/x/", "account/forms/", "paper/abc", "forms/here/"]
WAYS += ["files/a/end/", "files/a/b/c/end/", "months/2026-11/", "formal/7/", "a-1/b/2/c/3/d/"]
NOWHERE = [
    "form",
    "nobody/",
    "forms/3/4/",
    "paper/1",
    "/forms/",
    "here/here/here/",
    "files/end/",
    "months/x/",
    "a-1/b/2/x/3/d/",
    "a/" * 30,
]


class TestByWords:
    @pytest.mark.parametrize("way", [*WAYS, "else/here/"])
    def test_finds_what_django_finds(self, way):
        ours, djangos = ByWords(PATTERNS), URLResolver(RoutePattern(""), PATTERNS)

        for _time in range(2):
            one, other = ours.resolve(way), djangos.resolve(way)
            assert (one.view_name, one.kwargs, one.route) == (other.view_name, other.kwargs, other.route)

    @pytest.mark.parametrize("way", NOWHERE)
    def test_finds_nothing_where_django_finds_nothing(self, way):
        with pytest.raises(Resolver404):
            ByWords(PATTERNS).resolve(way)

    def test_looks_at_nothing_else(self):
        rooms = ByWords([path(f"forms/<int:number>/{word}/", view) for word in ("one", "two", "three")])

        assert [str(one.pattern) for one in rooms.among(4, "forms", None, "two").url_patterns] == [
            "forms/<int:number>/two/"
        ]

    def test_keeps_a_place_for_words_that_are_used_and_no_others(self):
        rooms = ByWords([path("forms/", view), path("forms/filed/", view), path("account/", view)])
        for word in ("one/", "two/", "three/", "forms/"):
            with contextlib.suppress(Resolver404):
                rooms.resolve(word)

        assert rooms.among.cache_info().currsize == 2

    def test_gives_each_address_of_the_house_its_own_view(self):
        for name in ("homes:home", "account_login", "procedures:mine", "ads:search", "mandates:mine"):
            assert resolve(reverse(name)).view_name == name
