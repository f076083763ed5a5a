#!/usr/bin/env python3
"""What callers hear when the disk takes no more, over real sockets and real files. Usage: disk_test.py PROGRAM"""
import os
import pathlib
import re
import resource
import subprocess
import sys
import time
import unittest

from kengele import Call, Demo, Network

FIRE_UP_TO_SENDING = ("1", "9", "1", "kangemi", "1", "near the market", "1", "1")
ANSWERED_WITHIN = 2.0  # seconds
REPORTS_MAX = 300      # the log has some room left that was allocated before

NOT_SAVED = re.compile(r"^END .*NOT saved", re.DOTALL)
NOT_SURE = re.compile(r"^END We could not confirm", re.DOTALL)
CODE = re.compile(r"\b\d{3} \d{3} \d{3}\b")

# A disk of its own for the program; in a user namespace where the tester is not root.
OWN_MOUNTS = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]
SMALL_DISK = [*OWN_MOUNTS, "sh", "-c", 'mount -t tmpfs -o size=32m kengele {folder} && exec "$0" "$@"']


def caller(number):
    return f"+2547220{number:05}"


class DiskTest(unittest.TestCase):
    inside = ()

    def setUp(self):
        self.coded = 0  # callers who were told a code
        self.network = Network()
        self.demo = Demo(PROGRAM, "--telco-url", self.network.url, inside=self.inside)

    def tearDown(self):
        self.demo.close()
        self.network.close()

    def send_a_report(self, number):
        """The last screen of a call that reports a fire; every screen came in time."""
        call = Call(self.demo, caller(number))
        for key in (*FIRE_UP_TO_SENDING, "1"):
            began = time.monotonic()
            screen = call.press(key)
            self.assertLess(time.monotonic() - began, ANSWERED_WITHIN)
            if screen.startswith("END "):
                break
        self.coded += 1 if CODE.search(screen) else 0
        return screen

    def send_until_refused(self):
        """What the first caller without a code was told."""
        for sent in range(REPORTS_MAX):
            screen = self.send_a_report(sent)
            if not CODE.search(screen):
                return screen
        raise AssertionError(f"{REPORTS_MAX} reports were taken by a disk that takes nothing")


def may_mount():
    return subprocess.run([*OWN_MOUNTS, "mount", "-t", "tmpfs", "kengele", "/mnt"], capture_output=True,
                          check=False).returncode == 0


@unittest.skipUnless(may_mount(), "a container that may mount nothing has no disk to fill")
class FullDisk(DiskTest):
    inside = SMALL_DISK

    def test_a_report_is_refused_while_there_is_no_room_and_taken_when_there_is(self):
        disk = f"/proc/{self.demo.process.pid}/root{self.demo.folder}"
        filler = f"{disk}/filler"
        with open(filler, "wb", buffering=0) as file:
            with self.assertRaises(OSError):
                while True:
                    file.write(bytes(4096))

        refusal = self.send_until_refused()
        os.unlink(filler)

        self.assertRegex(refusal, NOT_SAVED)
        self.assertRegex(self.send_a_report(REPORTS_MAX), CODE, "the disk has room again")
        listed = subprocess.run([PROGRAM, "incident", "list", "--json", "--data", f"{disk}/demo"], capture_output=True,
                                text=True, timeout=20, check=True)
        self.assertEqual(len(listed.stdout.splitlines()), self.coded)


class FailingDisk(DiskTest):
    def test_after_an_error_of_the_disk_nobody_gets_a_code_and_a_restart_has_what_was_promised(self):
        longest = max(file.stat().st_size for file in self.demo.data.iterdir())
        resource.prlimit(self.demo.process.pid, resource.RLIMIT_FSIZE, (longest, longest))

        try:
            refusal = self.send_until_refused()
        except ConnectionError:
            refusal = None  # the sender met the error first, and the program was gone at the next key

        self.assertTrue(refusal is None or NOT_SAVED.match(refusal) or NOT_SURE.match(refusal), refusal)
        # What the disk holds is not known any more: the program ends, for its supervisor to start it anew.
        self.demo.process.wait(timeout=20)
        code, errors = self.demo.stop()
        self.assertEqual(code, 1, errors)
        self.demo.start()
        self.assertGreaterEqual(len(self.demo.listed("incident", "list")), self.coded)
        self.assertRegex(self.send_a_report(REPORTS_MAX), CODE)


if __name__ == "__main__":
    PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main(verbosity=0)
