from django.urls import path

from tandem.portals.homes import views

app_name = "homes"
urlpatterns = [
    path("", views.home, name="home"),
    path("about/data/", views.privacy, name="privacy"),
    path("about/accessibility/", views.accessibility, name="accessibility"),
    path("about/sources/", views.sources, name="sources"),
]
