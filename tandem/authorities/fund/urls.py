from django.urls import path

from tandem.authorities.fund import views
from tandem.foundation.http import converters  # noqa: F401 - registers <month:…>

app_name = "fund"
urlpatterns = [
    path("insured/", views.insured, name="insured"),
    path("insured/<int:person_id>/<month:month>/", views.form, name="form"),
    path("insured/<int:person_id>/<month:month>/checked/", views.checked, name="checked"),
    path("insured/<int:person_id>/<month:month>/papers/<int:paper_id>/", views.paper, name="paper"),
    path(
        "insured/<int:person_id>/<month:month>/papers/<int:paper_id>/not-it/",
        views.turn_down_paper,
        name="turn_down_paper",
    ),
    path("insured/<int:person_id>/<month:month>/missing/", views.ask_for_papers, name="ask_for_papers"),
    path("insured/<int:person_id>/incapacity/", views.incapacity, name="incapacity"),
    path("form-opening/", views.opening, name="opening"),
    path("form-opening/exception/", views.opening_exception, name="opening_exception"),
]
