from django.urls import path

from tandem.assistance.autonomy import views

app_name = "autonomy"
urlpatterns = [
    path("my-way/", views.mine, name="mine"),
    path("my-way/for/<int:person_id>/", views.shared, name="shared"),
    path("my-way/<slug:task>/", views.task, name="task"),
    path("my-way/<slug:task>/answer/", views.answer, name="answer"),
    path("my-way/<slug:task>/share/<int:mandate_id>/", views.share, name="share"),
    path("my-way/<slug:task>/stop/<int:mandate_id>/", views.stop_sharing, name="stop_sharing"),
]
