from django.urls import path

from tandem.identity.people import views

app_name = "people"
urlpatterns = [path("me/", views.me, name="me")]
