import pytest
from kit.postgresql import server


@pytest.fixture(scope="session")
def postgresql():
    """A server for all tests of this folder that one process runs."""
    with server() as running:
        yield running


@pytest.fixture
def database(postgresql, request):
    """How libpq is told of a database of the test's own."""
    database.made = getattr(database, "made", 0) + 1
    return postgresql.new_database(f"journal{database.made}")
