"""The work-effort API: the same verbs as the pages, for a person's own programs."""

import datetime
import functools
from collections.abc import Callable
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Path, Query, Router, Status
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as NinjaValidationError
from ninja.security import HttpBearer, SessionAuth

from tandem.eservices.efforts import pdf, selectors, services, wire
from tandem.eservices.efforts.types import EffortFacts, Result, Wanted
from tandem.foundation.clock import now
from tandem.foundation.languages import Language
from tandem.foundation.months import month_of
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.services import open_own_file
from tandem.identity.access.types import Acting
from tandem.identity.people.selectors import person_summary
from tandem.identity.tokens.enums import Scope
from tandem.identity.tokens.services import USE

PREFIX = "/onlineform-service/api/npa/"
NO_PERIOD = "NO_MATCHING_PROOF_OF_WORK_EFFORT_FOUND"
_DAY_FIELD = "applied_on"


class KeyAuth(HttpBearer):
    """A key for programs. The middleware has looked it up: here it is only asked whether it opens."""

    openapi_scheme = "bearer"

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        return getattr(request, "token", None)


class OwnSession(SessionAuth):
    """The person's own session, with the sign against forged requests."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        return request.user if request.user.is_authenticated else None


class Api(NinjaAPI):
    """Its description says the same to everybody, and takes a third of a second to write: it is written once."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None) -> Any:
        return self._written if path_prefix is None else super().get_openapi_schema(path_prefix=path_prefix)

    @functools.cached_property
    def _written(self) -> Any:
        return super().get_openapi_schema()


