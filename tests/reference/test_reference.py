#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Cases small enough to be judged by reading them. Run it, or name it to unittest."""

import contextlib
import io
import os
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import reference
import releases
from reference import FIX, INTRODUCTION, contains, parse_release, verdict

A, B, C, D, E, F = (letter * 40 for letter in 'abcdef')  # made-up commits

AFFECTED, FIXED, NOT_INTRODUCED = 'affected', 'fixed', 'not_introduced'


class ParseRelease(unittest.TestCase):

    def test_forms(self):
        for text, expected in [
                ('6.1', ((6, 1), 0, None)),
                ('6.1.55', ((6, 1), 55, None)),
                ('6.13-rc2', ((6, 13), 0, 2)),
                ('3.0', ((3, 0), 0, None)),
                ('3.0.101', ((3, 0), 101, None)),
                ('2.6.32', ((2, 6, 32), 0, None)),
                ('2.6.32.70', ((2, 6, 32), 70, None)),
                ('2.6.39-rc2', ((2, 6, 39), 0, 2))]:
            with self.subTest(text):
                self.assertEqual(tuple(parse_release(text)), expected)

    def test_stable_zero_is_mainline(self):
        self.assertEqual(parse_release('6.1.0'), parse_release('6.1'))
        self.assertEqual(parse_release('2.6.32.0'), parse_release('2.6.32'))
        self.assertEqual(parse_release('6.1.0-rc4'), parse_release('6.1-rc4'))

    def test_what_is_not_a_release(self):
        for text in ['', '0', '6', '6.', '6.1.', '6.1.2.3', '2.6', '2.4.37', '2.6.32.1.2',
                     'v6.1', '6.1 ', '6.1\n', '6.1-rc', '6.1.5-rc1', '2.6.32.5-rc1',
                     '6.01', '6.1.0-37-amd64', '-1.2', '6.1-rc1-rc2', '６.1']:
            with self.subTest(text):
                with self.assertRaises(ValueError):
                    parse_release(text)

    def test_order(self):
        ordered = ['2.6.32-rc8', '2.6.32', '2.6.32.9', '2.6.32.10', '2.6.33', '2.6.39.4',
                   '3.0-rc1', '3.0', '3.9', '3.10', '4.0', '6.1-rc2', '6.1-rc10', '6.1',
                   '6.1.1', '6.1.100', '6.2-rc1', '6.10', '7.0']
        self.assertEqual(sorted(reversed(ordered), key=lambda r: parse_release(r).order()), ordered)


class Contains(unittest.TestCase):

    def check(self, event, role, inside, outside):
        for release in inside:
            with self.subTest(f'{release} contains {role} at {event}'):
                self.assertTrue(contains(release, event, role))
        for release in outside:
            with self.subTest(f'{release} does not contain {role} at {event}'):
                self.assertFalse(contains(release, event, role))

    def test_mainline(self):
        for role in (INTRODUCTION, FIX):
            self.check('6.1', role,
                       ['6.1', '6.1.0', '6.1.1', '6.1.999', '6.2-rc1', '6.2', '6.10', '7.0'],
                       ['6.0', '6.0.19', '5.19', '2.6.39.4', '6.0-rc7'])

    def test_mainline_and_its_candidates(self):
        self.check('6.1', INTRODUCTION, ['6.1-rc1', '6.1-rc8'], ['6.0-rc1'])
        self.check('6.1', FIX, [], ['6.1-rc1', '6.1-rc8', '6.0-rc1'])

    def test_stable(self):
        for role in (INTRODUCTION, FIX):
            self.check('6.1.55', role,
                       ['6.1.55', '6.1.56', '6.1.100'],
                       ['6.1', '6.1.0', '6.1.54', '6.1.6', '6.1-rc3', '6.2', '6.2.99', '7.0', '6.10.55',
                        '5.15.200', '6.2-rc1'])

    def test_candidate(self):
        for role in (INTRODUCTION, FIX):
            self.check('7.2-rc2', role,
                       ['7.2-rc2', '7.2-rc3', '7.2-rc10', '7.2', '7.2.1', '7.3-rc1', '7.3', '8.0.1'],
                       ['7.2-rc1', '7.1', '7.1.9', '7.1-rc7', '6.18.45'])

    def test_two_six(self):
        for role in (INTRODUCTION, FIX):
            self.check('2.6.32', role,
                       ['2.6.32', '2.6.32.70', '2.6.33-rc1', '2.6.33', '2.6.39.4', '3.0', '6.1.5'],
                       ['2.6.31', '2.6.31.14', '2.6.27.62'])
            self.check('2.6.32.9', role,
                       ['2.6.32.9', '2.6.32.10', '2.6.32.70'],
                       ['2.6.32', '2.6.32.8', '2.6.33', '2.6.39', '3.0', '3.2.32'])
        self.check('2.6.32', INTRODUCTION, ['2.6.32-rc1'], ['2.6.31-rc9'])
        self.check('2.6.32', FIX, [], ['2.6.32-rc1'])

    def test_none(self):
        every = ['2.6.32', '2.6.32.70', '6.1', '6.1-rc1', '7.2']
        self.check('0', INTRODUCTION, every, [])
        self.check('0', FIX, [], every)


