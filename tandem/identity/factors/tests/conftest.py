import functools

import pytest

from tandem.identity.factors.tests.factories import prove


@pytest.fixture
def proved(client):
    """Log in as somebody who has just shown again that it is she."""
    return functools.partial(prove, client)
