"""`python -m ivr.simulator`: the carrier by itself, until Ctrl-C. Exit code 2 for bad settings, 3 for a
taken port.
"""

import errno
import os
import signal
import sys
import threading

from ivr.simulator.exchange import Exchange, Number
from ivr.simulator.settings import CarrierSettings, SettingsFault


def main() -> int:
    try:
        settings = CarrierSettings.from_environment(os.environ)
    except SettingsFault as faults:
        sys.stderr.write(f"The simulated carrier cannot start:\n{faults}\n")
        return 2
    exchange = open_exchange(settings)
    try:
        exchange.serve(settings.port, settings.host, line_url=settings.line_url)
    except OSError as error:
        sys.stderr.write(f"The simulated carrier cannot start: {why(error, settings)}\n")
        return 3
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stopped.set())
    stopped.wait()
    exchange.close()
    return 0


def open_exchange(settings: CarrierSettings) -> Exchange:
    line = settings.line_url
    number = Number(
        f"{line}/voice/answer",
        f"{line}/voice/fallback",
        f"{line}/voice/status",
        text_url=f"{line}/texts/incoming",
    )
    return Exchange(
        settings.account_sid,
        settings.auth_token,
        api_key=settings.api_key,
        api_secret=settings.api_secret,
        numbers=dict.fromkeys(settings.numbers, number),
        speed="real",
    )


def why(error: OSError, settings: CarrierSettings) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {settings.port} is taken. Choose another with PORT."
    return f"{settings.host}:{settings.port}: {error.strerror}."


if __name__ == "__main__":
    sys.exit(main())
