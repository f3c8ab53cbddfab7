"""Headers that tell a browser what our pages may do: very little."""

from urllib.parse import urlsplit

from flask import Flask, Response

# Where Twilio's Voice SDK connects to and fetches its sounds from:
# https://www.twilio.com/docs/voice/sdks/javascript#content-security-policy-csp; the edges are subdomains.
TWILIO_CONNECT = (
    "https://*.twilio.com",
    "wss://*.twilio.com",
    "https://media.twiliocdn.com",
)
TWILIO_MEDIA = ("mediastream:", "https://media.twiliocdn.com", "https://sdk.twilio.com")


def install_headers(app: Flask, softphone_url: str | None) -> None:
    """Put the headers on every answer. A view may set one itself; what it set stays."""
    headers = {
        "Content-Security-Policy": content_policy(softphone_url),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "microphone=(self), camera=(), geolocation=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        # Pages show who called: neither a proxy nor the "back" button of a shared computer may keep them.
        "Cache-Control": "no-store",
    }

    @app.after_request
    def guard(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response


def content_policy(softphone_url: str | None) -> str:
    """Everything from here, nothing inline; only the browser phone speaks to its carrier."""
    connect, media = (
        (TWILIO_CONNECT, TWILIO_MEDIA) if softphone_url is None else (_origins(softphone_url), ())
    )
    rules = {
        "default-src": ("'none'",),
        "script-src": ("'self'",),
        "style-src": ("'self'",),
        "font-src": ("'self'",),
        "img-src": ("'self'", "data:"),  # KERN's icons are data: masks inside its stylesheet
        "connect-src": ("'self'", *connect),
        "media-src": ("'self'", "blob:", *media),
        "form-action": ("'self'",),
        "base-uri": ("'none'",),
        "frame-ancestors": ("'none'",),
    }
    return "; ".join(" ".join((name, *sources)) for name, sources in rules.items())


def _origins(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    socket = "wss" if parts.scheme == "https" else "ws"
    return (f"{parts.scheme}://{parts.netloc}", f"{socket}://{parts.netloc}")
