#!/usr/bin/env python3
"""The program over real sockets: few tests, each a story that only the whole can tell. Usage: serve_test.py PROGRAM"""
import concurrent.futures
import itertools
import json
import pathlib
import re
import signal
import subprocess
import sys
import unittest

from kengele import Call, Conversation, Demo, Network, post_form, request, wait_for

CALLER = "+254722000111"
OTHER_CALLER = "+254722000222"
FIRE_IN_KANGEMI = ("1", "9", "1", "kangemi", "1", "near the market", "1", "1", "1")


def follow_up_code(screen):
    return re.search(r"\b(\d{3}) (\d{3}) (\d{3})\b", screen).group(0).replace(" ", "")


class DemoTest(unittest.TestCase):
    options = ()

    def setUp(self):
        self.network = Network()
        self.demo = Demo(PROGRAM, "--telco-url", self.network.url, *self.options)

    def tearDown(self):
        self.demo.close()
        self.network.close()

    def file_a_report(self):
        call = Call(self.demo, CALLER)
        call.play(*FIRE_IN_KANGEMI)
        self.assertIn("CON ", call.screen)
        return call, follow_up_code(call.screen)

    def alarm_of(self, role):
        """Number and reply code of whoever was alerted in this role."""
        alert = wait_for(f"an alert of {role}",
                         lambda: next((a for a in self.demo.listed("alert", "list") if a["role"] == role), None))
        number, _ = wait_for("its text", lambda: next((t for t in self.network.texts if alert["reply_code"] in t[1]), None))
        return number, alert["reply_code"]


