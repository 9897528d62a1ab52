"""goodword doctor, in this room: files that should be gone, and imports that stopped halfway."""

from datetime import timedelta

import pytest

from goodword.accounts.holding import hold
from goodword.imports.checks import files
from goodword.imports.keeping import name_of
from goodword.imports.models import StagedPart, Upload


@pytest.fixture
def upload(cast, at):
    return Upload.objects.create(business=cast.business, file="orders.csv", at=at)


def states(at) -> list[str]:
    return [finding.state for finding in files(at)]


def test_a_file_that_waits_for_a_decision_is_fine(upload, at):
    StagedPart.objects.create(upload=upload, number=0, data=b"x")
    assert states(at + timedelta(hours=30)) == ["good"]


def test_one_that_nobody_threw_away_is_told(upload, at):
    StagedPart.objects.create(upload=upload, number=0, data=b"x")
    assert states(at + timedelta(hours=49)) == ["wrong"]


def test_an_import_that_stopped_halfway_is_told_and_one_that_goes_on_is_not(upload, at):
    Upload.objects.filter(pk=upload.pk).update(state=Upload.State.COMING)
    assert states(at) == ["wrong"]
    with hold(name_of(upload)):
        assert states(at) == ["good"]
