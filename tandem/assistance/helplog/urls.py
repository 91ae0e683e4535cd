from django.urls import path

from tandem.assistance.helplog.views import noting, own, structure
from tandem.foundation.http import converters  # noqa: F401 - registers <month:…>

app_name = "helplog"
urlpatterns = [
    path("help-log/", noting.one, name="one"),
    path("help-log/workshop/", noting.workshop, name="workshop"),
    path("help-log/take-back/", noting.take_back, name="take_back"),
    path("help-log/<int:note_id>/answer/", noting.answer, name="answer"),
    path("help-log/absences/", structure.absences, name="absences"),
    path("help-log/absences/<int:absence_id>/end/", structure.end_absence, name="end_absence"),
    path("help-log/report/", structure.reports, name="reports"),
    path("help-log/report/<month:month>/", structure.report, name="report"),
    path("help-log/report/<month:month>.csv", structure.report_csv, name="report_csv"),
    path("help-log/report/<month:month>.pdf", structure.report_pdf, name="report_pdf"),
    path("my-helpers/help/", own.mine, name="mine"),
    path("my-helpers/help/<int:note_id>/contest/", own.contest, name="contest"),
    path("my-helpers/help/<int:note_id>/erase/", own.erase, name="erase"),
    path("about/help-by-screen/", structure.screens, name="screens"),
]
