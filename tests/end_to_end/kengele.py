"""The built program, started on a folder of its own, and the two ends it talks to: a handset and a scripted network."""
import http.client
import http.server
import json
import pathlib
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import urllib.parse
import uuid

LIMIT = 20  # seconds for anything to happen; a slow machine under a sanitizer needs some


def wait_for(what, fact):
    """The first true value of fact(), or a failure that says what was waited for."""
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        value = fact()
        if value:
            return value
        time.sleep(0.02)
    raise AssertionError(f"did not happen in {LIMIT} s: {what}")


def request(method, url, body=None, headers=None):
    """Status and body of one request."""
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=LIMIT)
    try:
        connection.request(method, parts.path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def post_form(url, fields):
    return request("POST", url, urllib.parse.urlencode(fields), {"Content-Type": "application/x-www-form-urlencoded"})


class Network:
    """Takes texts as Africa's Talking does, and keeps them."""

    def __init__(self):
        self.texts = []  # (number, text), as they came
        network = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                form = urllib.parse.parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                number = form["to"][0]
                network.texts.append((number, form["message"][0]))
                recipient = {"number": number, "statusCode": 101, "status": "Success", "cost": "KES 0.8",
                             "messageId": f"ATXid_{uuid.uuid4().hex}"}
                body = json.dumps({"SMSMessageData": {"Message": "", "Recipients": [recipient]}}).encode()
                self.send_response(201)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            def handle_error(self, request, client_address):
                """A program that is killed resets its connections; nobody need read of it."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Demo:
    """A running `kengele demo` on a temporary folder; the same folder can be started again. `inside` is a command that
    runs its further words as the program; `{folder}` in it is the temporary folder."""

    def __init__(self, program, *options, inside=()):
        self.program = program
        self.options = options
        self.inside = inside
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="kengele-"))
        self.data = self.folder / "demo"
        self.process = None
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [*(word.format(folder=self.folder) for word in self.inside), self.program, "demo", "--data", str(self.data), "--callbacks", "127.0.0.1:0", "--console",
             "127.0.0.1:0", "--json", *self.options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError(f"the demo did not start: {self.process.stderr.read()}")
        self.said = json.loads(line)

    def stop(self, how=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(how)
        _, errors = self.process.communicate(timeout=LIMIT)
        return self.process.returncode, errors

    def close(self):
        self.stop(signal.SIGKILL)
        shutil.rmtree(self.folder)

    def command(self, *words):
        """Exit code, output and errors of one command on this folder."""
        run = subprocess.run([self.program, *words, "--data", str(self.data)], capture_output=True, text=True,
                             timeout=LIMIT, check=False)
        return run.returncode, run.stdout, run.stderr

    def listed(self, *words):
        code, out, errors = self.command(*words, "--json")
        assert code == 0, errors
        return [json.loads(line) for line in out.splitlines()]

    def send_sms(self, number, text):
        return post_form(self.said["sms_url"], {"id": uuid.uuid4().hex, "from": number, "to": "22384", "text": text,
                                                "date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())})


class Conversation:
    """The menu by SMS, on a phone of the scripted network: each text waits for the one that answers it."""

    def __init__(self, demo, network, number):
        self.demo, self.network, self.number = demo, network, number
        self.screen = None

    def texts(self):
        return [text for number, text in self.network.texts if number == self.number]

    def write(self, text):
        before = len(self.texts())
        status, _ = self.demo.send_sms(self.number, text)
        assert status == 200, status
        wait_for(f"an answer to '{text}'", lambda: len(self.texts()) > before)
        self.screen = self.texts()[-1]
        return self.screen

    def play(self, *texts):
        for text in texts:
            self.write(text)
        return self.screen


class Call:
    """One call, dialled as the aggregator does; `behind` the code, where it is dialled directly."""

    def __init__(self, demo, number, behind=""):
        self.url = demo.said["ussd_url"]
        self.fields = {"sessionId": f"ATUid_{uuid.uuid4().hex}", "serviceCode": "*384*911#", "phoneNumber": number,
                       "networkCode": "63902", "text": behind}
        self.answers = [behind] if behind else []
        self.screen = self.repeat()

    def repeat(self):
        status, body = post_form(self.url, self.fields)
        assert status == 200, body
        return body

    def press(self, typed):
        self.answers.append(typed)
        self.fields["text"] = "*".join(self.answers)
        self.screen = self.repeat()
        return self.screen

    def play(self, *keys):
        for key in keys:
            self.press(key)
        return self.screen