class Ringing(DemoTest):
    def test_a_report_rings_is_answered_and_can_be_followed(self):
        call, code = self.file_a_report()
        number, reply = self.alarm_of("FIRE")

        status, _ = self.demo.send_sms(number, f"{reply} 1")

        self.assertEqual(status, 200)
        wait_for("the confirmation", lambda: len([t for t in self.network.texts if t[0] == number]) >= 2)
        incident, = self.demo.listed("incident", "list")
        self.assertEqual(incident["status"], "accepted")
        self.assertEqual(incident["details"], "near the market")
        self.assertEqual(incident["severity"], "P1")
        followed = Call(self.demo, OTHER_CALLER).play("2", code)
        self.assertIn("Accepted", followed)
        self.assertIn(incident["case"], call.screen)

    def test_a_repeated_hop_gets_the_same_bytes_and_files_nothing_more(self):
        call, _ = self.file_a_report()
        first = call.screen

        again = [call.repeat() for _ in range(3)]

        self.assertEqual(again, [first] * 3)
        self.assertEqual(len(self.demo.listed("incident", "list")), 1)

    def test_what_a_caller_was_told_survives_a_kill(self):
        call, code = self.file_a_report()
        number, reply = self.alarm_of("FIRE")
        self.demo.stop(signal.SIGKILL)

        self.demo.start()

        self.assertEqual(len(self.demo.listed("incident", "list")), 1)
        call.url = self.demo.said["ussd_url"]
        self.assertEqual(call.repeat(), call.screen)
        self.demo.send_sms(number, f"{reply} 1")
        self.assertIn("Accepted", Call(self.demo, OTHER_CALLER).play("2", code))

    def test_a_stop_is_orderly_and_quick(self):
        self.file_a_report()
        self.alarm_of("FIRE")

        code, errors = self.demo.stop()

        self.assertEqual(code, 0, errors)
        self.assertFalse((self.demo.data / "run.json").exists())
        self.assertNotRegex(errors, r"7220\d{5}|near the market")

    def test_a_second_start_is_refused_with_the_holder_and_commands_reach_it(self):
        second = subprocess.run([PROGRAM, "demo", "--data", str(self.demo.data)], capture_output=True, text=True,
                                timeout=20, check=False)

        self.assertEqual(second.returncode, 1)
        self.assertIn(str(self.demo.said["pid"]), second.stderr)
        self.assertEqual(self.demo.command("incident", "list")[0], 0)

    def test_a_wrong_secret_is_told_no_more_than_a_wrong_path(self):
        right = self.demo.said["ussd_url"]
        root = right[:right.index("/cb/")]
        fields = {"sessionId": "x", "phoneNumber": CALLER, "text": ""}

        answers = {post_form(url, fields) for url in (f"{root}/nothing", f"{root}/cb/at/wrong/ussd", f"{root}/cb/zz/y/sms",
                                                      right.replace("/ussd", "/other"))}

        self.assertEqual(len(answers), 1)
        self.assertEqual(answers.pop()[0], 404)

    def test_the_console_says_what_it_knows(self):
        console = self.demo.said["console_url"]

        self.assertEqual(request("GET", f"{console}/healthz")[0], 200)
        status, body = request("GET", f"{console}/readyz")
        self.assertEqual((status, json.loads(body)["ready"]), (200, True), body)
        self.file_a_report()
        metrics = request("GET", f"{console}/metrics")[1]
        self.assertIn('kengele_turns_total{result="answered"} 10', metrics)
        self.assertRegex(metrics, r'kengele_sms_sends_total{outcome="accepted"} [0-9]')
        self.assertEqual(request("GET", f"{console}/nothing")[0], 404)
        self.assertEqual(request("POST", f"{console}/healthz", "")[0], 405)

    def test_a_file_with_mistakes_changes_nothing_and_a_right_one_counts_at_once(self):
        wrong = self.demo.folder / "wrong.csv"
        wrong.write_text("code,name,level,parent_code,aliases\n047-274-9001,Newtown,ward,047-274,\n047-274-9002,,ward,x,\n")
        right = self.demo.folder / "right.csv"
        right.write_text("code,name,level,parent_code,aliases\n047-274-9001,Zzanewtown,ward,047-274,\n")

        code, _, errors = self.demo.command("places", "import", str(wrong))
        self.assertEqual(code, 1)
        self.assertIn("wrong.csv:3: ", errors)
        self.assertNotIn("Zzanewtown", Call(self.demo, CALLER).play("1", "9", "1", "zzanew"))
        code, out, errors = self.demo.command("places", "import", str(right))
        self.assertEqual(code, 0, errors)
        self.assertIn("Zzanewtown", Call(self.demo, CALLER).play("1", "9", "1", "zzanew"))


    def test_keys_that_callers_learned_are_moved_only_on_purpose(self):
        menu = self.demo.folder / "moved.toml"
        self.assertEqual(self.demo.command("menu", "export", str(menu))[0], 0)
        moved = menu.read_text().replace('{ to = "tips_home", ', '{ key = "9", to = "tips_home", ')
        moved = moved.replace('{ to = "tips_fraud", ', '{ key = "2", to = "tips_fraud", ')
        menu.write_text(re.sub(r"(?m)^version .*$", 'version = "moved"', moved))
        before = self.demo.listed("menu", "list")

        code, out, errors = self.demo.command("menu", "check", str(menu), "--json")
        self.assertEqual(code, 0, errors)
        found = [json.loads(line) for line in out.splitlines()]
        self.assertEqual([(it["severity"], it["screen"]) for it in found], [("warning", "tips")])
        self.assertIn("key 2 meant", found[0]["message"])

        for words in ((), ("--moved-keys",)):
            code, _, errors = self.demo.command("menu", "publish", str(menu), *words)
            self.assertEqual(code, 1)
            self.assertIn("key 2 meant", errors)
        self.assertEqual(self.demo.listed("menu", "list"), before)

        on_purpose = ("menu", "publish", str(menu), "--moved-keys", "--note", "a new leaflet")
        code, _, errors = self.demo.command(*on_purpose)
        self.assertEqual(code, 1)
        self.assertRegex(errors, r'moved.toml:\d+: test ".*" fails')
        self.assertEqual(self.demo.listed("menu", "list"), before)
        untested = menu.read_text()
        menu.write_text(untested[:untested.index("[[test]]")])
        code, _, errors = self.demo.command(*on_purpose)
        self.assertEqual(code, 0, errors)
        self.assertEqual(self.demo.command("menu", "rollback", before[0]["version"])[0], 0)

    def test_a_number_that_was_published_is_dialled_for_ever(self):
        menu = self.demo.folder / "numbers.toml"
        self.assertEqual(self.demo.command("menu", "export", str(menu))[0], 0)
        text = menu.read_text()
        first = self.demo.listed("menu", "list")[0]["version"]
        version = itertools.count()

        def write(content):
            menu.write_text(re.sub(r"(?m)^version .*$", f'version = "numbers.{next(version)}"', content))

        for lost in (text.replace('31 = "help_recovery"', ""), text.replace('31 = "help_recovery"', '31 = "help_child"')):
            write(re.sub(r'(?ms)^\[\[test\]\]\nname  = "help with recovery is dialled.*?\n\n', "", lost))
            for words in (("check", str(menu)), ("draft", str(menu)),
                          ("publish", str(menu), "--moved-keys", "--note", "a new poster")):
                code, _, errors = self.demo.command("menu", *words)
                self.assertEqual(code, 1, words)
                self.assertIn(f'write 31 = "help_recovery" under [shortcut]', errors)
                self.assertIn(f"version {first}", errors)
        self.assertEqual(len(self.demo.listed("menu", "list")), 1)

        write(text.replace('41 = "hotlines"', '41 = "hotlines"\n42 = "tips_road"'))
        code, _, errors = self.demo.command("menu", "publish", str(menu))
        self.assertEqual(code, 0, errors)
        self.assertIn("Helmet", Call(self.demo, CALLER, "42").screen)
        code, _, errors = self.demo.command("menu", "rollback", first)
        self.assertEqual(code, 0, errors)
        self.assertIn(f"Version {first} does not have what is dialled directly with 42", errors)
        self.assertIn("Wrong choice", Call(self.demo, CALLER, "42").screen)
        write(text)
        code, _, errors = self.demo.command("menu", "publish", str(menu))
        self.assertEqual(code, 1)
        self.assertIn('shortcut 42 is gone: version numbers.2 has 42 = "tips_road"', errors)

    def test_a_phone_dials_a_number_directly(self):
        code, out, errors = self.demo.command("phone", "0722000111", "--dial", "31", "--keys", "4")
        self.assertEqual(code, 0, errors)
        self.assertIn("Dialling *384*911*31#", out)
        self.assertIn("NACADA", out)
        self.assertIn("Where?", out)

    def test_a_call_finishes_on_its_menu_while_others_are_published_and_the_program_restarts(self):
        menu = self.demo.folder / "incident.toml"
        self.assertEqual(self.demo.command("menu", "export", str(menu))[0], 0)
        first = menu.read_text()
        before = Call(self.demo, CALLER)
        before.press("1")
        newer = first.replace('en = "Report incident"', 'en = "Tell us"').replace('en = "Report what?"', 'en = "About what?"')
        menu.write_text(re.sub(r"(?m)^version .*$", 'version = "newer"', newer))

        code, out, errors = self.demo.command("menu", "publish", str(menu), "--note", "friendlier")

        self.assertEqual(code, 0, errors)
        self.assertIn("newer", out)
        self.assertIn("1 Tell us", Call(self.demo, OTHER_CALLER).screen)
        self.demo.stop(signal.SIGKILL)
        self.demo.start()
        before.url = self.demo.said["ussd_url"]
        self.assertIn("Report what?", before.press("0") + before.press("1"))
        self.assertIn("1 Tell us", Call(self.demo, OTHER_CALLER).screen)
        menu.write_text(newer.replace("Tell us", "Tell us more than fits " * 12))
        code, _, errors = self.demo.command("menu", "publish", str(menu))
        self.assertEqual(code, 1)
        self.assertRegex(errors, r'incident.toml:\d+: screen "home", en, channel "at": takes \d+ characters')
        self.assertEqual(self.demo.command("menu", "rollback", "2026.11.1")[0], 0)
        self.assertIn("1 Report incident", Call(self.demo, OTHER_CALLER).screen)
        self.assertEqual([p["version"] for p in self.demo.listed("menu", "list")], ["2026.11.1", "newer", "2026.11.1"])


