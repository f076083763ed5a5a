#!/usr/bin/env python3
"""What the program says to whoever mistypes or names the wrong thing. Usage: command_line_test.py PROGRAM"""
import os
import pathlib
import subprocess
import sys
import unittest

from kengele import Call, Demo


def run_words(*words):
    """Exit code and errors; the program must say in a few lines what is wrong, and never that it was surprised."""
    run = subprocess.run([PROGRAM, *words], capture_output=True, timeout=20, check=False)
    errors = run.stderr.decode(errors="replace")
    assert "should not happen" not in errors, errors
    return run.returncode, errors


class Mistakes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.demo = Demo(PROGRAM)
        cls.folder = cls.demo.folder

    @classmethod
    def tearDownClass(cls):
        cls.demo.close()

    def refused(self, *words):
        code, errors = run_words(*words)
        self.assertEqual(code, 1, errors)
        return errors

    def test_an_address_that_is_none_is_refused_before_anything_is_dialled_or_started(self):
        self.assertIn("nonsense", self.refused("phone", "0722000111", "--url", "nonsense"))
        fresh = self.folder / "fresh"
        self.assertIn("nonsense", self.refused("demo", "--data", str(fresh), "--telco-url", "nonsense",
                                               "--callbacks", "127.0.0.1:0", "--console", "127.0.0.1:0"))

    def test_a_table_that_is_no_utf8_or_holds_control_characters_is_refused_running_or_not(self):
        heading = b"code,name,level,parent_code,aliases\n"
        for name, cell in (("latin", b"Murang\xe9a"), ("nul", b"Nul\0"), ("escape", b"\x1b[31mred")):
            file = self.folder / f"{name}.csv"
            file.write_bytes(heading + b"047-275-9999," + cell + b",ward,047-275,\n")
            for how in ("running", "stopped"):
                with self.subTest(name, how=how):
                    if how == "stopped":
                        self.demo.stop()

                    errors = self.refused("places", "import", str(file), "--data", str(self.demo.data))

                    self.assertIn(f"{name}.csv:2: ", errors)
                    self.assertIn("nothing was imported", errors)
            self.demo.start()

    def test_a_directory_is_imported_whole_or_not_at_all_and_callers_find_its_centres(self):
        file = self.folder / "directory.csv"
        self.assertEqual(run_words("directory", "export", str(file), "--data", str(self.demo.data))[0], 0)
        before = file.read_text()
        self.assertIn("nacada,recovery,", before)
        centre = "sample-recovery-riruta,recovery,Sample Recovery Centre,"
        self.assertIn(centre, before)

        file.write_text(before.replace(centre, "sample-recovery-riruta,recovery,New Dawn Centre,")
                        + "late,recovery,Late,,1192,,,2999-01-01\nnowhere,recovery,Nowhere,047-276-9999,1192,,,2026-01-01\n")
        errors = self.refused("directory", "import", str(file), "--data", str(self.demo.data))
        self.assertIn("verified_on 2999-01-01 has not come yet", errors)
        self.assertIn("place '047-276-9999' is not known; did you mean '047-276-", errors)
        self.assertIn("nothing was imported", errors)
        self.assertIn("1 Sample Recovery Centre, Riruta, ", Call(self.demo, "+254722000777").play("3", "1", "2", "1378"))

        file.write_text(before.replace(centre, "sample-recovery-riruta,recovery,New Dawn Centre,"))
        code, warning = run_words("directory", "import", str(file), "--data", str(self.demo.data))
        self.assertEqual(code, 0, warning)
        self.assertRegex(warning, r"^directory.csv: warning: \d+ entries were last verified more than six months ago: .*nacada")
        call = Call(self.demo, "+254722000778")
        self.assertIn("1 New Dawn Centre, Riruta, 0700000901", call.play("3", "1", "2", "1378"))
        self.assertIn("Working days, 8am-5pm", call.press("1"))

        self.demo.stop()
        self.assertEqual(run_words("directory", "export", str(file), "--data", str(self.demo.data))[0], 0)
        self.assertIn(",New Dawn Centre,", file.read_text())
        self.demo.start()

    def test_a_folder_where_a_file_is_wanted_is_not_read_as_an_empty_file(self):
        for words in (("config", "check", "--config"), ("menu", "check"), ("places", "import")):
            with self.subTest(words):
                self.assertIn("cannot be read", self.refused(*words, str(self.folder)))
        (self.folder / "table.csv").mkdir()

        self.refused("places", "export", str(self.folder / "table.csv"), "--data", str(self.demo.data))

        self.assertEqual([file.name for file in self.folder.glob("*.new")], [])

    def test_a_check_finds_what_the_start_would_refuse(self):
        file = self.demo.data / "other.toml"
        settings = (self.demo.data / "kengele.toml").read_text()
        file.write_text(settings.replace('"incident.toml"', '"missing.toml"').replace('"root.key"', '"../root.key"'))

        self.assertIn("missing.toml", self.refused("config", "check", "--config", str(file)))
        file.write_text(settings)
        self.assertIn("root key", self.refused("config", "check", "--config", str(file)))
        self.assertEqual(run_words("config", "check", "--data", str(self.demo.data))[0], 0)

    def test_plain_http_to_other_machines_needs_a_word_in_the_configuration(self):
        errors = self.refused("demo", "--data", str(self.folder / "outside"), "--callbacks", "0.0.0.0:0",
                              "--console", "127.0.0.1:0")

        self.assertIn("plain_outside", errors)

    def test_a_word_that_is_no_command_is_named(self):
        for words in (("incidnet", "list"), ("places", "imprt")):
            with self.subTest(words):
                code, errors = run_words(*words)

                self.assertEqual(code, 2)
                self.assertIn(f"'{words[-1] if words[0] == 'places' else words[0]}'", errors)

    @unittest.skipUnless(os.geteuid() == 0, "only root can become somebody who may not look")
    def test_a_folder_that_may_not_be_looked_into_is_refused_in_words(self):
        for words in (("demo", "--data"), ("phone", "0722000111", "--data"), ("incident", "list", "--data")):
            with self.subTest(words):
                errors = subprocess.run(["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", PROGRAM, *words,
                                         str(self.demo.data)], capture_output=True, text=True, timeout=20,
                                        check=False).stderr

                self.assertNotIn("should not happen", errors)
                self.assertIn(str(self.demo.data), errors)


if __name__ == "__main__":
    PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main(verbosity=0)
