"""The player counts what it does and cannot do what is not on the page."""

import pytest
from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from tests.friction.player import Count, Player

PAGE = """<html lang="en"><body><main><h1>Form of {{ said }}</h1><a href="/en/form/?again=1">Once more</a>
<form method="post">{% csrf_token %}<input type="hidden" name="kept" value="k"><input name="wage" value="1">
<input type="radio" name="worked" value="y"><input type="radio" name="worked" value="n">
<input type="checkbox" name="days" value="1"><input type="checkbox" name="days" value="2" checked>
<button name="go" value="on">Go on</button></form></main></body></html>"""


@login_not_required
def form(request: HttpRequest) -> HttpResponse:
    said = ", ".join(f"{name}={request.POST.getlist(name)}" for name in sorted(request.POST) if name[0] != "c")
    return HttpResponse(engines["django"].from_string(PAGE).render({"said": said}, request))


urlpatterns = i18n_patterns(path("form/", form))
pytestmark = [pytest.mark.urls(__name__), pytest.mark.without_database]


@pytest.fixture
def player():
    player = Player("she")
    player.is_at("/en/form/")
    return player


class TestPlayer:
    def test_counts_each_move_and_each_page(self, player):
        player.follow("Once more")
        player.type(wage="900")
        player.choose(worked="y")
        player.press("Go on")

        assert player.count == Count(clicks=2, taps=1, fields=1, pages=2)
        assert player.count.interactions == 4

    def test_sends_what_stands_in_the_form(self, player):
        player.type(wage="900")
        player.choose(worked="n")
        player.press("Go on")

        player.reads("days=['2'], go=['on'], kept=['k'], wage=['900'], worked=['n']")

    @pytest.mark.parametrize(
        "move",
        [
            lambda player: player.follow("Another"),
            lambda player: player.press("Send"),
            lambda player: player.type(name="x"),
            lambda player: player.type(worked="y"),
            lambda player: player.choose(worked="perhaps"),
            lambda player: player.reads("Something else"),
        ],
    )
    def test_cannot_do_what_the_page_does_not_offer(self, player, move):
        with pytest.raises(AssertionError):
            move(player)