class Texting(DemoTest):
    def test_a_report_by_sms_rings_and_its_code_leads_to_it(self):
        talk = Conversation(self.demo, self.network, CALLER)

        filed = talk.play("Kengele", *FIRE_IN_KANGEMI)

        code = follow_up_code(filed)
        number, reply = self.alarm_of("FIRE")
        self.demo.send_sms(number, f"{reply} 1")
        wait_for("the acceptance",
                 lambda: [i for i in self.demo.listed("incident", "list") if i["status"] == "accepted"])
        incident, = self.demo.listed("incident", "list")
        self.assertIn(incident["case"], filed)
        self.assertEqual(incident["details"], "near the market")
        self.assertIn("Accepted", Call(self.demo, OTHER_CALLER).play("2", code))
        self.assertTrue(all(len(text) <= 160 for text in talk.texts()), talk.texts())

    def test_a_conversation_goes_on_after_a_kill_and_leaves_no_number_behind(self):
        talk = Conversation(self.demo, self.network, CALLER)
        talk.play("SOS", "1", "kangemi")
        self.demo.stop(signal.SIGKILL)

        self.demo.start()

        filed = talk.play("1", "near the greenhouse")
        self.assertRegex(filed, r"\d{3} \d{3} \d{3}")
        incident, = self.demo.listed("incident", "list")
        self.assertEqual(incident["severity"], "P1")
        _, errors = self.demo.stop()
        kept = b"".join(file.read_bytes() for file in self.demo.data.rglob("*.db*"))
        for secret in ("722000111", "greenhouse", follow_up_code(filed)):
            self.assertNotIn(secret, errors)
            self.assertNotIn(secret.encode(), kept)

    def test_what_is_protected_is_dialled_and_never_texted(self):
        talk = Conversation(self.demo, self.network, CALLER)

        said = talk.play("ripoti", "1", "2", "1")

        self.assertIn("*384*911#", said)
        self.assertNotIn("wash", " ".join(talk.texts()))
        self.assertEqual(self.demo.listed("incident", "list"), [])

    def test_a_stranger_and_a_repeat_get_no_text(self):
        self.demo.send_sms(OTHER_CALLER, "who is this")
        fields = {"id": "one and the same", "from": CALLER, "to": "22384", "text": "kengele"}

        for _ in range(3):
            self.assertEqual(post_form(self.demo.said["sms_url"], fields)[0], 200)
        wait_for("the first screen", lambda: self.network.texts)
        Conversation(self.demo, self.network, CALLER).write("1")

        self.assertEqual(sorted({number for number, _ in self.network.texts}), [CALLER])
        self.assertEqual(len(self.network.texts), 2)


