from django.urls import path

from tandem.authorities.counselling import views
from tandem.foundation.http import converters  # noqa: F401 - registers <month:…>

app_name = "counselling"
urlpatterns = [
    path("caseload/", views.caseload, name="caseload"),
    path("caseload/<int:person_id>/efforts/<month:month>/", views.efforts, name="efforts"),
    path("caseload/<int:person_id>/target/", views.target, name="target"),
]
