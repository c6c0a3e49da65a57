# SPDX-License-Identifier: GPL-2.0-or-later
"""Monitors run in an IOThread of their own, which no command shows."""
import machine
import devices as d


def monitor(lab):
    path = lab.socket_path("second")
    with lab.machine("monitor", *d.IO0, "-qmp",
                     "unix:%s,server=on,wait=off" % path) as m:
        threads = m.threads()
        # More than fit the queue: the monitor is suspended and resumed; each
        # new client sets it up again.
        for turn in range(20):
            count = 1 + 32
            got = machine.raw_monitor(
                path, ['{"execute": "query-iothreads"}'] * (count - 1))
            if got != count:
                raise machine.Failure("turn %d: %d replies to %d commands" % (
                    turn, got, count))
        lab.report.ok("monitor: suspended, resumed and reconnected")
        m.held("the monitor's IOThread is not shown", io0=[])
        m.hmp("info iothreads")
        lab.report.same("monitor: no thread is lost or left",
                        m.threads(), threads)


SCENARIOS = (monitor,)
