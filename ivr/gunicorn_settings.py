"""Settings of the web server, wherever the line runs: `gunicorn -c python:ivr.gunicorn_settings ...`.

Address and number of workers stand on the command line: one for SQLite, two per core for PostgreSQL.
"""

import gc
import os
from typing import Any

from prometheus_client.multiprocess import mark_process_dead

wsgi_app = "ivr.app:create_app_from_environment()"
worker_class = "gthread"
# Every desk that is open holds a connection on which its changes come: a thread each. Which worker takes a
# connection is chance, so there is room in each for all desks of a large house, and for the carrier, too: a
# worker without a free thread goes on accepting calls that nobody in it will answer.
threads = 512
worker_connections = 2048
# A webhook may take 15 s at the carrier's end; none of ours lasts that long.
timeout = 30
graceful_timeout = 10
keepalive = 65
control_socket_disable = True


def post_worker_init(_worker: Any) -> None:
    """What the application is made of stays: the garbage collector need not go through it again and again."""
    gc.collect()
    gc.freeze()


def child_exit(_server: Any, worker: Any) -> None:
    """A worker that is gone counts no longer among those whose figures are added up."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:  # the library's own switch
        mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