class Climbing(DemoTest):
    options = ("--minute", "0.1")

    def test_nobody_answers_and_the_alarm_climbs_to_the_desk(self):
        self.file_a_report()

        wait_for("the operations desk", lambda: any(a["role"] == "OPS" for a in self.demo.listed("alert", "list")))

        rungs = {alert["rung"] for alert in self.demo.listed("alert", "list")}
        self.assertGreaterEqual(len(rungs), 4)


class OnManyThreads(DemoTest):
    CALLERS = 24

    def setUp(self):
        super().setUp()
        self.demo.stop()
        settings = self.demo.data / "kengele.toml"
        settings.write_text(settings.read_text().replace("[service]\n", "[service]\nio_threads = 4\n"))
        self.demo.start()

    def thread_names(self):
        threads = pathlib.Path(f"/proc/{self.demo.said['pid']}/task").glob("*/comm")
        return {thread.read_text().strip() for thread in threads}

    def report_and_follow(self, number):
        call = Call(self.demo, f"+2547331{number:05}")
        call.play(*FIRE_IN_KANGEMI)
        code = follow_up_code(call.screen)
        self.demo.send_sms(f"+2547332{number:05}", "HELP")
        for page in ("readyz", "metrics"):
            self.assertEqual(request("GET", f"{self.demo.said['console_url']}/{page}")[0], 200)
        return code, Call(self.demo, f"+2547333{number:05}").play("2", code)

    def test_everybody_who_calls_at_once_is_answered_for_their_own_report(self):
        wait_for("the fourth io thread", lambda: "io-3" in self.thread_names())  # each names itself once it runs
        with concurrent.futures.ThreadPoolExecutor(8) as callers:
            followed = list(callers.map(self.report_and_follow, range(self.CALLERS)))

        code, errors = self.demo.stop()

        self.assertEqual(code, 0, errors)
        self.assertEqual(len({code for code, _ in followed}), self.CALLERS)
        self.demo.start()
        cases = {incident["case"] for incident in self.demo.listed("incident", "list")}
        self.assertEqual(len(cases), self.CALLERS)
        for _, screen in followed:
            self.assertTrue(any(case in screen for case in cases), screen)


