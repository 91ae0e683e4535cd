from django.urls import path

from tandem.eservices.dossier import views

app_name = "dossier"
urlpatterns = [
    path("documents/", views.index, name="index"),
    path("documents/new/", views.new, name="new"),
    path("documents/send/", views.send, name="send"),
    path("documents/sent/<str:number>/", views.sent, name="sent"),
    path("documents/sent/<str:number>/pdf/", views.sent_pdf, name="sent_pdf"),
    path("documents/sent/<str:number>/file/", views.sent_file, name="sent_file"),
    path("documents/of/<int:person_id>/", views.of, name="of"),
    path("documents/of/<int:person_id>/new/", views.new_for, name="new_for"),
    path("documents/<uuid:document_id>/", views.document, name="document"),
    path("documents/<uuid:document_id>/name/", views.name, name="name"),
    path("documents/<uuid:document_id>/version/", views.version, name="version"),
    path("documents/<uuid:document_id>/pages/", views.pages, name="pages"),
    path("documents/<uuid:document_id>/delete/", views.remove, name="remove"),
    path("received-documents/", views.received, name="received"),
    path("received-documents/<str:number>/", views.received_one, name="received_one"),
]
