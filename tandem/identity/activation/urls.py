from django.urls import path

from tandem.identity.activation import views

app_name = "activation"
urlpatterns = [
    path("my-file/", views.begin, name="begin"),
    path("my-file/entries/", views.entries, name="entries"),
    path("my-file/entries/right/", views.accept_the_rest, name="accept_the_rest"),
    path("my-file/entries/<int:entry_id>/right/", views.accept, name="accept"),
    path("my-file/entries/<int:entry_id>/wrong/", views.contest, name="contest"),
]
