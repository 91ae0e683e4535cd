from django.urls import path

from tandem.facilities.notifications import views

app_name = "notifications"
urlpatterns = [
    path("messages/", views.inbox, name="inbox"),
    path("messages/<int:message_id>/", views.message, name="message"),
    path("people/<int:person_id>/messages/", views.inbox_of, name="inbox_of"),
    path("people/<int:person_id>/messages/<int:message_id>/", views.message_of, name="message_of"),
]
