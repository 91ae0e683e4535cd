from django.urls import path

from tandem.assistance.lessons import views

app_name = "lessons"
urlpatterns = [
    path("lessons/", views.index, name="index"),
    path("lessons/<slug:key>/", views.lesson, name="lesson"),
    path("lessons/<slug:key>/sheet/", views.sheet, name="sheet"),
    path("lessons/<slug:key>/not-now/", views.not_now, name="not_now"),
]
