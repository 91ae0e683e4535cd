from django.urls import path

from tandem.eservices.efforts import views
from tandem.foundation.http import converters  # noqa: F401 - registers <month:…>

app_name = "efforts"
urlpatterns = [
    path("efforts/", views.months, name="months"),
    path("efforts/new/", views.new, name="new"),
    path("efforts/new/from/<slug:source>/<str:source_id>/", views.new_from, name="new_from"),
    path("efforts/receipt/<str:number>/", views.receipt, name="receipt"),
    path("efforts/receipt/<str:number>/pdf/", views.receipt_pdf, name="receipt_pdf"),
    path("efforts/receipt/<str:number>/file/", views.receipt_file, name="receipt_file"),
    path("efforts/<int:effort_id>/change/", views.change, name="change"),
    path("efforts/<int:effort_id>/remove/", views.remove, name="remove"),
    path("efforts/<month:month>/", views.month, name="month"),
    path("efforts/<month:month>/file/", views.file, name="file"),
]
