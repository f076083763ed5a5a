#!/usr/bin/env python3
"""The tools an operator looks at a menu file with, without any service. Usage: menu_test.py PROGRAM"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from kengele import Call, Demo

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
        self.assertIn("(Here the report is filed: category = EMG kind = EMG1 landmark = by the stage "
                      "place = 1388", out)
        self.assertIn("Case 4829137", out)

    def test_a_file_is_walked_from_what_is_dialled_directly(self):
        code, out, errors = self.run_words("try", STARTER, "--dial", "31", "--keys", "0")
        self.assertEqual(code, 0, errors)
        self.assertLess(out.index("NACADA"), out.index("1 Report incident"))
        code, _, errors = self.run_words("try", STARTER, "--dial", "5")
        self.assertEqual(code, 1)
        self.assertIn("Nothing is dialled directly with '5'", errors)

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


class Published(unittest.TestCase):
    def test_without_a_file_what_callers_see_now_is_checked_against_what_was_imported_since(self):
        demo = Demo(PROGRAM)
        self.addCleanup(demo.close)
        code, out, errors = demo.command("menu", "check")
        self.assertEqual((code, errors), (0, ""))
        self.assertRegex(out, r"^2026.*: no mistake found, \d+ screens in 2 languages.\n")
        self.assertEqual(demo.command("menu", "check", "--menu", "responders")[0], 0)
        table = demo.folder / "directory.csv"
        self.assertEqual(demo.command("directory", "export", str(table))[0], 0)
        table.write_text(table.read_text().replace(",legal,", ",law,"))
        self.assertEqual(demo.command("directory", "import", str(table))[0], 0)

        code, _, errors = demo.command("menu", "check")

        self.assertEqual(code, 1)
        self.assertRegex(errors, r'^2026.*:\d+: screen "offices_legal": the directory has no list "legal"; write its entries')

    def test_without_a_deployment_a_file_is_asked_for(self):
        with tempfile.TemporaryDirectory(prefix="kengele-menu-") as folder:
            run = subprocess.run([PROGRAM, "menu", "check"], capture_output=True, text=True, timeout=20, check=False, cwd=folder)
        self.assertEqual(run.returncode, 1)
        self.assertIn("Name a FILE", run.stderr)


def logged_in_as(user):
    """What a login does for all that is started after it: the kernel keeps who it is."""
    def log_in():
        pathlib.Path("/proc/self/loginuid").write_text(str(user))
    return log_in


def can_log_in():
    code = "open('/proc/self/loginuid', 'w').write('4711')"
    return os.geteuid() == 0 and subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


class TwoPersons(unittest.TestCase):
    def setUp(self):
        self.demo = Demo(PROGRAM)
        self.addCleanup(self.demo.close)
        self.demo.stop()
        config = self.demo.data / "kengele.toml"
        config.write_text(config.read_text().replace("second_person = false\n", ""))
        self.demo.start()
        self.menu = self.demo.folder / "incident.toml"
        self.assertEqual(self.demo.command("menu", "export", str(self.menu))[0], 0)
        text = re.sub(r"(?m)^version .*$", 'version = "newer"', self.menu.read_text())
        self.menu.write_text(text.replace('en = "Report incident"', 'en = "Tell us"'))

    def first_menu(self):
        return Call(self.demo, "+254722000999").screen

    def command_of(self, user, *words):
        run = subprocess.run([PROGRAM, *words, "--data", str(self.demo.data)], capture_output=True, text=True, timeout=20,
                             check=False, preexec_fn=logged_in_as(user) if user else None)
        return run.returncode, run.stdout, run.stderr

    def test_who_wrote_a_protected_menu_does_not_publish_it(self):
        for words in ((str(self.menu), "--note", "friendlier"), ("--draft", "newer"), (str(self.menu),)):
            code, _, errors = self.demo.command("menu", "publish", *words)
            self.assertEqual(code, 1)
            self.assertRegex(errors, r"another person than who wrote it publishes it.\n.*kengele menu publish --draft [0-9a-f]{12}\n$")
        self.assertIn("1 Report incident", self.first_menu())

        drafts = [it for it in self.demo.listed("menu", "list") if it.get("draft")]
        self.assertEqual([(it["version"], it["note"]) for it in drafts], [("newer", "friendlier")])
        self.assertIn("draft newer", self.demo.command("menu", "list")[1])
        self.assertEqual(self.demo.command("menu", "withdraw", "newer")[0], 0)
        self.assertEqual(self.demo.command("menu", "withdraw", "newer")[0], 1)
        self.assertEqual(len(self.demo.listed("menu", "list")), 1)

    def test_a_broken_file_is_no_draft(self):
        self.menu.write_text(self.menu.read_text().replace('to = "category"', 'to = "nowhere"'))

        code, _, errors = self.demo.command("menu", "draft", str(self.menu))

        self.assertEqual(code, 1)
        self.assertIn('leads to "nowhere"', errors)
        self.assertEqual(len(self.demo.listed("menu", "list")), 1)

    @unittest.skipUnless(can_log_in(), "only the machine's administrator can log in as somebody here")
    def test_a_second_person_publishes_it_and_going_back_needs_none(self):
        code, out, errors = self.command_of(4711, "menu", "draft", str(self.menu), "--note", "friendlier")
        self.assertEqual(code, 0, errors)
        draft = out.split()[-1]
        self.assertEqual(self.command_of(4711, "menu", "publish", "--draft", draft)[0], 1)

        code, out, errors = self.command_of(4712, "menu", "publish", "--draft", draft)

        self.assertEqual(code, 0, errors)
        self.assertIn("1 Tell us", self.first_menu())
        published = self.demo.listed("menu", "list")
        self.assertEqual([(it["by"], it["note"]) for it in published][0], ("user 4712", "friendlier"))
        self.assertEqual(len(published), 2)
        self.assertEqual(self.command_of(4711, "menu", "rollback", published[1]["version"])[0], 0)
        self.assertEqual(self.command_of(4711, "menu", "publish", "--draft", draft)[0], 1)
        self.assertIn("1 Report incident", self.first_menu())


if __name__ == "__main__":
    PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main(verbosity=0)
