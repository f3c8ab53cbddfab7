"""A small OpenID Connect provider on this machine: it signs real tokens, and can be told to misbehave."""

import base64
import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, jsonify, redirect, request
from flask.typing import ResponseReturnValue
from joserfc import jwt
from joserfc.jwk import ECKey
from werkzeug.serving import make_server

CLIENT, SECRET = "durchwahl", "a secret of the client"


@dataclass
class FakeProvider:
    """`claims` is who signs in there, without being asked; `wrong` goes over what a token says."""

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    wrong: dict[str, Any] = field(default_factory=dict)
    another_key: bool = False
    key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256", {"kid": "one"}))
    asked: dict[str, dict[str, str]] = field(default_factory=dict)

    def app(self) -> Flask:
        app = Flask(__name__)
        app.add_url_rule("/.well-known/openid-configuration", "about", self.about)
        app.add_url_rule("/keys", "keys", lambda: jsonify(keys=[self.key.as_dict(private=False)]))
        app.add_url_rule("/authorize", "authorize", self.authorize)
        app.add_url_rule("/token", "token", self.token, methods=["POST"])
        return app

    def about(self) -> ResponseReturnValue:
        return jsonify(
            issuer=self.issuer,
            authorization_endpoint=f"{self.issuer}/authorize",
            token_endpoint=f"{self.issuer}/token",
            jwks_uri=f"{self.issuer}/keys",
            id_token_signing_alg_values_supported=["ES256"],
        )

    def authorize(self) -> ResponseReturnValue:
        asked = request.args.to_dict()
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        code = f"code-{len(self.asked)}"
        self.asked[code] = asked
        return redirect(f"{asked['redirect_uri']}?code={code}&state={asked['state']}")

    def token(self) -> ResponseReturnValue:
        asked = self.asked.pop(request.form["code"], None)
        credentials = request.authorization
        assert credentials is not None
        if asked is None or (credentials.username, credentials.password) != (CLIENT, SECRET):
            return jsonify(error="invalid_grant"), 400
        shown = hashlib.sha256(request.form["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(shown).decode().rstrip("=") != asked["code_challenge"]:
            return jsonify(error="invalid_grant"), 400
        now = int(time.time())
        told = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60, "nonce": asked["nonce"]}
        key = ECKey.generate_key("P-256", {"kid": "one"}) if self.another_key else self.key
        header = {"alg": "ES256", "kid": "one"}
        token = jwt.encode(header, {**told, **self.claims, **self.wrong}, key)
        return jsonify(access_token="x", token_type="Bearer", id_token=token)


@contextmanager
def running(provider: FakeProvider) -> Iterator[None]:
    server = make_server("127.0.0.1", 0, provider.app(), threaded=True)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield
    server.shutdown()
    server.server_close()
    thread.join(10)
