from django.urls import path

from tandem.authorities.counselling import views
from tandem.foundation.http import converters  # noqa: F401 - registers <month:…>

app_name = "counselling"
urlpatterns = [
    path("caseload/", views.caseload, name="caseload"),
    path("caseload/<int:person_id>/efforts/<month:month>/", views.efforts, name="efforts"),
    path("caseload/<int:person_id>/target/", views.target, name="target"),
    path("caseload/<int:person_id>/days-without-efforts/", views.exemption, name="exemption"),
    path(
        "caseload/<int:person_id>/days-without-efforts/<int:exemption_id>/end/",
        views.end_exemption,
        name="end_exemption",
    ),
    path("caseload/<int:person_id>/entry/", views.entry_days, name="entry_days"),
    path("caseload/<int:person_id>/stand-in/", views.stand_in_for_file, name="stand_in_for_file"),
    path("caseload/<int:person_id>/entries/<int:entry_id>/", views.answer, name="answer"),
    path("caseload/<int:person_id>/incapacity/", views.incapacity, name="incapacity"),
    path("caseload/<int:person_id>/measures/", views.measures, name="measures"),
    path("caseload/<int:person_id>/measures/<int:measure_id>/remove/", views.end_measure, name="end_measure"),
    path("registrations/", views.registrations, name="registrations"),
    path("registrations/<int:person_id>/take/", views.take_charge, name="take_charge"),
    path("registrations/<int:person_id>/interview/", views.interview, name="interview"),
    path("registrations/<int:person_id>/interview/cancel/", views.cancel_interview, name="cancel_interview"),
    path("registrations/<int:person_id>/end/", views.end_registration, name="end_registration"),
    path("contested-entries/", views.contested, name="contested"),
    path("stand-ins/", views.stand_ins, name="stand_ins"),
    path("stand-ins/new/", views.new_stand_in, name="new_stand_in"),
    path("stand-ins/<int:stand_in_id>/end/", views.end_stand_in, name="end_stand_in"),
]
