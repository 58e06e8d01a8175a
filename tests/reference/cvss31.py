#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""CVSS v3.1, computed a second time: exactly, in fractions, from FIRST's specification.

    cvss31.py --scores PROGRAM [--random N] [--db STORE] [--peer FOLDER]

PROGRAM (tests/cvss_scores.c) gives base and environmental score of vectors. Compared are all
that FIRST's equations can tell apart of base and environmental metrics without temporal ones,
N random vectors of all metrics, and the vectors of STORE. FOLDER is where
`npm install ae-cvss-calculator` put an implementation by others.
"""
import argparse
import itertools
import json
import math
import random
import sqlite3
import subprocess
import sys
from fractions import Fraction as F

METRICS = {
    "AV": "NALP", "AC": "LH", "PR": "NLH", "UI": "NR", "S": "UC", "C": "HLN", "I": "HLN",
    "A": "HLN", "E": "XHFPU", "RL": "XUWTO", "RC": "XCRU", "CR": "XHML", "IR": "XHML",
    "AR": "XHML", "MAV": "XNALP", "MAC": "XLH", "MPR": "XNLH", "MUI": "XNR", "MS": "XUC",
    "MC": "XHLN", "MI": "XHLN", "MA": "XHLN"}
BASE = ["AV", "AC", "PR", "UI", "S", "C", "I", "A"]
# Section 7.4.
WEIGHT = {
    "AV": {"N": F("0.85"), "A": F("0.62"), "L": F("0.55"), "P": F("0.2")},
    "AC": {"L": F("0.77"), "H": F("0.44")},
    "UI": {"N": F("0.85"), "R": F("0.62")},
    "CIA": {"H": F("0.56"), "L": F("0.22"), "N": F(0)},
    "E": {"X": F(1), "H": F(1), "F": F("0.97"), "P": F("0.94"), "U": F("0.91")},
    "RL": {"X": F(1), "U": F(1), "W": F("0.97"), "T": F("0.96"), "O": F("0.95")},
    "RC": {"X": F(1), "C": F(1), "R": F("0.96"), "U": F("0.92")},
    "R": {"X": F(1), "H": F("1.5"), "M": F(1), "L": F("0.5")},
}
PRIVILEGES = {"U": {"N": F("0.85"), "L": F("0.62"), "H": F("0.27")},
              "C": {"N": F("0.85"), "L": F("0.68"), "H": F("0.5")}}


def round_up(value):
    """Appendix A, in whole numbers."""
    units = math.floor(value * 100000 + F(1, 2))
    return units // 10000 if units % 10000 == 0 else units // 10000 + 1


def exploitability(av, ac, pr, ui, scope):
    return (F("8.22") * WEIGHT["AV"][av] * WEIGHT["AC"][ac] * PRIVILEGES[scope][pr]
            * WEIGHT["UI"][ui])


def together(impact, exploit, scope):
    if impact <= 0:
        return 0
    total = impact + exploit
    return round_up(min(F("1.08") * total if scope == "C" else total, F(10)))


def base(m):
    iss = 1 - math.prod(1 - WEIGHT["CIA"][m[k]] for k in "CIA")
    impact = F("6.42") * iss
    if m["S"] == "C":
        impact = F("7.52") * (iss - F("0.029")) - F("3.25") * (iss - F("0.02")) ** 15
    return together(impact, exploitability(m["AV"], m["AC"], m["PR"], m["UI"], m["S"]), m["S"])


def environmental(m):
    n = {k: m[k] if m.get("M" + k, "X") == "X" else m["M" + k] for k in BASE}
    miss = min(1 - math.prod(1 - WEIGHT["R"][m.get(k + "R", "X")] * WEIGHT["CIA"][n[k]]
                             for k in "CIA"), F("0.915"))
    impact = F("6.42") * miss
    if n["S"] == "C":
        impact = (F("7.52") * (miss - F("0.029"))
                  - F("3.25") * (miss * F("0.9731") - F("0.02")) ** 13)
    tenths = together(impact, exploitability(n["AV"], n["AC"], n["PR"], n["UI"], n["S"]),
                      n["S"])
    return round_up(F(tenths, 10) * WEIGHT["E"][m.get("E", "X")]
                    * WEIGHT["RL"][m.get("RL", "X")] * WEIGHT["RC"][m.get("RC", "X")])


def text(m):
    return "CVSS:3.1/" + "/".join(f"{k}:{m[k]}" for k in METRICS if k in m)


def parse(vector):
    return dict(item.split(":") for item in vector.split("/")[1:])


def all_environments():
    """Each base vector with each of the requirements that can change its score."""
    for values in itertools.product(*(METRICS[k] for k in BASE)):
        m = dict(zip(BASE, values))
        for needs in itertools.product("HML", repeat=3):
            if all(r == "M" or m[k] != "N" for k, r in zip("CIA", needs)):
                yield {**m, **dict(zip(("CR", "IR", "AR"), needs))}


def some(count, rng):
    """Of all metrics; the same for the same seed."""
    for _ in range(count):
        m = {}
        for name, values in METRICS.items():
            value = rng.choice(values)
            if value != "X" or rng.random() < 0.3:
                m[name] = value
        yield m


def ask(program, vectors):
    done = subprocess.run(program, input="\n".join(vectors) + "\n", text=True,
                          capture_output=True, check=True)
    return [tuple(map(int, line.split())) for line in done.stdout.splitlines()]


def compare(name, given, expected, vectors):
    wrong = [i for i, pair in enumerate(expected) if given[i] != pair]
    for i in wrong[:10]:
        print(f"{name}: {vectors[i]}: {given[i]} instead of {expected[i]}")
    print(f"{name}: {len(vectors)} vectors, {len(wrong)} differ")
    return not vectors or bool(wrong)


PEER = """
const fs = require('fs');
const {Cvss3P1} = require('ae-cvss-calculator');
const tenths = score => Math.round(score * 10);
const out = JSON.parse(fs.readFileSync(0, 'utf8')).map(vector => {
    const scores = new Cvss3P1(vector).calculateScores();
    return [tenths(scores.base), tenths(scores.environmental ?? scores.temporal ?? scores.base)];
});
fs.writeFileSync(1, JSON.stringify(out));
"""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--scores", required=True)
    parser.add_argument("--random", type=int, default=20000)
    parser.add_argument("--db")
    parser.add_argument("--peer")
    arguments = parser.parse_args()
    sets = {"environments": [text(m) for m in all_environments()],
            "random": [text(m) for m in some(arguments.random, random.Random(31))]}
    if arguments.db:
        store = sqlite3.connect(f"file:{arguments.db}?mode=ro", uri=True)
        # With a requirement that weighs nothing: others give no environmental score else.
        sets["store"] = [row[0] + "/CR:M" for row in store.execute(
            "SELECT DISTINCT cvss_vector FROM record WHERE cvss_vector <> ''")]
    failed = False
    for name, vectors in sets.items():
        given = ask(arguments.scores, vectors)
        exact = [(base(m), environmental(m)) for m in map(parse, vectors)]
        failed |= compare(name, given, exact, vectors)
        if arguments.peer:
            done = subprocess.run(["node", "-e", PEER], input=json.dumps(vectors), text=True,
                                  capture_output=True, check=True, cwd=arguments.peer)
            failed |= compare(f"{name}, ae-cvss-calculator", given,
                              [tuple(pair) for pair in json.loads(done.stdout)], vectors)
    return failed


if __name__ == "__main__":
    sys.exit(main())
