# SPDX-License-Identifier: GPL-2.0-or-later
"""Faults of `holdcheck check`: it, its clang, its disk, its cache, the clock."""
import os
import stat

FILES = ("hw/attach.c", "hw/leak.c", "hw/other.c", "hw/vblk.c")


def _state(bench):
    """Cold, warm, or warm with some files touched; the result is the same."""
    bench.take("tree")
    how = bench.rng.choice(("cold", "warm", "touched"))
    if how == "cold":
        os.rename(bench.cache(), os.path.join(bench.folder, "away"))
    elif how == "touched":
        for name in bench.rng.sample(FILES, bench.rng.randrange(1, 4)):
            with open(os.path.join(bench.tree, name), "a",
                      encoding="utf-8") as f:
                f.write("/* touched */\n")


def killed(bench):
    """holdcheck check is killed at any moment"""
    _state(bench)
    for _ in range(bench.rng.randrange(1, 4)):
        bench.kill([bench.args.holdcheck, "check"],
                   bench.rng.uniform(0, 1.5 * bench.args.duration))
    bench.expect_right()


def _clang(bench, text):
    """A clang that is one until it has a file to look at."""
    path = os.path.join(bench.folder, "clang")
    with open(path, "w", encoding="utf-8") as f:
        f.write("""#!/bin/bash
real=%s
case " $* " in *" -c "* | *" -cc1 "* | *.c" "*) ;; *) exec $real "$@" ;; esac
[ $((RANDOM %% 2)) = 0 ] && exec $real "$@"
%s
""" % (bench.args.clang, text))
    os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)
    return path


def _with_clang(bench, text, *words):
    _state(bench)
    done = bench.holdcheck("check", "--clang", _clang(bench, text), *words)
    bench.expect_clear(done, lines=len(FILES))
    bench.expect_right()


def clang_crashes(bench):
    """clang crashes on some files"""
    _with_clang(bench, "kill -%s $$"
                % bench.rng.choice(("SEGV", "ABRT", "BUS", "KILL")))


def clang_hangs(bench):
    """clang hangs on some files, and has a child that does"""
    _with_clang(bench, "sleep 300 & sleep 300", "--timeout", "1")


def clang_babbles(bench):
    """clang prints anything and leaves no summary"""
    _with_clang(bench, "head -c %d /dev/urandom >&%d; exit %d"
                % (bench.rng.randrange(100000), bench.rng.choice((1, 2)),
                   bench.rng.choice((0, 1, 70))))


def clang_half(bench):
    """clang leaves half a summary"""
    _with_clang(bench, """$real "$@"; status=$?
for word; do
    case $word in *Summary=*) file=${word#*Summary=} ;; esac
done
[ -z "$file" ] || truncate -s $(($(stat -c %%s -- "$file") * %d / 100)) -- "$file"
exit $status""" % bench.rng.randrange(100))


def disk_full(bench):
    """no file can grow beyond a few bytes, then it can again"""
    _state(bench)
    done = bench.holdcheck(
        "check", preexec_fn=_limit(bench.rng.choice((0, 1, 100, 4096,
                                                     20000, 60000))))
    if done.returncode == 1 and done.stdout == bench.args.expected:
        pass  # it could not keep anything: one line says so
    else:
        bench.expect_clear(done, lines=len(FILES) + 1)
    bench.expect_right()


def _limit(size):
    import resource
    import signal

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    return limit


def bits_flipped(bench):
    """bits of the cache flip"""
    bench.take("tree")
    names = sorted(os.path.join(folder, name)
                   for folder, _, files in os.walk(bench.cache())
                   for name in files)
    for path in bench.rng.sample(names, bench.rng.randrange(1, len(names))):
        with open(path, "r+b") as f:
            data = bytearray(f.read())
            for _ in range(bench.rng.choice((1, 1, 1, 8, 100))):
                if data:
                    data[bench.rng.randrange(len(data))] ^= \
                        1 << bench.rng.randrange(8)
            f.seek(0)
            f.write(data)
    bench.expect_right()


def cache_cut(bench):
    """files of the cache are cut, emptied, swapped, gone"""
    bench.take("tree")
    names = sorted(os.path.join(folder, name)
                   for folder, _, files in os.walk(bench.cache())
                   for name in files)
    for path in bench.rng.sample(names, bench.rng.randrange(1, len(names))):
        how = bench.rng.choice(("cut", "empty", "swap", "gone"))
        if how == "gone":
            os.unlink(path)
        elif how == "swap":
            with open(bench.rng.choice(names), "rb") as f:
                data = f.read()
            with open(path, "wb") as f:
                f.write(data)
            names = [n for n in names if os.path.exists(n)]
        else:
            os.truncate(path, 0 if how == "empty" else bench.rng.randrange(
                os.path.getsize(path) + 1))
        names = [n for n in names if os.path.exists(n)]
    bench.expect_right()


def clock_jumps(bench):
    """the clock jumps between runs, and files are as old as they like"""
    _state(bench)
    for _ in range(bench.rng.randrange(1, 4)):
        name = os.path.join(bench.tree, bench.rng.choice(FILES))
        when = bench.rng.choice((0, 1, 10 ** 9, 4 * 10 ** 9))
        os.utime(name, (when, when))
        jump = "%+dd" % bench.rng.choice((-4000, -1, 1, 30, 4000))
        done = bench.holdcheck("check", env={
            "LD_PRELOAD": "/usr/$LIB/faketime/libfaketime.so.1",
            "FAKETIME": jump})
        if done.stdout != bench.args.expected:
            bench.expect_clear(done)
    bench.expect_right()


KINDS = [
    ("check-killed", killed),
    ("clang-crashes", clang_crashes),
    ("clang-hangs", clang_hangs),
    ("clang-babbles", clang_babbles),
    ("clang-half", clang_half),
    ("disk-full", disk_full),
    ("bits-flipped", bits_flipped),
    ("cache-cut", cache_cut),
    ("clock-jumps", clock_jumps),
]
