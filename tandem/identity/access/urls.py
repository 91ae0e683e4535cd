from django.urls import path

from tandem.identity.access import views

app_name = "access"
urlpatterns = [
    path("who-looked/", views.who_looked, name="who_looked"),
    path("who-looked/letter/", views.who_looked_letter, name="who_looked_letter"),
    path("who-looked/<int:entry_id>/contest/", views.contest, name="contest"),
    path("contested/", views.contests, name="contests"),
    path("contested/<int:contest_id>/", views.answer, name="answer"),
    path("hat/", views.choose_hat, name="hat"),
]
