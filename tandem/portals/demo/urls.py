from django.urls import path

from tandem.portals.demo import views

app_name = "demo"
urlpatterns = [
    path("personas/", views.personas, name="personas"),
    path("personas/tour/", views.guided_tour, name="tour"),
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/<int:outgoing_id>/again/", views.send_again, name="send_again"),
    path("outbox/letters/<uuid:key>.pdf", views.letter, name="letter"),
    path("outbox/fail/", views.let_sms_fail, name="let_sms_fail"),
    path("outbox/answer/", views.answer, name="answer"),
]
