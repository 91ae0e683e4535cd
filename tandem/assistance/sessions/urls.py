from django.urls import path

from tandem.assistance.sessions.views import inside, meeting

app_name = "sessions"
urlpatterns = [
    path("together/", meeting.start, name="start"),
    path("together/code/", meeting.waiting, name="waiting"),
    path("together/code/yes/", meeting.accept, name="accept"),
    path("together/code/no/", meeting.decline, name="decline"),
    path("together/join/", meeting.join, name="join"),
    path("together/beside/<int:person_id>/", meeting.beside, name="beside"),
    path("together/beside/<int:person_id>/codes/", meeting.ask_codes, name="ask_codes"),
    path("together/there/", meeting.presence, name="presence"),
    path("together/watch/", inside.watch, name="watch"),
    path("together/hands/", inside.hands, name="hands"),
    path("together/longer/", inside.prolong, name="prolong"),
    path("together/end/", inside.end, name="end"),
    path("together/mark/", inside.mark, name="mark"),
    path("together/mark/<int:mark_id>/", inside.close_mark, name="close_mark"),
]
