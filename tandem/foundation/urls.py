from django.urls import path

from tandem.foundation import views

app_name = "foundation"
urlpatterns = [
    path("gallery/", views.gallery, name="gallery"),
    path("gallery/<slug:layout>/", views.sample, name="gallery_sample"),
]
