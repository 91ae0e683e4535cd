import pytest
from django.utils.translation import override

from tandem.eservices.on_paper.enclosures import enclosures
from tandem.eservices.procedures import registry
from tandem.eservices.procedures.tests.factories import declare, with_documents
from tandem.eservices.procedures.types import DocumentAsked, Step


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.mark.without_database
class TestEnclosures:
    def procedure(self, documents):
        first, *others = declare().steps
        return declare(steps=(Step(key=first.key, title=first.title, form=first.form, documents=documents), *others))

    def asking(self, answers):
        always = (DocumentAsked(kind="id", sentence="A copy of your identity card."),)
        return (*always, DocumentAsked(kind="pay", sentence="Your pay slip.")) if answers.get("worked") else always

    def test_are_named_with_the_answer_that_asks_for_them(self):
        assert enclosures(self.procedure(self.asking), {}) == [
            "A copy of your identity card.",
            "Only if your answer to question 1 is: Yes. Your pay slip.",
        ]

    def test_are_certain_where_it_is_answered(self):
        assert enclosures(self.procedure(self.asking), {"worked": True}) == [
            "A copy of your identity card.",
            "Your pay slip.",
        ]

    def test_are_found_behind_a_question_that_has_no_boxes_to_tick(self):
        said = enclosures(declare(**with_documents()), {})

        assert said == ["Only if you answer question 2. The certificate of …."]

    def test_say_each_document_once_with_all_the_answers_that_ask_for_it(self):
        def asking(answers):
            return (DocumentAsked(kind="any", sentence="A paper."),) if "worked" in answers else ()

        assert enclosures(self.procedure(asking), {}) == [
            "Only if your answer to question 1 is: Yes or No. A paper.",
        ]

    def test_have_words_of_their_own_where_nobody_knows_yet_whom_they_are_about(self):
        def asking(answers):
            rows = answers.get("employers") or []
            return tuple(
                DocumentAsked(kind="c", sentence=f"Of {row['name']}.", on_paper="Of each employer.") for row in rows
            )

        assert enclosures(self.procedure(asking), {}) == ["Only if you answer question 2. Of each employer."]


class TestDeclaredForms:
    """What somebody is asked for on screen stands on her sheet: she cannot be asked by a page that she never opens."""

    @pytest.mark.parametrize(
        ("key", "sentences"),
        [
            (
                "declarations.monthly",
                [
                    "The contract, for a first month or after a change.",
                    "The certificate of each employer, for this month.",
                    "Invoices and receipts that show income and costs.",
                    "The certificate of the organiser, if you have it.",
                    "The medical certificate, if it was more than three days.",
                    "After an accident: the accident sheet",
                    "The statement of an insurance that pays you for these days, if one does.",
                    "The certificate of your days of service.",
                    "The decision or the statement of the insurance.",
                    "A paper of your bank",
                    "A copy of both sides of the permit.",
                    "What shows the change.",
                    "Who looks after your children while you work.",
                ],
            ),
            (
                "claims.benefit",
                [
                    "Your residence permit, both sides",
                    "Family booklet",
                    "Confirmation of school",
                    "Decisions and statements",
                    "Employer's certificate",
                    "Payslips",
                    "Employment contract",
                    "Letter of notice",
                    "Agreement on the severance",
                    "Contract of your present",
                    "Extract from the register",
                    "Proof of these times",
                    "Proof of the change",
                ],
            ),
            (
                "registration.registration",
                [
                    "AHV/AVS card",
                    "passport or identity card",
                    "for which jobs you have applied",
                    "CV, diplomas",
                    "is not: Switzerland. Your residence permit.",
                    "PD U1 and PD U2",
                    "The last employment contract.",
                    "The letter of notice.",
                ],
            ),
        ],
        ids=["monthly", "claim", "registration"],
    )
    def test_name_every_document_once(self, db, key, sentences):
        [procedure] = [one for one in registry.everything() if one.key == key]
        said = enclosures(procedure, {})

        assert len(said) == len(sentences)
        for sentence in sentences:
            assert len([line for line in said if sentence in line]) == 1, sentence
