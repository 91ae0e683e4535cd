"""The contract of a store, held on each of them."""

import boto3
import pytest
from moto import mock_aws

from tandem.facilities.documents.stores.disk import DiskStore
from tandem.facilities.documents.stores.s3 import S3Store
from tandem.facilities.documents.types import StoreFault

pytestmark = pytest.mark.without_database

KEY = "0123456789abcdef/document"


@pytest.fixture(params=["disk", "s3"])
def store(request, settings, tmp_path, monkeypatch):
    if request.param == "disk":
        settings.MEDIA_ROOT = tmp_path / "documents"
        yield DiskStore()
        return
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    settings.DOCUMENT_S3_BUCKET, settings.DOCUMENT_S3_REGION = "documents", "eu-central-2"
    with mock_aws():
        boto3.client("s3", region_name="eu-central-2").create_bucket(
            Bucket="documents", CreateBucketConfiguration={"LocationConstraint": "eu-central-2"}
        )
        yield S3Store()


class TestStore:
    def test_gives_back_what_was_put(self, store):
        store.put(KEY, b"\x00bytes\xff")

        assert store.get(KEY) == b"\x00bytes\xff"

    def test_never_writes_over_what_is_there(self, store):
        store.put(KEY, b"first")

        with pytest.raises(StoreFault):
            store.put(KEY, b"second")
        assert store.get(KEY) == b"first"

    def test_forgets_what_is_removed_and_removes_twice_without_complaint(self, store):
        store.put(KEY, b"x")
        store.put("0123456789abcdef/page-1", b"y")

        store.remove(KEY)
        store.remove(KEY)

        with pytest.raises(StoreFault):
            store.get(KEY)
        assert store.get("0123456789abcdef/page-1") == b"y"

    @pytest.mark.parametrize(
        "key", ["../../etc/passwd", "/etc/passwd", "a/b", "0123456789abcdef/../x", "", "A" * 20 + "/x"]
    )
    def test_takes_no_key_that_is_not_ours(self, store, key):
        for verb in (store.get, store.remove, lambda key: store.put(key, b"x")):
            with pytest.raises(StoreFault):
                verb(key)

    def test_says_that_it_does_not_hold_something(self, store):
        with pytest.raises(StoreFault):
            store.get("fedcba9876543210/document")


class TestDisk:
    def test_lets_nobody_else_on_the_machine_read(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path / "documents"
        DiskStore().put(KEY, b"x")
        path = settings.MEDIA_ROOT / "01" / KEY

        assert path.stat().st_mode & 0o777 == 0o600
        assert [entry.name for entry in path.parent.iterdir()] == ["document"]

    def test_says_so_when_the_disk_cannot_take_it(self, settings, tmp_path):
        (tmp_path / "taken").write_text("a file where the folder should be")
        settings.MEDIA_ROOT = tmp_path / "taken"

        with pytest.raises(StoreFault):
            DiskStore().put(KEY, b"x")


def test_a_store_that_does_not_answer_says_so(settings, monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    settings.DOCUMENT_S3_BUCKET, settings.DOCUMENT_S3_REGION = "documents", "eu-central-2"
    with mock_aws(), pytest.raises(StoreFault, match="NoSuchBucket"):
        S3Store().get(KEY)
