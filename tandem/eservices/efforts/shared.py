"""The pages about efforts that she and whoever helps her may have before them at once."""

from django.utils.translation import gettext_lazy as _

from tandem.eservices.efforts.forms import (
    EffortForm,
    EntryForm,
    ExportForm,
    FileForm,
    FindForm,
    ImportForm,
    ResultsForm,
)
from tandem.foundation.shared_pages import add


def tell() -> None:
    add("efforts:months", _("Your job-search efforts"), of_person="efforts:of")
    add("efforts:month", _("The efforts of one month"), of_person="efforts:of_month")
    add("efforts:new", _("Note an effort"), EffortForm, has_place=True, of_person="efforts:new_for")
    add("efforts:new_from", _("Note an effort"), EffortForm, has_place=True, of_person="efforts:new_from_for")
    add("efforts:change", _("Change an effort"), EffortForm, has_place=True)
    add("efforts:remove", _("Remove an effort"))
    add("efforts:results", _("What became of your applications"), ResultsForm, has_place=True)
    add("efforts:entry", _("When your unemployment begins"), EntryForm, has_place=True)
    add("efforts:file", _("Check and file"), FileForm)
    add("efforts:receipt", _("Receipt"))
    add("efforts:all", _("All my efforts"), FindForm)
    add("efforts:bring", _("Bring a list of efforts"), ImportForm)
    add("efforts:export", _("Take your list with you"), ExportForm)
