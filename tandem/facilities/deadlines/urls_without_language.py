"""The calendar itself: one address whatever the language, so that a telephone keeps it."""

from django.urls import path

from tandem.facilities.deadlines import views

urlpatterns = [path("calendar/<str:secret>.ics", views.calendar, name="calendar")]