class Verdict(unittest.TestCase):

    def check(self, pairs, expected):
        pairs = [tuple(pair.split(':')) for pair in pairs]
        for order in (pairs, pairs[::-1]):  # the order of the lines says nothing
            for judged, at in expected.items():
                for release in at:
                    with self.subTest(release):
                        self.assertEqual(verdict(order, release), judged)

    def test_no_pairs(self):
        self.check([], {NOT_INTRODUCED: ['6.1', '6.1-rc1']})

    def test_one_mainline_pair(self):
        self.check([f'5.8:{A}:6.3:{B}'], {
            NOT_INTRODUCED: ['5.7', '5.7.19', '5.4.302', '2.6.32.70', '5.7-rc7'],
            AFFECTED: ['5.8-rc1', '5.8', '5.8.1', '5.15.216', '6.1', '6.2.16', '6.3-rc1', '6.3-rc7'],
            FIXED: ['6.3', '6.3.1', '6.4-rc1', '6.12.5', '7.2']})

    def test_fixes_on_other_lines(self):
        self.check([f'5.8:{A}:5.15.100:{B}', f'5.8:{A}:6.1.20:{C}', f'5.8:{A}:6.3:{D}'], {
            NOT_INTRODUCED: ['5.7', '5.4.302'],
            AFFECTED: ['5.8', '5.10.265', '5.15', '5.15.99', '5.16.20', '6.0.19', '6.1', '6.1.0',
                       '6.1.19', '6.2.16', '6.1-rc4'],
            FIXED: ['5.15.100', '5.15.216', '6.1.20', '6.1.183', '6.3', '6.3.1', '7.2']})

    def test_not_fixed(self):
        self.check([f'6.4.8:{A}:0:0'], {
            NOT_INTRODUCED: ['6.4', '6.4-rc1', '6.4.7', '6.5', '6.3.13', '7.2'],
            AFFECTED: ['6.4.8', '6.4.16']})
        self.check([f'6.4:{A}:0:0'], {
            NOT_INTRODUCED: ['6.3'],
            AFFECTED: ['6.4-rc1', '6.4', '6.4.16', '7.2']})

    def test_backported_bug(self):
        # Mainline 6.5 brought it, 6.1.43 and 6.4.8 took it over as commits of their own.
        self.check([f'6.1.43:{A}:6.1.78:{B}',
                    f'6.5:{C}:6.6.17:{D}', f'6.5:{C}:6.8:{E}',
                    f'6.4.8:{F}:0:0'], {
            NOT_INTRODUCED: ['5.15.216', '6.1', '6.1.42', '6.2.16', '6.4', '6.4.7', '6.4-rc1'],
            AFFECTED: ['6.1.43', '6.1.77', '6.4.8', '6.4.16', '6.5-rc1', '6.5', '6.5.13', '6.6',
                       '6.6.16', '6.7.12', '6.8-rc1'],
            FIXED: ['6.1.78', '6.1.183', '6.6.17', '6.8', '6.12']})

    def test_came_back(self):
        # Fixed in 5.10, brought again in 6.0, fixed again in 6.6 and 6.1.50.
        self.check([f'4.14:{A}:5.10:{B}',
                    f'6.0:{C}:6.1.50:{D}', f'6.0:{C}:6.6:{E}'], {
            NOT_INTRODUCED: ['4.13', '4.9.337'],
            AFFECTED: ['4.14', '4.19.325', '5.9', '5.10-rc7', '6.0-rc1', '6.0', '6.0.19', '6.1.49',
                       '6.5', '6.6-rc2'],
            FIXED: ['5.10', '5.15.216', '5.19.17', '6.1.50', '6.6', '7.0']})

    def test_came_back_on_one_line(self):
        # Fixed in 6.1.10; 6.1.20 broke it again for 6.1 alone, until 6.1.30.
        self.check([f'5.8:{A}:6.1.10:{B}', f'5.8:{A}:6.2:{C}', f'6.1.20:{D}:6.1.30:{E}'], {
            AFFECTED: ['6.1', '6.1.9', '6.1.20', '6.1.29'],
            FIXED: ['6.1.10', '6.1.19', '6.1.30', '6.2', '6.2.20']})

    def test_one_of_two_introductions_fixed(self):
        self.check([f'5.1:{A}:5.5:{B}', f'5.3:{C}:5.7:{D}'], {
            AFFECTED: ['5.1', '5.3', '5.4', '5.5', '5.6.19'],
            FIXED: ['5.7', '6.1']})

    def test_same_commit_is_one_group(self):
        # One fix that is reached is enough, whichever of the lines names it.
        self.check([f'5.1:{A}:5.5:{B}', f'5.1:{A}:5.7:{C}', f'5.1:{A}:0:0'], {
            AFFECTED: ['5.1', '5.4'],
            FIXED: ['5.5', '5.6', '5.7']})

    def test_introduced_and_fixed_at_once(self):
        self.check([f'6.1.20:{A}:6.1.20:{B}'], {
            NOT_INTRODUCED: ['6.1', '6.1.19', '6.2'],
            FIXED: ['6.1.20', '6.1.21']})
        self.check([f'6.2:{A}:6.2:{B}'], {
            NOT_INTRODUCED: ['6.1', '6.1.183'],
            AFFECTED: ['6.2-rc1', '6.2-rc8'],  # the worst that records allow
            FIXED: ['6.2', '6.2.1', '6.3-rc1']})

    def test_introduced_after_fixed(self):
        # It contradicts itself; the rule answers all the same.
        self.check([f'6.5:{A}:6.3:{B}'], {
            NOT_INTRODUCED: ['6.2', '6.3', '6.4.16'],
            FIXED: ['6.5', '6.6', '6.5.1'],
            AFFECTED: []})

    def test_introduction_not_known(self):
        self.check([f'0:0:6.1.5:{A}', f'0:0:6.3:{B}'], {
            AFFECTED: ['2.6.32', '4.19', '6.1.4', '6.2.16', '6.3-rc1'],
            FIXED: ['6.1.5', '6.1.183', '6.3', '7.2'],
            NOT_INTRODUCED: []})

    def test_introduction_not_known_beside_a_known_one(self):
        # 0 is a group of its own: its fix says nothing of the other.
        self.check([f'0:0:6.1:{A}', f'6.0:{B}:6.5:{C}'], {
            AFFECTED: ['5.10', '6.0', '6.1', '6.4'],
            FIXED: ['6.5'],
            NOT_INTRODUCED: []})

    def test_fix_in_a_candidate(self):
        self.check([f'4.1:{A}:7.2-rc2:{B}'], {
            NOT_INTRODUCED: ['4.0', '4.0.9'],
            AFFECTED: ['4.1', '4.1-rc1', '6.12.104', '7.1.9', '7.1-rc7', '7.2-rc1'],
            FIXED: ['7.2-rc2', '7.2-rc7', '7.2', '7.2.1', '7.3-rc1']})

    def test_introduction_in_a_candidate(self):
        self.check([f'7.2-rc1:{A}:7.2-rc3:{B}'], {
            NOT_INTRODUCED: ['7.1', '7.1.9'],
            AFFECTED: ['7.2-rc1', '7.2-rc2'],
            FIXED: ['7.2-rc3', '7.2', '7.2.1']})
        self.check([f'7.2-rc2:{A}:7.2:{B}'], {
            NOT_INTRODUCED: ['7.2-rc1'],
            AFFECTED: ['7.2-rc2', '7.2-rc7'],
            FIXED: ['7.2']})

    def test_two_six(self):
        self.check([f'2.6.19:{A}:2.6.32.30:{B}', f'2.6.19:{A}:2.6.37:{C}'], {
            NOT_INTRODUCED: ['2.6.18', '2.6.18.8', '2.6.16.62'],
            AFFECTED: ['2.6.19', '2.6.27.62', '2.6.32', '2.6.32.29', '2.6.32.3', '2.6.36.4',
                       '2.6.37-rc1'],
            FIXED: ['2.6.32.30', '2.6.32.71', '2.6.37', '2.6.39', '3.0', '3.2.30', '6.1']})

    def test_two_six_stable_only(self):
        self.check([f'2.6.32.66:{A}:2.6.32.70:{B}', f'2.6.33.2:{C}:0:0'], {
            NOT_INTRODUCED: ['2.6.32', '2.6.32.65', '2.6.32.6', '2.6.33', '2.6.33.1', '2.6.34', '3.0'],
            AFFECTED: ['2.6.32.66', '2.6.32.69', '2.6.33.2', '2.6.33.20'],
            FIXED: ['2.6.32.70', '2.6.32.71']})