api = Api(
    title="Tandem: job-search efforts",
    version="1.0.0",
    description="Note, change and file the job-search efforts of the person whose key or session it is.",
    auth=[KeyAuth(), OwnSession()],
    docs_url=None,
    urls_namespace="efforts_api",
)
router = Router()
_REFUSED = {400: wire.Problem, 401: wire.Problem, 403: wire.Problem, 404: wire.Problem, 429: wire.Problem}
Month = Annotated[str, Path(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$", description="the control period, 2026-03")]
Number = Annotated[int, Path(ge=1, le=2**63 - 1)]
Owner = Annotated[str | None, Query(max_length=20)]


class Wrong(Exception):
    """An answer of its own: the body says what is wrong."""

    def __init__(self, problem: wire.Problem) -> None:
        super().__init__(problem.title)
        self.problem = problem


def _own(request: HttpRequest, scope: Scope, owner: str | None = None) -> Acting:
    """The person's opened file, when key and scope allow it. A wrong `userId` looks like a missing one."""
    acting: Acting = request.acting  # type: ignore[attr-defined]
    token = getattr(request, "token", None)
    if token is not None:
        wait = USE.claim(str(token.pk), now=now())
        if wait:
            raise Wrong(_problem(429, _("Too many requests. Wait a few minutes."), code="TOO_MANY_REQUESTS"))
        if scope not in token.scopes:
            raise Wrong(_problem(403, _("This key may not do that."), code="SCOPE_MISSING"))
    if acting.capacity is not Capacity.SELF or (owner is not None and owner != str(acting.user_id)):
        raise Hidden
    return open_own_file(acting, Purpose.EFFORTS, now=now())


@router.post("/_action/add-work-effort", response={201: wire.Proof, **_REFUSED}, url_name="add")
def add(request: HttpRequest, effort: wire.WorkEffort, userId: Owner = None) -> Any:  # noqa: N803 - the wire's name
    """Note one application; answers with its control period."""
    acting = _own(request, Scope.WRITE_EFFORTS, userId)
    noted = services.note_effort(acting, facts=_facts(effort), now=now())
    return Status(201, _proof(acting, noted.applied_on.replace(day=1)))


@router.post("/_action/update-work-effort", response={200: wire.Proof, **_REFUSED}, url_name="update")
def update(request: HttpRequest, effort: wire.WorkEffort, userId: Owner = None) -> Any:  # noqa: N803
    """Change one that is not filed (the address of 2020)."""
    acting = _own(request, Scope.WRITE_EFFORTS, userId)
    if effort.id is None or not effort.id.isdecimal():
        raise Hidden
    changed = services.change_effort(acting, effort_id=int(effort.id), facts=_facts(effort), now=now())
    return _proof(acting, changed.applied_on.replace(day=1))


@router.patch("/{month}/work-efforts", response={200: wire.Proof, **_REFUSED}, url_name="efforts")
def note_status(request: HttpRequest, month: Month, change: wire.StatusChange, userId: Owner = None) -> Any:  # noqa: N803
    """Say what became of an application, filed or not."""
    acting = _own(request, Scope.WRITE_EFFORTS, userId)
    services.note_results(
        acting,
        effort_ids=[_in_period(acting, month, int(change.workEffortId))],
        result=_result(change.applyStatus, change.rejectionReason),
        now=now(),
    )
    return _proof(acting, _month(month))


@router.delete("/{month}/work-efforts/{effort_id}", response={204: None, **_REFUSED}, url_name="effort")
def remove(request: HttpRequest, month: Month, effort_id: Number) -> Any:
    """Take one away that is not filed."""
    acting = _own(request, Scope.WRITE_EFFORTS)
    services.remove_effort(acting, effort_id=_in_period(acting, month, effort_id), now=now())
    return Status(204, None)


@router.get("/_search/by-owner-user-id", response={200: wire.Page, **_REFUSED}, url_name="search")
def search(
    request: HttpRequest,
    userId: Owner = None,  # noqa: N803
    page: Annotated[int, Query(ge=0, le=1000)] = 0,
    size: Annotated[int, Query(ge=1, le=24)] = 12,
) -> Any:
    """The control periods, the latest first."""
    acting = _own(request, Scope.READ_EFFORTS, userId)
    proofs = [_proof(acting, summary.month) for summary in selectors.months_of(acting, now=now())]
    return _page(proofs, page, size)


@router.post("/_search", response={200: wire.Page, **_REFUSED}, url_name="search_by_post")
def search_by_filter(
    request: HttpRequest,
    asked: wire.EffortFilter,
    page: Annotated[int, Query(ge=0, le=1000)] = 0,
    size: Annotated[int, Query(ge=1, le=24)] = 12,
) -> Any:
    """The control periods that hold what is looked for, the latest first (the address of 2020)."""
    acting = _own(request, Scope.READ_EFFORTS, asked.ownerUserId)
    proofs = [_proof(acting, summary.month) for summary in selectors.months_of(acting, now=now())]
    if asked.status:
        proofs = [proof for proof in proofs if proof.status in asked.status]
    narrowed = wire.wanted(asked)
    if narrowed != Wanted():
        months = {f"{one.effort.applied_on:%Y-%m}" for one in selectors.find_efforts(acting, narrowed)}
        proofs = [proof for proof in proofs if proof.id in months]
    return _page(proofs, page, size)


@router.post("/{month}/_search", response={200: wire.Proof, **_REFUSED}, url_name="search_in")
def search_in(request: HttpRequest, month: Month, asked: wire.EffortFilter) -> Any:
    """One control period with the efforts that are looked for, in the order of their days."""
    acting = _own(request, Scope.READ_EFFORTS, asked.ownerUserId)
    whole = _proof(acting, _month(month))
    found = {str(one.effort.pk) for one in selectors.find_efforts(acting, wire.wanted(asked, _month(month)))}
    return whole.model_copy(update={"workEfforts": [one for one in whole.workEfforts if one.id in found]})


def _page(proofs: list[wire.Proof], page: int, size: int) -> wire.Page:
    pages = -(-len(proofs) // size)
    return wire.Page(
        content=proofs[page * size : (page + 1) * size],
        totalElements=len(proofs),
        totalPages=pages,
        number=page,
        size=size,
        first=page == 0,
        last=page >= pages - 1,
    )


@router.get("/{month}", response={200: wire.Proof, **_REFUSED}, url_name="proof")
def one(request: HttpRequest, month: Month) -> Any:
    """One control period with its efforts."""
    return _proof(_own(request, Scope.READ_EFFORTS), _month(month))


@router.post("/{month}/submit", response={200: wire.Proof, **_REFUSED}, url_name="submit")
def submit(request: HttpRequest, month: Month) -> Any:
    """File what is noted and not filed; it cannot be undone."""
    return _submit(_own(request, Scope.FILE_EFFORTS), _month(month))


@router.get("/{month}/submit", response={200: wire.Proof, **_REFUSED}, auth=KeyAuth(), url_name="submit_by_get")
def submit_by_get(request: HttpRequest, month: Month) -> Any:
    """The same under the verb that Job-Room's clients use, with a key only: a link must never file for somebody."""
    return _submit(_own(request, Scope.FILE_EFFORTS), _month(month))


@router.get("/{month}/pdf-document", response=_REFUSED, url_name="pdf")
def pdf_document(request: HttpRequest, month: Month) -> Any:
    """The first filing of the period with its receipt, as PDF."""
    acting = _own(request, Scope.READ_EFFORTS)
    filings = selectors.filed_proofs(acting, _month(month))
    if not filings:
        raise Hidden
    content = pdf.proof(filings[0], site=request.build_absolute_uri("/").rstrip("/"))
    return HttpResponse(content, content_type="application/pdf")


def _submit(acting: Acting, month: datetime.date) -> wire.Proof:
    moment = now()
    services.file_proof(
        acting,
        month=month,
        seen=selectors.fingerprint(selectors.efforts_to_file(acting, month, now=moment)),
        declaration=selectors.declaration(),
        language=Language(get_language() or "de"),
        now=moment,
    )
    return _proof(acting, month)


def _proof(acting: Acting, month: datetime.date) -> wire.Proof:
    efforts = selectors.efforts_of_month(acting, month)
    return wire.proof(
        selectors.month_of_person(acting, month, now=now()),
        efforts,
        selectors.results_of(efforts),
        person_summary(acting),
        acting.user_id or 0,
    )


def _in_period(acting: Acting, month: str, effort_id: int) -> int:
    """The same number; an effort of another control period is not found at this address. Raises Hidden."""
    if month_of(selectors.effort_of(acting, effort_id).applied_on) != _month(month):
        raise Hidden
    return effort_id


def _month(text: str) -> datetime.date:
    return datetime.date.fromisoformat(f"{text}-01")


def _facts(effort: wire.WorkEffort) -> EffortFacts:
    facts = wire.facts_of(effort, _result(effort.applyStatus, effort.rejectionReason))
    checks: list[tuple[str, str, Callable[[str], None]]] = [
        ("applyChannel.email", facts.email, EmailValidator()),
        ("applyChannel.formUrl", facts.form_url, URLValidator(schemes=["http", "https"])),
    ]
    for field, value, check in checks:
        try:
            if value:
                check(value)
        except ValidationError as wrong:
            raise Wrong(_invalid([wire.FieldError(field=field, message=wrong.messages[0])])) from None
    return facts


def _result(statuses: list[wire.Status], reason: str | None) -> Result:
    result = wire.result_of(statuses, reason)
    if result is None:
        sentence = _("PENDING, EMPLOYED and REJECTED exclude each other.")
        raise Wrong(_invalid([wire.FieldError(field="applyStatus", message=sentence)]))
    return result


def _problem(status: int, detail: str, *, code: str = "") -> wire.Problem:
    titles = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 429: "Too Many Requests"}
    return wire.Problem(title=titles[status], status=status, detail=detail, code=code)


def _invalid(errors: list[wire.FieldError]) -> wire.Problem:
    problem = _problem(400, _("Some members are missing or wrong. Nothing was changed."), code="VALIDATION")
    return problem.model_copy(update={"errors": errors})


def _answer(request: HttpRequest, problem: wire.Problem) -> HttpResponse:
    response = api.create_response(request, problem.model_dump(), status=problem.status)
    response["Content-Type"] = "application/problem+json"
    return response


@api.exception_handler(Wrong)
def _wrong(request: HttpRequest, wrong: Wrong) -> HttpResponse:
    return _answer(request, wrong.problem)


@api.exception_handler(Hidden)
def _hidden(request: HttpRequest, hidden: Hidden) -> HttpResponse:
    return _answer(request, _problem(404, _("There is no such thing here."), code="NOT_FOUND"))


@api.exception_handler(services.EffortIncomplete)
def _incomplete(request: HttpRequest, refusal: services.EffortIncomplete) -> HttpResponse:
    problem = _invalid([wire.FieldError(field=field, message=sentence) for field, sentence in refusal.sentences])
    if any(field == _DAY_FIELD for field, _gap in refusal.gaps):
        problem = problem.model_copy(update={"code": NO_PERIOD})
    return _answer(request, problem)


@api.exception_handler(Refusal)
def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return _answer(request, _problem(400, str(refusal.message), code=type(refusal).__name__))


@api.exception_handler(NinjaValidationError)
def _malformed(request: HttpRequest, wrong: NinjaValidationError) -> HttpResponse:
    errors = [
        wire.FieldError(field=".".join(str(part) for part in error["loc"][1:]), message=str(error["msg"]))
        for error in wrong.errors
    ]
    return _answer(request, _invalid(errors))


@api.exception_handler(AuthenticationError)
def _stranger(request: HttpRequest, _wrong: AuthenticationError) -> HttpResponse:
    response = _answer(request, _problem(401, _("Send a key that is open, or log in."), code="KEY_MISSING"))
    response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(HttpError)
def _http_error(request: HttpRequest, wrong: HttpError) -> HttpResponse:
    status = wrong.status_code if wrong.status_code in {403, 404, 429} else 400
    return _answer(request, _problem(status, str(wrong)))


api.add_router("", router)
