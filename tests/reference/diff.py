#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""kvet diff held against the set differences of two `kvet check` outputs.

For random pairs of releases, the same every time: what diff calls new, gone, changed and the
same are the differences and the intersection of what two checks call affected or unknown; the
reason of each is the other check's verdict; and a saved check stands for its release.
"""
import argparse
import json
import os
import random
import subprocess
import sys
import tempfile

VERDICTS = "affected,fixed,not_introduced,not_built,unknown"
OPEN = ("affected", "unknown")


class Kvet:
    def __init__(self, program, db):
        self.program, self.db = program, db
        self.checks = {}

    def run(self, *arguments):
        text = subprocess.run([self.program, *arguments, "--db", self.db, "--format", "json"],
                              check=True, capture_output=True).stdout
        return json.loads(text)

    def verdicts(self, release):
        if release not in self.checks:
            check = self.run("check", release, "--verdict", VERDICTS)
            self.checks[release] = {f["cve"]: f["verdict"] for f in check["findings"]}
        return self.checks[release]


def choose(path, count):
    """COUNT pairs of releases: half of them neighbours on a line, half anywhere."""
    with open(path, encoding="utf-8") as file:
        names = sorted(json.load(file)["versions"])
    names = [n for n in names if n[0].isdigit() and "rc" not in n]
    lines = {}
    for name in names:
        lines.setdefault(tuple(name.split(".")[:2]), []).append(name)
    long = [line for line in lines.values() if len(line) > 20]
    dice = random.Random(20260701)
    for number in range(count):
        if number % 2:
            yield dice.choice(names), dice.choice(names)
        else:
            line = dice.choice(long)
            yield tuple(dice.sample(line, 2))


def compare(kvet, before, after, diff):
    """What is wrong with DIFF, as sentences."""
    a, b = kvet.verdicts(before), kvet.verdicts(after)
    was = {cve for cve, verdict in a.items() if verdict in OPEN}
    now = {cve for cve, verdict in b.items() if verdict in OPEN}
    found = {"new": {}, "gone": {}, "changed": {}, "same": {}}
    for record in diff["records"]:
        found[record["fate"]][record["cve"]] = record
    if set(found["new"]) != now - was:
        yield "new differs"
    if set(found["gone"]) != was - now:
        yield "gone differs"
    if set(found["changed"]) | set(found["same"]) != was & now:
        yield "changed and same differ"
    for fate, records in found.items():
        if diff["summary"][fate] != len(records):
            yield f"the summary counts {fate} wrongly"
    for cve, record in found["new"].items():
        if record["why"] != a[cve]:
            yield f"{cve}: new because of {record['why']}, not {a[cve]}"
    for cve, record in found["gone"].items():
        if record["why"] != b[cve]:
            yield f"{cve}: gone because of {record['why']}, not {b[cve]}"


def main():
    parser = argparse.ArgumentParser()
    for name in ("--kvet", "--db", "--releases"):
        parser.add_argument(name, required=True)
    parser.add_argument("--pairs", type=int, required=True)
    options = parser.parse_args()
    kvet = Kvet(options.kvet, options.db)
    wrong = records = 0
    for before, after in choose(options.releases, options.pairs):
        diffs = [kvet.run("diff", before, after)]
        with tempfile.TemporaryDirectory() as folder:
            saved = os.path.join(folder, "saved.json")
            with open(saved, "w", encoding="utf-8") as file:
                json.dump(kvet.run("check", before, "--verdict", VERDICTS), file)
            diffs.append(kvet.run("diff", saved, after))
        for diff in diffs:
            records += len(diff["records"])
            for sentence in compare(kvet, before, after, diff):
                print(f"{before} {after}: {sentence}")
                wrong += 1
    print(f"{options.pairs} pairs of releases, {records} differences and agreements: "
          f"{wrong} wrong")
    sys.exit(wrong > 0)


main()