class Phone(unittest.TestCase):
    def setUp(self):
        self.demo = Demo(PROGRAM)

    def tearDown(self):
        self.demo.close()

    def test_the_terminal_handset_files_a_report_and_the_pretended_network_delivers_it(self):
        code, out, errors = self.demo.command("phone", "0722000111", "--keys", ",".join(FIRE_IN_KANGEMI))

        self.assertEqual(code, 0, errors)
        self.assertRegex(out, r"\d+ of 160 septets")
        self.assertRegex(out, r"\d{3} \d{3} \d{3}")
        wait_for("a delivered text",
                 lambda: any(a["text"] == "delivered" for a in self.demo.listed("alert", "list")))
        status, body = request("GET", self.demo.said["telco_url"] + "/telco/state")
        self.assertEqual(status, 200)
        self.assertTrue(any("KENGELE" in text["text"] for phone in json.loads(body)["phones"] for text in phone["texts"]))

    def test_the_terminal_phone_texts_where_it_cannot_dial(self):
        code, out, errors = self.demo.command("phone", "0722000113", "--sms", "--keys",
                                              ",".join(("kengele", *FIRE_IN_KANGEMI)))

        self.assertEqual(code, 0, errors)
        self.assertRegex(out, r"\d+ septets, 1 SMS")
        self.assertRegex(out, r"\d{3} \d{3} \d{3}")
        self.assertEqual(len(self.demo.listed("incident", "list")), 1)

    def test_the_other_language_is_one_key_away(self):
        _, out, _ = self.demo.command("phone", "0722000112", "--lang", "sw", "--keys", "")

        self.assertIn("Ripoti", out)


class Usage(unittest.TestCase):
    def run_words(self, *words):
        run = subprocess.run([PROGRAM, *words], capture_output=True, text=True, timeout=20, check=False)
        return run.returncode, run.stdout, run.stderr

    def test_exit_codes_say_done_refused_or_wrong_usage(self):
        self.assertEqual(self.run_words("--help")[0], 0)
        self.assertEqual(self.run_words("phone", "--help")[0], 0)
        self.assertEqual(self.run_words("nonsense")[0], 2)
        self.assertEqual(self.run_words("phone")[0], 2)
        self.assertEqual(self.run_words("incident", "list", "--data", "/nonexistent")[0], 1)
        self.assertEqual(self.run_words("serve", "--config", "/nonexistent/kengele.toml")[0], 1)

    def test_a_taken_port_is_one_clear_line(self):
        demo = Demo(PROGRAM)
        try:
            taken = demo.said["console_url"].removeprefix("http://")
            other = demo.folder / "other"

            code, _, errors = self.run_words("demo", "--data", str(other), "--callbacks", taken, "--console", "127.0.0.1:0")

            self.assertEqual(code, 1)
            self.assertIn(taken, errors)
            self.assertIn("--callbacks", errors)
        finally:
            demo.close()


if __name__ == "__main__":
    PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main(verbosity=0)