class Tree(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.write('published/2024/CVE-2024-2.dyad', f'# comment\n\n6.1:{A}:6.3:{B}\n6.1:{A}:0:0\n')
        self.write('published/2023/CVE-2023-1.dyad', '# comment only\n')
        self.write('rejected/2024/CVE-2024-3.dyad', f'6.1:{A}:6.3:{B}\n')

    def write(self, name, text):
        path = pathlib.Path(self.folder, 'cve', name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')

    def test_read(self):
        expected = {'CVE-2023-1': [], 'CVE-2024-2': [('6.1', A, '6.3', B), ('6.1', A, '0', '0')]}
        self.assertEqual(reference.read_tree(self.folder), expected)
        self.assertEqual(reference.read_tree(self.folder + '/cve'), expected)

    def test_bad_pair_is_named(self):
        for text in [f'6.1:{A}:6.3', f'6.1:{A}:6.3:{B}:x', f'six:{A}:6.3:{B}', f':{A}:6.3:{B}']:
            self.write('published/2024/CVE-2024-4.dyad', text)
            with self.assertRaisesRegex(ValueError, 'CVE-2024-4'):
                reference.read_tree(self.folder)

    def test_no_tree(self):
        with self.assertRaises(FileNotFoundError):
            reference.read_tree(self.folder + '/nowhere')

    def test_script(self):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            status = reference.main([self.folder, '6.3', '6.1.9'])
        self.assertEqual(status, 0)
        self.assertEqual(out.getvalue(),
                         '6.3\tCVE-2023-1\tnot_introduced\n6.3\tCVE-2024-2\tfixed\n'
                         '6.1.9\tCVE-2023-1\tnot_introduced\n6.1.9\tCVE-2024-2\taffected\n')


class Releases(unittest.TestCase):

    def test_evenly(self):
        self.assertEqual(releases.evenly([1, 2, 3], 5), [1, 2, 3])
        self.assertEqual(releases.evenly(list(range(11)), 3), [0, 5, 10])
        self.assertEqual(releases.evenly(list(range(100)), 1), [0])

    def test_beside_gaps(self):
        self.assertEqual(releases.beside_gaps(['3.16', '3.16.1', '3.16.7', '3.16.35', '3.16.36']),
                         {'3.16.1', '3.16.7', '3.16.35'})

    def test_future(self):
        chosen = releases.choose({'6.1': ['6.1', '6.1.1', '6.1.2']})
        self.assertIn('6.1.3', chosen)
        self.assertEqual(chosen, sorted(set(chosen), key=releases.order))


if __name__ == '__main__':
    unittest.main()
