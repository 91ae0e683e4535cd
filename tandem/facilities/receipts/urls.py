from django.urls import path

from tandem.facilities.receipts import views

app_name = "receipts"
urlpatterns = [
    path("verify/", views.verify, name="verify"),
    path("verify/keys/", views.keys, name="keys"),
    path("verify/keys/<slug:key_id>.pem", views.key, name="key"),
]
