from django.urls import path

from tandem.eservices.entitlement import views

app_name = "entitlement"
urlpatterns = [
    path("benefit/", views.expect, name="expect"),
    path("benefit/earnings/", views.earnings, name="earnings"),
    path("benefit/amounts/", views.amounts, name="amounts"),
]
