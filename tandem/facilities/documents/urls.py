from django.urls import path

from tandem.facilities.documents import views

app_name = "documents"
urlpatterns = [
    path("document/<uuid:version_id>/", views.file, name="file"),
    path("document/<uuid:version_id>/page/<int:page>/", views.preview, name="preview"),
]
