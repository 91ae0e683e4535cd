from django.urls import path

from tandem.portals.homes import views

urlpatterns = [path("", views.root, name="root")]
