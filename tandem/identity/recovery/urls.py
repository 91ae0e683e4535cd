from django.urls import path

from tandem.identity.recovery import views

app_name = "recovery"
urlpatterns = [
    path("people/<int:person_id>/log-in/", views.desk, name="desk"),
    path("how-you-log-in/stop/", views.stop_own, name="stop_own"),
    path("log-in/stop/", views.stop, name="stop"),
]
