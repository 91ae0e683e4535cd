from django.urls import path

from tandem.foundation.sending import views

app_name = "sending"
urlpatterns = [
    path("sms/report", views.sms_report, name="sms_report"),
    path("sms/incoming", views.sms_incoming, name="sms_incoming"),
]
