"""Documents in an object store that speaks S3. Who we are, boto3 learns from its own variables or from the machine."""

from functools import cached_property
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings

from tandem.facilities.documents.stores.disk import KEY
from tandem.facilities.documents.types import StoreFault


class S3Store:
    """One bucket, closed to everybody but us; it should encrypt what it holds and keep no old versions."""

    @cached_property
    def client(self) -> Any:
        return boto3.client(
            "s3",
            endpoint_url=settings.DOCUMENT_S3_ENDPOINT or None,
            region_name=settings.DOCUMENT_S3_REGION or None,
            config=Config(connect_timeout=5, read_timeout=30, retries={"max_attempts": 3}),
        )

    def put(self, key: str, content: bytes) -> None:
        self._call("put_object", key, Body=content, IfNoneMatch="*", ContentType="application/octet-stream")

    def get(self, key: str) -> bytes:
        answer = self._call("get_object", key)
        try:
            return answer["Body"].read()
        except (BotoCoreError, OSError) as error:
            raise StoreFault(f"the object store broke off: {type(error).__name__}") from error

    def remove(self, key: str) -> None:
        self._call("delete_object", key)

    def _call(self, verb: str, key: str, **facts: Any) -> Any:
        if not KEY.fullmatch(key):
            raise StoreFault("this is no key of ours")
        try:
            return getattr(self.client, verb)(Bucket=settings.DOCUMENT_S3_BUCKET, Key=key, **facts)
        except ClientError as error:
            raise StoreFault(f"the object store said {error.response.get('Error', {}).get('Code', '?')}") from error
        except BotoCoreError as error:
            raise StoreFault(f"the object store does not answer: {type(error).__name__}") from error
