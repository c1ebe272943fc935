"""Ask the catalogue's addresses whether they answer: `make links`."""

from __future__ import annotations

import datetime
import json
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

import requests

from ...errors import PipelineError
from ...files.atomic import atomic_replace
from ...sources import catalogue
from ...sources.catalogue import Check, Found

AGENT = "layer-by-layer link check (an open learning site; one request a month)"
GONE = {404, 410}
BUSY = {429, 500, 502, 503, 504}


@dataclass(frozen=True)
class RequestPolicy:
    """How to ask without being a nuisance."""

    pause: float = 2.0
    """Seconds between two requests to the same host."""
    tries: int = 3
    """How often to ask when a server is busy, or the network fails."""
    timeout: float = 20.0
    """Seconds to wait for an answer."""
    hosts: int = 6
    """How many hosts are asked side by side."""


@dataclass(frozen=True)
class Answer:
    """What came of asking one address; `state` is None where nothing is proved."""

    address: str
    state: Found | None
    message: str


def check(
    addresses: Iterable[str],
    policy: RequestPolicy = RequestPolicy(),
    say: Callable[[str], None] = lambda line: None,
) -> list[Answer]:
    """Ask every address, each host one at a time.

    Raises:
        PipelineError: not one of them answered, so there is no network.
    """
    hosts: dict[str, list[str]] = {}
    for address in addresses:
        hosts.setdefault(urlsplit(address).netloc, []).append(address)

    def ask_host(of_host: list[str]) -> list[Answer]:
        answers = []
        for number, address in enumerate(of_host):
            if number:
                time.sleep(policy.pause)
            answers.append(_ask(address, policy))
            say(f"{answers[-1].message:>12}  {address}")
        return answers

    with ThreadPoolExecutor(policy.hosts) as pool:
        answered = [
            answer for part in pool.map(ask_host, hosts.values()) for answer in part
        ]
    if answered and not any(answer.message.isdigit() for answer in answered):
        raise PipelineError(
            f"None of {len(answered)} addresses answered: there is no network here.\n"
            "  Nothing was recorded."
        )
    return answered


def _ask(address: str, policy: RequestPolicy) -> Answer:
    """Ask for the head, or for the page where heads are refused."""
    text = "no answer"
    for attempt in range(policy.tries):
        if attempt:
            time.sleep(policy.pause * 2**attempt)
        try:
            status = _status(address, policy.timeout)
        except requests.exceptions.ConnectionError as error:
            text = "no such host" if _no_such_host(error) else "no answer"
            continue
        except requests.exceptions.RequestException as error:
            return Answer(address, None, type(error).__name__)
        if status in BUSY:
            text = str(status)
            continue
        state: Found | None = None
        if status in GONE or status < 300:
            state = "gone" if status in GONE else "alive"
        return Answer(address, state, str(status))
    return Answer(address, "gone" if text == "no such host" else None, text)


def _status(address: str, timeout: float) -> int:
    headers = {"User-Agent": AGENT}
    response = requests.head(
        address, headers=headers, timeout=timeout, allow_redirects=True
    )
    if response.status_code >= 400 and response.status_code not in BUSY:
        # Some servers know no HEAD. The page itself is not read.
        with requests.get(
            address, headers=headers, timeout=timeout, stream=True
        ) as page:
            return page.status_code
    return response.status_code


def _no_such_host(error: Exception) -> bool:
    return "NameResolutionError" in repr(error) or "getaddrinfo" in repr(error)


def due(known: catalogue.Catalogue, today: datetime.date, older_than: int) -> list[str]:
    """Return the addresses not checked for so many days."""
    limit = (today - datetime.timedelta(days=older_than)).isoformat()
    return [
        entry.resource.address
        for entry in known.entries.values()
        if entry.check is None or entry.check.date <= limit
    ]


def recorded(
    before: Mapping[str, Check],
    answers: Iterable[Answer],
    addresses: Iterable[str],
    today: datetime.date,
) -> dict[str, Check]:
    """Merge the new answers into the record; addresses that are gone go from it.

    An answer that proves nothing leaves what was known.
    """
    record = dict(before)
    for answer in answers:
        if answer.state is not None:
            record[answer.address] = Check(
                answer.state, today.isoformat(), answer.message
            )
    return {
        address: record[address] for address in sorted(addresses) if address in record
    }


def run(
    older_than: int,
    say: Callable[[str], None],
    source: Path = catalogue.SOURCE,
    record: Path = catalogue.CHECKED,
    policy: RequestPolicy = RequestPolicy(),
) -> None:
    """Check what is due, and write the record.

    Raises:
        PipelineError: the catalogue is wrong, or there is no network.
    """
    known = catalogue.read(source, record)
    today = datetime.date.today()
    wanted = due(known, today, older_than)
    say(f"{len(wanted)} of {len(known.entries)} addresses are due")
    answers = check(wanted, policy, say)
    before = {
        entry.resource.address: entry.check
        for entry in known.entries.values()
        if entry.check is not None
    }
    addresses = [entry.resource.address for entry in known.entries.values()]
    after = recorded(before, answers, addresses, today)
    text = json.dumps({a: asdict(c) for a, c in after.items()}, indent=1)
    with atomic_replace(record) as new:
        new.write_text(text + "\n", encoding="utf-8")
    gone = [answer for answer in answers if answer.state == "gone"]
    unclear = [answer for answer in answers if answer.state is None]
    say(f"{len(gone)} are gone, {len(unclear)} said nothing that counts")
    for answer in gone:
        say(f"gone ({answer.message}): {answer.address}")
