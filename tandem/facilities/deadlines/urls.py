from django.urls import path

from tandem.facilities.deadlines import views

app_name = "deadlines"
urlpatterns = [
    path("deadlines/", views.overview, name="overview"),
    path("deadlines/calendar/", views.make, name="make"),
    path("deadlines/calendar/sheet/", views.sheet, name="sheet"),
    path("deadlines/calendar/end/", views.end, name="end"),
    path("people/<int:person_id>/calendar/sheet/", views.sheet_for, name="sheet_for"),
]
