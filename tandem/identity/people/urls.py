from django.urls import path

from tandem.identity.people import views

app_name = "people"
urlpatterns = [
    path("me/", views.me, name="me"),
    path("me/begin/", views.begin, name="begin"),
    path("me/seen/", views.seen, name="seen"),
    path("me/change/<slug:section>/", views.change, name="change"),
    path("people/register/", views.register, name="register"),
    path("people/<int:person_id>/", views.person, name="person"),
    path("people/<int:person_id>/change/<slug:section>/", views.change, name="change_for"),
]
