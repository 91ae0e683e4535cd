from django.urls import path

from tandem.identity.own_data import views

app_name = "own_data"
urlpatterns = [
    path("my-data/", views.own_data, name="own_data"),
    path("my-data/copy/", views.take_copy, name="take_copy"),
    path("my-data/copy/<int:copy_id>/", views.download, name="download"),
    path("people/<int:person_id>/close/", views.close, name="close"),
]
