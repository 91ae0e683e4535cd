from django.urls import path

from tandem.identity.accounts import views

app_name = "accounts"
urlpatterns = [
    path("log-in/", views.LogIn.as_view(), name="login"),
    path("log-out/", views.log_out, name="logout"),
    path("language/", views.language, name="language"),
]
