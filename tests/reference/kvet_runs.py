# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs kvet and reads what it says, for compare.py and properties.py."""

import csv
import io
import json
import subprocess

ALL_VERDICTS = ['affected', 'fixed', 'not_introduced', 'not_built', 'unknown']
TIMEOUT = 300  # seconds for one run


class RunError(Exception):
    """kvet could not be run, failed, or said something that cannot be read."""


def run(kvet, release, db, *options):
    """What `kvet check` prints, when its exit status is 0."""
    command = [kvet, 'check', release, '--db', db, *options]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=TIMEOUT, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise RunError(str(error)) from error
    if done.returncode != 0:
        talk = done.stderr.decode('utf-8', 'replace').strip()[:400]
        raise RunError(f"'{' '.join(command)}' ended with {done.returncode}: {talk}")
    return done.stdout.decode('utf-8', 'replace')


def check_csv(kvet, release, db, *options):
    """{cve: verdict} of every record."""
    text = run(kvet, release, db, *options, '--verdict', ','.join(ALL_VERDICTS), '--format', 'csv')
    rows = csv.reader(io.StringIO(text, newline=''))
    try:
        header = next(rows, [])
        cve, verdict = header.index('cve'), header.index('verdict')
        found = {}
        for row in rows:
            if row[cve] in found:
                raise RunError(f'{release}: {row[cve]} stands twice')
            found[row[cve]] = row[verdict]
    except (ValueError, IndexError, csv.Error) as error:
        raise RunError(f'{release}: csv: {error}') from error
    return found


def check_summary(kvet, release, db, *options):
    """(summary, records of the snapshot) from the JSON form."""
    text = run(kvet, release, db, *options, '--format', 'json')
    try:
        answer = json.loads(text)
        summary = {verdict: answer['summary'][verdict] for verdict in ALL_VERDICTS}
        return summary, answer['snapshot']['records']
    except (ValueError, KeyError, TypeError) as error:
        raise RunError(f'{release}: json: {error!r}') from error
