from django.urls import path, register_converter

from tandem.eservices.procedures.converters import KeyConverter
from tandem.eservices.procedures.views import begin, documents, draft, filed

register_converter(KeyConverter, "procedure")

app_name = "procedures"
urlpatterns = [
    path("forms/", begin.mine, name="mine"),
    path("forms/draft/<int:draft_id>/", draft.resume, name="resume"),
    path("forms/draft/<int:draft_id>/step/<slug:step_key>/", draft.step, name="step"),
    path("forms/draft/<int:draft_id>/step/<slug:step_key>/keep/", draft.keep, name="keep"),
    path("forms/draft/<int:draft_id>/check/", draft.check, name="check"),
    path("forms/draft/<int:draft_id>/ask/", draft.ask, name="ask"),
    path("forms/draft/<int:draft_id>/history/", draft.history, name="history"),
    path("forms/draft/<int:draft_id>/remove/", draft.remove, name="remove"),
    path("forms/draft/<int:draft_id>/documents/", documents.documents, name="documents"),
    path("forms/draft/<int:draft_id>/documents/<slug:mark>/", documents.add, name="add_document"),
    path("forms/draft/<int:draft_id>/documents/<int:attachment_id>/take-off/", documents.take_off, name="take_off"),
    path("forms/filed/", filed.all_filed, name="all_filed"),
    path("forms/handed-in/<str:number>/", documents.handed_in, name="handed_in"),
    path("forms/handed-in/<str:number>/file/", documents.handed_in_proof, name="handed_in_proof"),
    path("forms/handed-in/<str:number>/pdf/", documents.handed_in_sheet, name="handed_in_sheet"),
    path("forms/filed/<str:number>/documents/<slug:mark>/", documents.hand_in, name="hand_in"),
    path("forms/filed/<str:number>/history/", filed.history, name="filed_history"),
    path("forms/filed/<str:number>/", filed.filing, name="filing"),
    path("forms/filed/<str:number>/file/", filed.proof, name="proof"),
    path("forms/filed/<str:number>/export/", filed.export, name="export"),
    path("forms/filed/<str:number>/pdf/", filed.sheet, name="sheet"),
    path("forms/filed/<str:number>/correct/", filed.correct, name="correct"),
    path("forms/filed/<str:number>/take-back/", filed.take_back, name="take_back"),
    path("forms/for/<int:person_id>/<procedure:key>/", begin.start_for, name="start_for"),
    path("forms/for/<int:person_id>/<procedure:key>/<slug:subject>/", begin.start_for, name="start_for"),
    path("forms/<procedure:key>/", begin.start, name="start"),
    path("forms/<procedure:key>/<slug:subject>/", begin.start, name="start"),
]
