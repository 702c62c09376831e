"""Agents of one CPython process: prints how many steps a second they make. agents.py AGENTS SECONDS THINK_MICROS COMPUTE_MICROS

The step is that of the Interpreter benchmark: wait, then compute until the thread has used that much processor time, looked at every few
microseconds. Threads live for the whole run and start one after the other; steps are counted by their time stamps after a second.
"""

import sys
import threading
import time

WARM_UP = 1.0


def compute(nanos):
    start = time.thread_time_ns()
    value = 1
    while time.thread_time_ns() - start < nanos:
        for _ in range(30):
            value = value * 31 & 0xFFFF
    return value


def agent(begin, end, think, nanos, delay, counts, index):
    time.sleep(delay)
    steps = 0
    while True:
        time.sleep(think)
        compute(nanos)
        now = time.monotonic()
        if now >= end:
            break
        if now >= begin:
            steps += 1
    counts[index] = steps


def main():
    agents, seconds, think, busy = int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    if not getattr(sys, "_is_gil_enabled", lambda: True)():
        sys.exit("agents.py: this Python runs without a global interpreter lock: nothing to compare with")
    step = (think + busy) / 1e6
    counts = [0] * agents
    begin = time.monotonic() + WARM_UP + step
    end = begin + seconds
    threads = [
        threading.Thread(target=agent, args=(begin, end, think / 1e6, busy * 1000, step * i / agents, counts, i)) for i in range(agents)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(sum(counts) / seconds)


main()
