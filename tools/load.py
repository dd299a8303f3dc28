"""How the workspace holds under many people (负载): 50 at once, 100 departments × 5 years.

    make bench                                     SQLite and, where one is reached, PostgreSQL
    .venv/bin/python tools/load.py --data DIR      keep the filled workspace for the next time

Each of the 50 asks for a page, reads it for one to three seconds, and asks for another. A second
run lets eight of them ask without a pause: what the machine gives at most. The client runs on
the same machine, and its own work is part of the times.
"""

import argparse
import asyncio
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import httpx

sys.path.insert(0, str(Path(__file__).parent))

from population import LAST_YEAR, PASSWORD, Size, populate

USERS, ASKED_MS, IMPORT_S = 50, 300, 2
READING = (1.0, 3.0)
EAGER = 8


@dataclass
class Page:
    """One page or operation: its name, who asks for it, its address for a department."""

    name: str
    role: str
    path: str
    method: str = "GET"


PAGES = (
    Page("门户首页", "visitor", "/"),
    Page("部门", "visitor", "/d/d{n}/"),
    Page("公开的版本", "visitor", "/d/d{n}/{published}/budget/1/"),
    Page("公开的报表", "visitor", "/d/d{n}/{published}/budget/1/html/tables/01.html"),
    Page("搜索", "visitor", "/search/?q={word}"),
    Page("预算年度", "officer", "/work/"),
    Page("一个年度", "officer", "/work/{year}/"),
    Page("账簿", "officer", "/work/{year}/ledger/预算明细/"),
    Page("发现", "officer", "/work/{year}/findings/"),
    Page("看板", "officer", "/work/board/"),
    Page("审核各部门", "reviewer", f"/work/review/?year={LAST_YEAR}"),
    Page("接口：读账簿", "officer", "/api/v1/years/{year}/rows?sheet=预算明细"),
    Page("接口：改一格", "officer", "/api/v1/years/{year}/rows", "PATCH"),
    Page("接口：发现", "officer", "/api/v1/years/{year}/findings"),
)
WORDS = ("培训", "图书配送", "20101", "满意度", "机关运行", "公务接待", "展览", "支出总计")


@dataclass
class Person:
    """One of the many: signed in or not, the department they look at, the rows they edit."""

    client: httpx.AsyncClient
    role: str
    number: int
    chance: Random
    year: int = 0
    row: dict = field(default_factory=dict)
    token: str = ""


Times = dict[str, list[float]]


