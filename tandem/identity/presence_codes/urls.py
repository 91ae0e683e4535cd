from django.urls import path

from tandem.identity.presence_codes import views

app_name = "presence_codes"
urlpatterns = [path("people/<int:person_id>/presence-codes/", views.desk, name="desk")]
