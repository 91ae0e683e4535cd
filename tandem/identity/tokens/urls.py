from django.urls import path

from tandem.identity.tokens import views

app_name = "tokens"
urlpatterns = [
    path("account/keys/", views.mine, name="mine"),
    path("account/keys/new/", views.new, name="new"),
    path("account/keys/<int:token_id>/end/", views.end, name="end"),
]
