from django.urls import path

from tandem.eservices.efforts.views import duty, filing, helping, overview, own, results, transfer
from tandem.foundation.http import converters  # noqa: F401 - registers <month:…>

app_name = "efforts"
urlpatterns = [
    path("efforts/", own.months, name="months"),
    path("efforts/all/", overview.overview, name="all"),
    path("efforts/new/", own.new, name="new"),
    path("efforts/new/from/<slug:source>/<str:source_id>/", own.new_from, name="new_from"),
    path("efforts/bring/", transfer.bring, name="bring"),
    path("efforts/bring/confirmed/", transfer.bring_confirmed, name="bring_confirmed"),
    path("efforts/export/", transfer.export, name="export"),
    path("efforts/suggest/", own.suggest, name="suggest"),
    path("efforts/entry/", duty.entry, name="entry"),
    path("efforts/results/", results.results, name="results"),
    path("efforts/receipt/<str:number>/", filing.receipt, name="receipt"),
    path("efforts/receipt/<str:number>/pdf/", filing.receipt_pdf, name="receipt_pdf"),
    path("efforts/receipt/<str:number>/file/", filing.receipt_file, name="receipt_file"),
    path("efforts/<int:effort_id>/change/", own.change, name="change"),
    path("efforts/<int:effort_id>/remove/", own.remove, name="remove"),
    path("efforts/of/<int:person_id>/", helping.noted, name="of"),
    path("efforts/of/<int:person_id>/new/", helping.new, name="new_for"),
    path("efforts/of/<int:person_id>/new/from/<slug:source>/<str:source_id>/", helping.new, name="new_from_for"),
    path("efforts/of/from/<slug:source>/<str:source_id>/", helping.for_whom, name="for_whom"),
    path("efforts/of/<int:person_id>/<month:month>/", helping.noted, name="of_month"),
    path("efforts/of/<int:person_id>/<month:month>/file/", filing.file_for, name="file_for"),
    path("efforts/of/<int:person_id>/receipt/<str:number>/", filing.receipt, name="receipt_for"),
    path("efforts/of/<int:person_id>/receipt/<str:number>/pdf/", filing.receipt_pdf, name="receipt_pdf_for"),
    path("efforts/of/<int:person_id>/receipt/<str:number>/file/", filing.receipt_file, name="receipt_file_for"),
    path("efforts/<month:month>/", own.month, name="month"),
    path("efforts/<month:month>/file/", filing.file, name="file"),
]
