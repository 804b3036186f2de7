"""The office behind a real socket, in this very process: a test can move its clock and read its
docket while a browser uses it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application


class Quiet(WSGIRequestHandler):
    """Logs nothing: a test says what went wrong."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


class Server(ThreadedWSGIServer):
    """One thread for each request, as the real one; connections end with their thread."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Quiet, allow_reuse_address=False)

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that closes early is no fault of the office."""


@contextmanager
def listening() -> Iterator[str]:
    """The address at which the office that is in use answers: http://127.0.0.1:PORT."""
    server = Server()
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
