"""What can go wrong with a store, done for real to one that is served, one line for each: faults.py

Files of a model damaged in every way, campaign files half-written, two nights at once, a full disk, a store that is gone
for a while, clocks that jump. Nothing is lost, and whoever asks the server gets an answer all the time. The store is
that of killed_nights.py.
"""

import contextlib
import glob
import json
import os
import pathlib
import shutil
import subprocess
import time

from store_state import Server, campaign, command, finished, kill, must_succeed, night, require_consistent

WORK = pathlib.Path(os.environ["WORK"]) / "faults"


def publish(store, model, **members):
    text = {"campaign": "board", "recipe": "aws-user-personalization", "model": model, **members}
    file = store / "campaigns" / "board.json"
    file.with_name(".aside").write_text(json.dumps(text))
    file.with_name(".aside").replace(file)


def first_file(folder, table):
    return sorted((folder / table).glob("*.parquet"))[0]


def has_lists(store, model):
    """Of a night that was killed between its steps there is a model without them."""
    return any((store / "models" / model / "recommendations").glob("*.parquet"))


def truncate(folder):
    file = first_file(folder, "recommendations")
    os.truncate(file, file.stat().st_size // 2)
    return file, "must have"


def flip_a_bit(folder):
    file = first_file(folder, "recommendations")
    content = bytearray(file.read_bytes())
    content[len(content) // 3] ^= 4
    file.write_bytes(content)
    return file, "must have the SHA-256"


def swap_two(folder):
    one, other = first_file(folder, "users"), first_file(folder, "items")
    aside = one.with_name("aside")
    one.rename(aside)
    other.rename(one)
    aside.rename(other)
    return folder, "must have"


def lose_one(folder):
    file = first_file(folder, "users")
    file.unlink()
    return file, "is missing"


def come_from_the_future(folder):
    file = folder / "model.json"
    manifest = json.loads(file.read_text())
    file.write_text(json.dumps({**manifest, "formatVersion": manifest["formatVersion"] + 1}))
    return file, "has format version"


def break_off(folder):
    file = folder / "model.json"
    file.write_text(file.read_text()[:200])
    return file, "is damaged"


def refused(server, good, said, before):
    """Waits until the campaign is refused; one line more must name the file, and the model must stay."""
    what, why = said
    server.await_that(f"{what} must be refused", lambda: any(str(what) in one["message"] for one in server.ready()[1]["failures"]))
    status, body = server.ready()
    assert status == 200 and body["campaigns"][0]["model"] == good, body
    lines = server.lines("refused")[before:]
    assert len(lines) == 1 and str(what) in lines[0] and why in lines[0], f"one line must say that {what} {why}: {lines}"
    return lines[0].split("refused, ", 1)[1]


def damage(server, store, good, other):
    """The other model is damaged, published, refused, mended and served; then the good one again."""
    folder, aside = store / "models" / other, WORK / "aside"
    for fault in (truncate, flip_a_bit, swap_two, lose_one, come_from_the_future, break_off):
        shutil.copytree(folder, aside)
        before = len(server.lines("refused"))
        said = fault(folder)
        publish(store, other)
        print(f"{fault.__name__}: {refused(server, good, said, before)}")
        shutil.rmtree(folder)
        aside.rename(folder)
        # The same file again; the server would look at it by itself within 15 s.
        publish(store, other, published=fault.__name__)
        server.await_model(other)
        publish(store, good)
        server.await_model(good)


def write_half(server, store, good):
    """A careless script writes the campaign file in place, and stops halfway."""
    file = store / "campaigns" / "board.json"
    whole, before = file.read_text(), len(server.lines("refused"))
    file.write_text(whole[: len(whole) // 2])
    print(f"write_half: {refused(server, good, (file, 'is damaged'), before)}")
    file.write_text(whole)
    server.await_that("the campaign must be mended", lambda: not server.ready()[1]["failures"])


def lose_the_store(server, store, good):
    """The disk is gone, its folder there and empty; then it is back."""
    gone = WORK / "gone"
    store.rename(gone)
    store.mkdir()
    server.await_that("/readyz must say that the store is gone", lambda: "storeFailure" in server.ready()[1])
    status, body = server.ready()
    assert status == 200 and body["campaigns"][0]["model"] == good, body
    assert server.ask()[1]["x-nightjar-model"] == good
    print(f"lose_the_store: {body['storeFailure']}")
    store.rmdir()
    gone.rename(store)
    server.await_that("the store must be seen again", lambda: "storeFailure" not in server.ready()[1])
    assert len(server.lines("cannot be listed")) == 1, server.lines("cannot be listed")


def run_twice_at_once(server, store, data):
    """Two nights of the same command: two models, one served, the other its previous one or the one before."""
    known = finished(store)
    logs = [WORK / "one.log", WORK / "two.log"]
    for process, log in [(night(store, data, log), log) for log in logs]:
        must_succeed(process, log, "each of two nights at once")
    new = finished(store) - known
    assert len(new) == 2, f"two nights must make two models: {new}"
    require_consistent(store, "two nights at once")
    now = campaign(store)
    assert now["model"] in new, now
    server.await_model(now["model"])
    print(f"run_twice_at_once: both succeeded, {now['model']} is served, {now['previousModel']} was before")
    return new


@contextlib.contextmanager
def small_disk(megabytes):
    folder = WORK / "disk"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def fill_the_disk(data):
    """A disk that is full when a night writes to it; the same night when there is room again."""
    with small_disk(8) as disk:
        store, log = disk / "store", WORK / "full.log"
        must_succeed(night(store, data, log), log, "a night on a disk with room")
        before, models = campaign(store), finished(store)
        with Server(store, WORK / "full-server.log") as server:
            filler = disk / "filler"
            with contextlib.suppress(OSError), open(filler, "wb", buffering=0) as out:
                while True:
                    out.write(b"x" * 4096)
            # Room for some of the new model.
            os.truncate(filler, filler.stat().st_size - 20 * 1024)
            code = night(store, data, log).wait(timeout=600)
            assert code == 1, f"a night on a full disk must fail with 1: {code}"
            said = log.read_text()
            assert "No space left on device" in said, f"the log must say that the disk is full:\n{said[-2000:]}"
            require_consistent(store, "a full disk")
            assert campaign(store) == before and finished(store) == models, "a full disk must leave campaigns and models alone"
            print(f"fill_the_disk: {said.strip().splitlines()[-1]}")
            filler.unlink()
            must_succeed(night(store, data, log), log, "a night after there is room again")
            after = campaign(store)
            assert after["previousModel"] == before["model"], after
            server.await_model(after["model"])
            server.require_undisturbed({before["model"], after["model"]})


def jump(store, models):
    """The server's clock jumps ahead by ten years, back by twenty, and home."""
    (library, *_), clock = sorted(glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")), WORK / "clock"
    fake = {"LD_PRELOAD": library, "FAKETIME_DONT_FAKE_MONOTONIC": "1", "FAKETIME_NO_CACHE": "1"}
    clock.write_text("+0\n")
    with Server(store, WORK / "clock-server.log", {**fake, "FAKETIME_TIMESTAMP_FILE": str(clock)}) as server:
        now = campaign(store)["model"]
        others = sorted(models - {now})[:2]
        for offset, model in (("+3650d", others[0]), ("-7300d", others[1]), ("+0", now)):
            clock.write_text(f"{offset}\n")
            time.sleep(0.5)
            publish(store, model)
            server.await_model(model)
        years = {line[:4] for line in server.log.read_text().splitlines() if "serves model" in line}
        assert len(years) == 3, f"the server's clock must have jumped: {years}"
        server.require_undisturbed({now, *others})
    print(f"jump: served at {', '.join(sorted(years))}")


def main():
    WORK.mkdir()
    made = WORK.with_name("killed-nights")
    store, data = made / "store", str(made / "board.csv")
    good = campaign(store)["model"]
    other = max(model for model in finished(store) - {good} if has_lists(store, model))
    with Server(store, WORK / "server.log") as server:
        damage(server, store, good, other)
        write_half(server, store, good)
        lose_the_store(server, store, good)
        new = run_twice_at_once(server, store, data)
        server.require_undisturbed({good, other} | new)
        print(f"{server.asked} requests answered meanwhile")
    fill_the_disk(data)
    jump(store, {good, other} | new)


main()
