#!/usr/bin/env python3
"""A responder without airtime lists, accepts and closes alerts by dialling alone. Usage: responder_test.py PROGRAM"""
import pathlib
import subprocess
import sys
import unittest

from kengele import Call, Demo, Network, LIMIT

RESIDENT = "+254722000111"


class Answering(unittest.TestCase):
    def setUp(self):
        self.network = Network()
        self.addCleanup(self.network.close)
        self.demo = Demo(PROGRAM, "--telco-url", self.network.url)
        self.addCleanup(self.demo.close)

    def report_fire(self):
        """Files a fire in Kangemi; the alerts that it makes."""
        call = Call(self.demo, RESIDENT)
        screen = call.play("1", "9", "1", "kangemi", "1", "near the market", "1", "1", "1")
        self.assertIn("Case ", screen)
        return self.demo.listed("alert", "list")

    def phone(self, number, *keys):
        run = subprocess.run([PROGRAM, "phone", number, "--data", str(self.demo.data), "--keys", ",".join(keys)],
                             capture_output=True, text=True, timeout=LIMIT, check=False)
        self.assertEqual(run.returncode, 0, run.stderr)
        return run.stdout

    def invite(self, number):
        code, out, errors = self.demo.command("responders", "invite", number)
        self.assertEqual(code, 0, errors)
        return out.splitlines()[0]

    def number_of(self, name):
        roster = self.demo.folder / "roster.csv"
        self.assertEqual(self.demo.command("responders", "export", str(roster))[0], 0)
        return next(line.split(",")[4] for line in roster.read_text().splitlines() if f",{name}," in line)

    def test_an_alert_is_listed_accepted_and_closed_by_dialling(self):
        alert = self.report_fire()[-1]  # the first one asked: the lead
        number = self.number_of(alert["responder"])
        code = self.invite(number)

        first = self.phone(number, "8", code, "4711", "4711", "1", "1", "1")
        self.assertIn("Choose your PIN", first)
        self.assertIn(alert["case"], first)
        self.assertIn("You have it", first)
        last = self.phone(number, "8", "4711", "1", "1", "4", "2")
        self.assertIn("You resolved it", last)

        _, history, _ = self.demo.command("incident", "show", alert["case"])
        self.assertIn("accepted", history)
        self.assertIn("resolved: helped", history)

    def test_an_invitation_is_for_a_number_on_the_roster_and_good_once(self):
        code, _, errors = self.demo.command("responders", "invite", "0799999999")
        self.assertEqual(code, 1)
        self.assertIn("No responder has this number", errors)
        self.assertNotIn("0799999999", errors)

        number = self.number_of(self.report_fire()[0]["responder"])
        once = self.invite(number)
        self.phone(number, "8", once, "4711", "4711")
        self.assertIn("Not right, or closed", self.phone(number, "8", once))

    def test_both_menus_are_published_and_told_apart(self):
        self.assertEqual(len(self.demo.listed("menu", "list")), 1)
        self.assertEqual(len(self.demo.listed("menu", "list", "--menu", "responders")), 1)
        draft = self.demo.folder / "responders.toml"
        self.assertEqual(self.demo.command("menu", "export", str(draft), "--menu", "responders")[0], 0)
        text = draft.read_text().replace("2026.11.1", "2026.12.1").replace('en = "My alerts"', 'en = "Alerts"')
        draft.write_text(text)

        code, out, errors = self.demo.command("menu", "publish", str(draft), "--note", "Shorter")

        self.assertEqual(code, 0, errors)
        self.assertEqual(len(self.demo.listed("menu", "list")), 1)
        self.assertEqual(len(self.demo.listed("menu", "list", "--menu", "responders")), 2)
        code, out, errors = self.demo.command("menu", "rollback", "2026.11.1", "--menu", "responders")
        self.assertEqual(code, 0, errors)


if __name__ == "__main__":
    PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main(verbosity=0)
