#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""That compare and compiled can fail, on made files. Run it, or name it to unittest."""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent

STATES = '''builtin\tfs/a.c
absent\tfs/b.c\tfs/Makefile:3: CONFIG_B is off
module\tfs/c.c
undecided\tnet/d/e/f.c\tno rule
absent\tscripts/g.c
'''


class Case(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')
        return str(path)

    def run_script(self, name, *arguments):
        """(exit status, standard output)."""
        done = subprocess.run([sys.executable, HERE / name, *arguments], check=False,
                              capture_output=True, text=True,
                              env={**os.environ, 'PYTHONDONTWRITEBYTECODE': '1'})
        return done.returncode, done.stdout


class Compare(Case):

    def compare(self, compiled, *more, states=STATES):
        return self.run_script('compare', self.write('states', states),
                               self.write('compiled', compiled), *more)

    def test_holds(self):
        status, text = self.compare('fs/a.c\nfs/c.c\n')
        self.assertEqual(status, 0)
        self.assertIn('2 .c files, 1 absent (50.00 %), 1 not', text)
        self.assertIn('undecided net/d (no rule): net/d/e/f.c', text)

    def test_one_name_for_a_file(self):
        self.assertEqual(self.compare('net/../fs/a.c\n')[0], 0)
        self.assertEqual(self.compare('net/../fs/b.c\n')[0], 1)

    def test_compiled_but_absent(self):
        status, text = self.compare('fs/a.c\nfs/b.c\n')
        self.assertEqual(status, 1)
        self.assertIn('fs/b.c\tfs/Makefile:3: CONFIG_B is off', text)

    def test_compiled_but_not_known(self):
        self.assertEqual(self.compare('fs/a.c\nfs/z.c\n')[0], 1)

    def test_included_but_absent(self):
        self.assertEqual(self.compare('fs/a.c\n', '--included', self.write('i', 'fs/b.c\n'))[0], 1)

    def test_folders(self):
        self.assertIn('1 .c files, 0 absent', self.compare('fs/a.c\n', '--folders', 'net')[1])

    def test_make(self):
        status, text = self.compare('fs/a.c\n', self.write('make', 'builtin\tfs/a.c\nbuiltin\tfs/c.c\n'))
        self.assertEqual(status, 0)
        self.assertIn('fs/c.c: make builtin, kvet module', text)
        self.assertEqual(self.compare('fs/a.c\n', self.write('make', 'module\tfs/b.c\n'))[0], 1)

    def test_unreadable(self):
        self.assertEqual(self.compare('fs/a.c\n', states='fs/a.c\n')[0], 3)
        self.assertEqual(self.compare('fs/a.c\n', states='perhaps\tfs/a.c\n')[0], 3)
        self.assertEqual(self.compare('fs/a.c\n', states=STATES + STATES)[0], 3)


class Compiled(Case):

    def command(self, name, command, source, depends=()):
        lines = [f'cmd_{name} := {command}', '', f'source_{name} := {source}', '',
                 f'deps_{name} := \\', *(f'  {one} \\' for one in depends), '']
        folder, _, base = name.rpartition('/')
        self.write(f'out/{folder}/.{base}.cmd', '\n'.join(lines))

    def setUp(self):
        super().setUp()
        for name in ['fs/a.c', 'fs/b.c', 'fs/part.c', 'fs/entry.S', 'scripts/host.c']:
            self.write(f'tree/{name}', '')
        tree = self.folder / 'tree'
        self.write('out/fs/generated.c', '')
        self.command('fs/a.o', 'gcc -c -o fs/a.o', tree / 'fs/a.c', [tree / 'fs/part.c', 'x.h'])
        self.command('fs/b.o', 'gcc -DMODULE -c -o fs/b.o', tree / 'fs/../fs/b.c')
        self.command('fs/entry.o', 'gcc -c -o fs/entry.o', tree / 'fs/entry.S')
        self.command('fs/generated.o', 'gcc -c -o fs/generated.o', 'fs/generated.c')
        self.command('scripts/host.o', 'gcc -DKERNEL_BUILD_HOST -c', tree / 'scripts/host.c')
        self.write('out/fs/.built-in.a.cmd', 'cmd_fs/built-in.a := ar\n')

    def compiled(self, *options):
        status, text = self.run_script('compiled', *options, str(self.folder / 'tree'),
                                       str(self.folder / 'out'))
        return status, text.split()

    def test_compiled(self):
        self.assertEqual(self.compiled(), (0, ['fs/a.c', 'fs/b.c', 'fs/entry.S']))

    def test_modules(self):
        self.assertEqual(self.compiled('--modules'), (0, ['fs/b.c']))

    def test_included(self):
        self.assertEqual(self.compiled('--included'), (0, ['fs/part.c']))

    def test_nothing_built(self):
        self.assertEqual(self.run_script('compiled', str(self.folder), str(self.folder / 'tree')),
                         (3, ''))


if __name__ == '__main__':
    unittest.main()
