from django.urls import path

from tandem.assistance.shadow import views

app_name = "shadow"
urlpatterns = [
    path("mandate-instead-of-password/", views.instead, name="instead"),
    path("mandate-instead-of-password/shared/", views.shared, name="shared"),
]
