import socketserver
import sys
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from allauth.idp.oidc.models import Client
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

from tandem.identity.accounts.tests.provider import CLIENT_ID, CLIENT_SECRET, PEOPLE


class _Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_words: object) -> None:
        """Nobody reads it."""


def main(callbacks: list[str]) -> None:
    call_command("migrate", verbosity=0)
    for name, level in PEOPLE.items():
        User.objects.create_user(name, password=name, first_name=level)
    client = Client(id=CLIENT_ID, name="Tandem")
    client.set_redirect_uris(callbacks)
    client.set_secret(CLIENT_SECRET)
    client.save()
    server = make_server("127.0.0.1", 0, get_wsgi_application(), _Server, _Quiet)
    sys.stdout.write(f"http://127.0.0.1:{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
