from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.eservices.certificates"
    label = "certificates"

    def ready(self) -> None:
        from tandem.eservices.certificates import personal_data as data
        from tandem.eservices.certificates import selectors, shared
        from tandem.eservices.certificates.wording import ACTS
        from tandem.identity.access import registry
        from tandem.identity.access.enums import Retention
        from tandem.identity.people.registry import add_mark

        shared.tell()
        add_mark(selectors.CERTIFICATES, selectors.all_certificates)
        registry.add_acts(ACTS)
        registry.add_personal_data(
            "certificates.EarningsCertificate",
            export=data.export_certificates,
            erase=data.erase_certificates,
            retention=Retention.FILE,
        )
        registry.add_personal_data(
            "certificates.CertificateRequest",
            export=data.export_requests,
            erase=data.erase_requests,
            retention=Retention.FILE,
        )
