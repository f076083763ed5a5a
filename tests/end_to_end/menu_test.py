#!/usr/bin/env python3
"""The tools an operator looks at a menu file with, without any service. Usage: menu_test.py PROGRAM"""
import pathlib
import subprocess
import sys
import tempfile
import unittest

STARTER = pathlib.Path(__file__).resolve().parents[2] / "menus/definitions/kenya/incident.toml"


class Looking(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="kengele-menu-")
        self.addCleanup(self.folder.cleanup)
        self.changed = pathlib.Path(self.folder.name) / "changed.toml"
        self.changed.write_text(STARTER.read_text().replace('en = "Report incident"', 'en = "Tell us"'))

    def run_words(self, *words):
        run = subprocess.run([PROGRAM, "menu", *map(str, words)], capture_output=True, text=True, timeout=20, check=False,
                             cwd=self.folder.name)
        return run.returncode, run.stdout, run.stderr

    def test_a_difference_is_told_in_a_sentence(self):
        self.assertEqual(self.run_words("diff", STARTER, self.changed),
                         (0, 'Screen "home": key 1 is called "Tell us" instead of "Report incident" (en).\n', ""))
        self.assertEqual(self.run_words("diff", STARTER, STARTER)[1], "Callers see no difference.\n")
        code, _, errors = self.run_words("diff", "missing", STARTER)
        self.assertEqual(code, 1)
        self.assertIn("missing", errors)

    def test_the_whole_menu_is_drawn(self):
        picture = pathlib.Path(self.folder.name) / "menu.svg"

        code, _, errors = self.run_words("graph", STARTER, picture, "--lang", "sw")

        self.assertEqual(code, 0, errors)
        self.assertIn("<svg", picture.read_text())
        self.assertIn("1 Ripoti tukio", picture.read_text())
        self.assertEqual([file.name for file in picture.parent.glob("*.dot")], [])
        self.assertEqual(self.run_words("graph", STARTER, picture, "--lang", "fr")[0], 1)

    def test_a_file_is_walked_without_a_service_and_says_what_it_would_file(self):
        code, out, errors = self.run_words("try", self.changed, "--keys", "9,3,makina,1,by the stage")

        self.assertEqual(code, 0, errors)
        self.assertIn("1 Tell us", out)
        self.assertIn("1 Makina, Kibra", out)
        self.assertIn("(Here the report is filed: category = EMG kind = EMG1 landmark = by the stage", out)
        self.assertIn("Case 4829137", out)

    def test_texts_go_out_to_translators_and_come_back_into_the_file(self):
        folder = pathlib.Path(self.folder.name)
        table = folder / "texts.csv"
        before = self.changed.read_bytes()
        self.assertEqual(self.run_words("export", table, "--from", self.changed), (0, "", ""))
        self.assertTrue(table.read_text().startswith("screen,part,en,sw,limit,used\n"))

        self.assertEqual(self.run_words("import", "--translations", table, "--into", self.changed)[0], 0)
        self.assertEqual(self.changed.read_bytes(), before)

        table.write_text(table.read_text().replace(",Ripoti tukio,", ",Tuambie,"))
        code, out, errors = self.run_words("import", "--translations", table, "--into", self.changed)
        self.assertEqual(code, 0, errors)
        self.assertIn("1 text is written", out)
        self.assertEqual(self.changed.read_bytes(), before.replace(b'"Ripoti tukio"', b'"Tuambie"', 1))

        table.write_text(table.read_text().replace(",Tuambie,", ",,"))
        after = self.changed.read_bytes()
        code, _, errors = self.run_words("import", "--translations", table, "--into", self.changed)
        self.assertEqual(code, 1)
        self.assertRegex(errors, r'^texts.csv, row \d+, column "sw": the cell is empty; .*\n'
                                 r'texts.csv: nothing was imported.\n$')
        self.assertEqual(self.changed.read_bytes(), after)

    def test_a_menu_is_written_in_every_form_by_the_ending_of_the_file(self):
        folder = pathlib.Path(self.folder.name)
        for name, beginning in (("m.toml", "# What a resident"), ("m.json", '{"common":'), ("m.csv", "screen,part,en"),
                                ("m.svg", "<?xml")):
            with self.subTest(name):
                self.assertEqual(self.run_words("export", folder / name, "--from", STARTER), (0, "", ""))
                self.assertTrue((folder / name).read_text().startswith(beginning))
        self.assertEqual(self.run_words("export", folder / "m.txt", "--from", STARTER, "--json")[0], 0)
        self.assertEqual((folder / "m.txt").read_bytes(), (folder / "m.json").read_bytes())

    def test_a_table_with_a_row_for_each_option_becomes_a_menu(self):
        folder = pathlib.Path(self.folder.name)
        table = folder / "water.csv"
        menu = folder / "water.toml"
        table.write_text("screen,text_en,text_sw,key,goes_to,stores,type\n"
                         "home,Water desk,Maji,,,,\n"
                         "home,No water,Hakuna maji,1,where,category=EMG|kind=EMG8,\n"
                         "where,Which ward?,Wadi ipi?,,submit,place,area\n")

        code, out, errors = self.run_words("import", "--options", table, "--out", menu)

        self.assertEqual(code, 0, errors)
        self.assertIn("2 things", out)
        self.assertIn("key 9 of the first screen", errors)
        self.assertEqual(self.run_words("check", menu)[0], 0)
        self.assertIn("is there already", self.run_words("import", "--options", table, "--out", menu)[2])

    def test_a_form_becomes_a_menu_and_what_is_lost_is_told(self):
        forms = STARTER.parents[3] / "tests/menus/exchange/forms"
        menu = pathlib.Path(self.folder.name) / "form.toml"

        code, out, errors = self.run_words("import", "--out", menu, "--xlsform", forms / "kobo_survey.csv",
                                           forms / "kobo_choices.csv", forms / "kobo_settings.csv")

        self.assertEqual(code, 0, errors)
        self.assertIn("15 things", out)
        self.assertIn('kobo_survey.csv, row 13, column "type": "image" cannot be asked', errors)
        self.assertEqual(self.run_words("check", menu)[0], 0)


if __name__ == "__main__":
    PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main(verbosity=0)
