from django.urls import path

from tandem.eservices.certificates import views
from tandem.foundation.http import converters  # noqa: F401 - registers <month:…>

app_name = "certificates"
urlpatterns = [
    path("certificates/<month:month>/", views.month, name="month"),
    path("certificates/<month:month>/ask/", views.ask, name="ask"),
    path("certificates/request/<int:request_id>/", views.one, name="one"),
    path("certificates/request/<int:request_id>/withdraw/", views.withdraw, name="withdraw"),
    path("certificate/", views.enter, name="enter"),
    path("certificate/form/", views.state, name="state"),
    path("certificate/check/", views.check, name="check"),
    path("certificate/sent/", views.sent, name="sent"),
]
