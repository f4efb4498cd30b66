#!/usr/bin/env python3
"""Measures seconds and peak memory of a run over large seeded inputs.

usage: bench.py MONTHEND SAMPLEDATA [--rows N] [--times N]

Prints one line an input, the median of the times taken:
    BENCH <name> rows=<n> mb=<input MB> seconds=<s> rss_mb=<peak MB> exit=<code>
Standard library only; the drops are written by SampleData from a fixed seed.
"""
import argparse, os, resource, shutil, statistics, subprocess, sys, tempfile, time

parser = argparse.ArgumentParser()
parser.add_argument("monthend")
parser.add_argument("sampledata")
parser.add_argument("--rows", type=int, default=1_000_000)
parser.add_argument("--times", type=int, default=3)
options = parser.parse_args()

PACK = "reports: {pack: [trial-balance, profit-and-loss, aged-receivables, aged-payables, " \
       "tie-out, control, exceptions]}\n"
KINDS = [("bank-csv", "bank/bulk.csv"), ("camt", "bank/bulk.xml"),
         ("sales-csv", "sales/bulk.csv.gz"), ("sales-jsonl", "sales/bulk.jsonl")]


def timed(command):
    """Seconds, peak megabytes and exit code of a command."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    return time.monotonic() - start, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)


def main():
    scratch = tempfile.mkdtemp(prefix="monthend-bench-")
    try:
        for kind, drop in KINDS:
            client = os.path.join(scratch, kind)
            subprocess.run([options.sampledata, "pipeline", "--for", kind, "--out", client],
                           check=True)
            with open(os.path.join(client, "pipeline.yml"), "a") as settings:
                settings.write(PACK)
            path = os.path.join(scratch, kind + "-inbox", drop)
            os.makedirs(os.path.dirname(path))
            generate = [options.sampledata, kind, "--rows", str(options.rows), "--seed", "1"]
            with open(path, "wb") as out:
                if path.endswith(".gz"):
                    made = subprocess.Popen(generate, stdout=subprocess.PIPE)
                    subprocess.run(["gzip", "-n", "-1"], stdin=made.stdout, stdout=out, check=True)
                else:
                    subprocess.run(generate, stdout=out, check=True)
            seconds, peaks, codes = [], [], set()
            for _ in range(options.times):
                place = os.path.join(scratch, "run")
                shutil.rmtree(place, ignore_errors=True)
                os.makedirs(place)
                took, peak, code = timed([
                    options.monthend, "run", client, "-p", "2026-12", "-q",
                    "--inbox", os.path.join(scratch, kind + "-inbox"),
                    "--book", place + "/book.sqlite", "--out", place + "/pack"])
                seconds.append(took)
                peaks.append(peak)
                codes.add(code)
            size = os.path.getsize(path) / 1e6
            print(f"BENCH {kind} rows={options.rows} mb={size:.0f} "
                  f"seconds={statistics.median(seconds):.2f} rss_mb={max(peaks):.0f} "
                  f"exit={','.join(map(str, sorted(codes)))}", flush=True)
            os.remove(path)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


main()
