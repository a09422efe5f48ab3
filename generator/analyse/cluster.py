"""The same work on a Dask cluster: `--cluster ADDRESS`, with the extra `[cluster]`.

Pictures travel to the machines and results come back, so the machines need no disk of ours; they need this program in the
same versions. Each picture is worked on in an expendable process there too, so a picture that crashes or hangs costs the
cluster nothing. A machine that is lost in the middle costs one more try elsewhere. Dask has no authentication of its own:
a scheduler is to be reached by `tls://`, or only inside a network in which everybody may run code.

What other versions on a machine computed is shown, but not kept in the cache.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from typing import Any

from generator.analyse.worker_task import work_off_here
from generator.analyse.workforce import Workforce
from generator.errors import BackstoryError

CONNECT_SECONDS = 10.0
"""How long to wait for the scheduler, and then for its first worker."""

BATCH = 8
"""Pictures per task: a task costs Dask 4 to 6 ms."""

RETRIES = 3


@contextmanager
def cluster_workforce(address: str, *, seconds: float = CONNECT_SECONDS) -> Iterator[Workforce]:
    """The workers of the scheduler at `address`, such as `tcp://10.0.0.5:8786`.

    Raises `BackstoryError` when the extra isn't installed, or when nobody answers within `seconds`.
    """
    try:
        import dask
        import distributed
        from distributed.comm.core import CommClosedError
        from distributed.scheduler import KilledWorker
        from distributed.versions import VersionMismatchWarning
    except ImportError as error:
        raise BackstoryError(
            f"--cluster needs the extra packages for Dask ({error}). Run: pip install 'open-backstory[cluster]'"
        ) from error
    quiet = {
        "distributed.comm.timeouts.connect": seconds,
        # Tasks carry their pictures, which is what this warns of.
        "distributed.admin.large-graph-warning-threshold": "1 GiB",
    }
    with dask.config.set(quiet), warnings.catch_warnings():
        # Versions that matter are compared for every task, by `keys.differences`.
        warnings.simplefilter("ignore", VersionMismatchWarning)
        try:
            # Dask's classes have no types; what is used of them is checked by the tests.
            client: Any = distributed.Client(address, timeout=seconds, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, ValueError, TimeoutError) as error:
            raise BackstoryError(
                f"No Dask scheduler answers at {address} within {seconds:g} s. "
                "Check the address (tcp://HOST:PORT) and that the scheduler is running."
            ) from error
        try:
            yield Workforce(
                executor=client.get_executor(pure=False, retries=RETRIES),
                function=work_off_here,
                in_flight=2 * _threads(client, address, seconds),
                batch=BATCH,
                sends_bytes=True,
                lost=(KilledWorker,),
            )
        except (CommClosedError, CancelledError) as error:
            raise BackstoryError(
                f"The Dask scheduler at {address} was lost. What was finished is in the cache; run the build again."
            ) from error
        finally:
            client.close(timeout=seconds)


def _threads(client: Any, address: str, seconds: float) -> int:
    """How many tasks the cluster works on at a time."""
    try:
        client.wait_for_workers(1, timeout=seconds)
    except TimeoutError as error:
        raise BackstoryError(
            f"The Dask scheduler at {address} has no workers. Start some: dask worker {address}"
        ) from error
    return max(1, sum(int(count) for count in client.nthreads().values()))
