from django.urls import path

from tandem.assistance.second_look.views import helper, link, own

app_name = "second_look"
urlpatterns = [
    path("second-look/ask/<slug:kind>/<str:subject>/", own.ask, name="ask"),
    path("second-look/<int:look_id>/", own.one, name="one"),
    path("second-look/<int:look_id>/take-back/", own.take_back, name="take_back"),
    path("second-look/asked/", helper.asked, name="asked"),
    path("second-look/asked/<int:look_id>/", helper.look, name="look"),
    # For whoever has a link: its code stands behind the "#" or is typed, and never in an address.
    path("look/", link.enter, name="enter"),
    path("look/read/", link.read, name="read"),
    path("look/thanks/", link.thanks, name="thanks"),
]