def main() -> None:
    """Fill, serve, ask, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, help="保留装好的数据的文件夹")
    parser.add_argument("--departments", type=int, default=100)
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--postgresql", default="postgresql:///postgres", help="服务器上的任一库")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = asked.data or Path(folder) / "sqlite"
        if not (data / "mingzhang.sqlite3").exists():
            _fill(data, Size(asked.departments, asked.years))
        print(f"{asked.departments} 个部门 × {asked.years} 年，{USERS} 人，{os.cpu_count()} 核")
        _measure("SQLite", data, "", asked)
        with _on_server(asked.postgresql, data, Path(folder)) as (place, address):
            if address:
                _measure("PostgreSQL", place, address, asked)


def _measure(title: str, data: Path, address: str, asked: argparse.Namespace) -> None:
    with _served(data, address) as site:
        patient = asyncio.run(_asking(site, asked, USERS, READING))
        eager = asyncio.run(_asking(site, asked, EAGER, (0.0, 0.0)))
        imports = asyncio.run(_importing(site, asked.departments))
    print(f"\n{title}：{USERS} 人，每人看完一页（{READING[0]:.0f}–{READING[1]:.0f} 秒）再要下一页")
    print(f"  {'':14}{'次数':>6}{'p50':>9}{'p95':>9}   要求 p95 ≤ {ASKED_MS} ms")
    for page in PAGES:
        _line(page.name, patient[page.name])
    _line("全部", [one for times in patient.values() for one in times])
    total = sum(map(len, eager.values()))
    print(f"  {EAGER} 人不停地要：每秒 {total / asked.seconds:.0f} 页")
    _line("全部", [one for times in eager.values() for one in times])
    shown = "、".join(f"{name} {seconds:.2f} 秒" for name, seconds in imports.items())
    print(f"  导入一份公开文本到看见报告：{shown}（要求 ≤ {IMPORT_S} 秒）")


def _line(name: str, times: list[float]) -> None:
    if len(times) < 2:
        return
    cuts = statistics.quantiles(times, n=20)
    mark = "" if cuts[18] <= ASKED_MS else "  超过"
    wide = name + "　" * (8 - len(name))
    print(f"  {wide}{len(times):>8}{cuts[9]:>7.0f} ms{cuts[18]:>6.0f} ms{mark}")


async def _asking(
    site: str, asked: argparse.Namespace, count: int, reading: tuple[float, float]
) -> Times:
    people = await _people(site, asked.departments, count)
    times: Times = defaultdict(list)
    end = time.monotonic() + asked.seconds
    await asyncio.gather(*(_one(person, times, end, reading) for person in people))
    for person in people:
        await person.client.aclose()
    return times


async def _importing(site: str, departments: int) -> dict[str, float]:
    """The bundled example in several formats: from handing in to the page with its report."""
    [person] = await _people(site, departments, 1)
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for file in _documents(Path(folder)):
            started = time.perf_counter()
            sent = {"file": (file.name, file.read_bytes())}
            token = {"X-CSRFToken": person.token}
            path = f"/api/v1/years/{person.year}/imports"
            made = (await person.client.post(path, files=sent, headers=token)).json()
            while made["state"] in ("queued", "running"):
                await asyncio.sleep(0.05)
                made = (await person.client.get(f"/api/v1/imports/{made['id']}")).json()
            assert made["state"] == "done", made
            await person.client.get(f"/work/imports/{made['id']}/")
            found[file.suffix] = time.perf_counter() - started
    await person.client.aclose()
    return found


def _documents(folder: Path) -> list[Path]:
    from mingzhang.example.document import build_example
    from mingzhang.recognition import read_disclosure
    from mingzhang.writers.formats import writer

    text = folder / "示例.txt"
    text.write_text(build_example(), "utf-8")
    disclosure = read_disclosure(text.read_bytes(), text.name)
    return [
        text,
        *(file for name in ("docx", "xlsx", "pdf") for file in writer(name)(disclosure, folder)),
    ]


async def _people(site: str, departments: int, count: int) -> list[Person]:
    """Half officers, some reviewers, the others visitors; signed in one after the other."""
    roles = (["officer"] * 5 + ["visitor"] * 4 + ["reviewer"]) * (count // 10 + 1)
    people = []
    for number, role in enumerate(roles[:count]):
        client = httpx.AsyncClient(base_url=site, timeout=60, follow_redirects=True)
        person = Person(client, role, number % departments, Random(number))
        if role != "visitor":
            await _sign_in(person)
        people.append(person)
    return people


async def _sign_in(person: Person) -> None:
    name = f"finance_officer{person.number}" if person.role == "officer" else "reviewer0"
    page = await person.client.get("/accounts/sign-in/")
    sent = {"username": name, "password": PASSWORD, "csrfmiddlewaretoken": _token(page.text)}
    home = await person.client.post("/accounts/sign-in/", data=sent)
    assert "退出" in home.text, home.text[:500]
    person.token = _token(home.text)
    if person.role == "officer":
        years = (await person.client.get("/api/v1/years?size=1")).json()["items"]
        person.year = years[0]["id"]
        rows = await person.client.get(f"/api/v1/years/{person.year}/rows?sheet=说明")
        person.row = rows.json()["rows"][0]


def _token(text: str) -> str:
    return text.partition('csrfmiddlewaretoken" value="')[2].partition('"')[0]


async def _one(person: Person, times: Times, end: float, reading: tuple[float, float]) -> None:
    own = [page for page in PAGES if page.role == person.role]
    await asyncio.sleep(person.chance.uniform(0, reading[1]))
    while time.monotonic() < end:
        page = person.chance.choice(own)
        started = time.perf_counter()
        answer = await _asked(person, page)
        times[page.name].append((time.perf_counter() - started) * 1000)
        assert answer.status_code in (200, 409), (page.name, answer.status_code, answer.text[:300])
        await asyncio.sleep(person.chance.uniform(*reading))


async def _asked(person: Person, page: Page) -> httpx.Response:
    path = page.path.format(
        n=person.number,
        published=person.chance.randrange(LAST_YEAR - 4, LAST_YEAR),
        word=person.chance.choice(WORDS),
        year=person.year,
    )
    if page.method == "GET":
        return await person.client.get(path)
    row = person.row
    header = next(name for name in row["values"] if row["values"][name])
    edit = {"row": row["id"], "version": row["version"], "texts": {header: row["values"][header]}}
    edit["texts"] = {header: f"{row['values'][header].split('　')[0]}　{row['version']}"}
    answer = await person.client.patch(
        path, json={"edits": [edit]}, headers={"X-CSRFToken": person.token}
    )
    if answer.status_code == 200 and answer.json()["rows"]:
        person.row = answer.json()["rows"][0]
    return answer


def _environment(data: Path, address: str) -> dict[str, str]:
    kept = {key: text for key, text in os.environ.items() if not key.startswith("MINGZHANG_")}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "mingzhang_web.config.settings",
        "MINGZHANG_DATA": str(data),
        "MINGZHANG_INSECURE": "1",
        "MINGZHANG_SESSIONS": "0",
        "MINGZHANG_SECOND_FACTOR": "optional",
        **({"MINGZHANG_DATABASE_URL": address} if address else {}),
    }


def _fill(data: Path, size: Size) -> None:
    os.environ.update(_environment(data, ""))
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    populate(size, lambda done: print(f"\r装入 {done}/{size.departments}", end="", file=sys.stderr))
    print(file=sys.stderr)


@contextmanager
def _served(data: Path, address: str) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mingzhang.cli", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=_environment(data, address), stdout=subprocess.DEVNULL)
    site = f"http://127.0.0.1:{port}"
    try:
        for _ in range(120):
            try:
                httpx.get(f"{site}/healthz", timeout=5)
                break
            except httpx.HTTPError:
                time.sleep(0.5)
        yield site
    finally:
        server.terminate()
        server.wait(30)


@contextmanager
def _on_server(server: str, data: Path, folder: Path) -> Iterator[tuple[Path, str]]:
    """The same content in a database of its own on the server; "" where none is reached."""
    import psycopg

    name = f"mingzhang_load_{os.getpid()}"
    try:
        connection = psycopg.connect(server, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        print("\n连不上 PostgreSQL，没有测。")
        yield folder, ""
        return
    with connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            address = f"{server.rpartition('/')[0]}/{name}"
            place, archive = folder / "postgresql", folder / "load.zip"
            for words, where, url in (("backup", data, ""), ("restore", place, address)):
                subprocess.run(
                    [sys.executable, "-m", "mingzhang.cli", words, str(archive), "--quiet"],
                    env=_environment(where, url),
                    check=True,
                    stdout=subprocess.DEVNULL,
                )
            psycopg.connect(address, autocommit=True).execute("ANALYZE")
            yield place, address
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
            shutil.rmtree(folder / "postgresql", ignore_errors=True)


if __name__ == "__main__":
    main()
