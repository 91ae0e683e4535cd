import contextlib

import pytest
from django.http import HttpResponse
from django.urls import Resolver404, URLResolver, include, path, re_path, resolve, reverse
from django.urls.resolvers import RoutePattern

from tandem.foundation.http.routes import ByFirstWord

pytestmark = pytest.mark.without_database


def view(request, **_arguments):
    return HttpResponse()


PATTERNS = [
    path("", view, name="home"),
    path("", include(([path("forms/", view, name="mine"), path("account/", view, name="account")], "first"))),
    path("forms/", include([path("<int:number>/", view, name="form"), path("filed/", view, name="filed")])),
    path("", include([path("forms/<slug:word>/", view, name="late"), path("account/forms/", view, name="both")])),
    re_path("^paper/(?P<code>[a-z]+)$", view, name="paper"),
    path("<slug:anything>/here/", view, name="anything"),
]
WAYS = ["", "forms/", "account/", "forms/3/", "forms/filed/", "forms/x/", "account/forms/", "paper/abc", "forms/here/"]
NOWHERE = ["form", "nobody/", "forms/3/4/", "paper/1", "/forms/", "here/here/here/"]


class TestByFirstWord:
    @pytest.mark.parametrize("way", [*WAYS, "else/here/"])
    def test_finds_what_django_finds(self, way):
        ours, djangos = ByFirstWord(PATTERNS), URLResolver(RoutePattern(""), PATTERNS)

        for _time in range(2):
            one, other = ours.resolve(way), djangos.resolve(way)
            assert (one.view_name, one.kwargs, one.route) == (other.view_name, other.kwargs, other.route)

    @pytest.mark.parametrize("way", NOWHERE)
    def test_finds_nothing_where_django_finds_nothing(self, way):
        with pytest.raises(Resolver404):
            ByFirstWord(PATTERNS).resolve(way)

    def test_keeps_a_place_for_words_that_are_used_and_no_others(self):
        rooms = ByFirstWord([path("forms/", view), path("forms/filed/", view), path("account/", view)])
        for word in ("one/", "two/", "forms/"):
            with contextlib.suppress(Resolver404):
                rooms.resolve(word)

        assert set(rooms.parts[0]) == {"forms", "account"}

    def test_gives_each_address_of_the_house_its_own_view(self):
        for name in ("homes:home", "account_login", "procedures:mine", "ads:search", "mandates:mine"):
            assert resolve(reverse(name)).view_name == name
