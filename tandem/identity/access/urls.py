from django.urls import path

from tandem.identity.access import views

app_name = "access"
urlpatterns = [
    path("who-looked/", views.who_looked, name="who_looked"),
    path("hat/", views.choose_hat, name="hat"),
]
