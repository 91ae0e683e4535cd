from django.urls import path

from tandem.eservices.on_paper import views

app_name = "on_paper"
urlpatterns = [
    path("forms/draft/<int:draft_id>/paper/", views.print_draft, name="print"),
    path("forms/paper/<procedure:key>/<slug:subject>/", views.print_blank, name="print_blank"),
    path("paper-desk/", views.queue, name="queue"),
    path("paper-desk/print/", views.print_at_desk, name="print_at_desk"),
    path("paper-desk/<int:sheet_id>/", views.sheet, name="sheet"),
    path("paper-desk/<int:sheet_id>/<int:scan_id>.jpg", views.picture, name="picture"),
]
