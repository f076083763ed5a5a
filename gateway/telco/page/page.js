"use strict";

const KEYS = [["1", ""], ["2", "abc"], ["3", "def"], ["4", "ghi"], ["5", "jkl"], ["6", "mno"], ["7", "pqrs"],
              ["8", "tuv"], ["9", "wxyz"], ["*", ""], ["0", "+"], ["#", ""]];
const CALL_SECONDS = 180;

const element = (id) => document.getElementById(id);
const screen = element("screen");
const typed = element("typed");

let service = { name: "Kengele", code: "" };
let call = null;  // {session, ends, answers}
let firstState = true;

async function ask(path, body) {
  const response = await fetch(path, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

function say(text) {
  element("notice").textContent = text;
  if (text) setTimeout(() => { if (element("notice").textContent === text) say(""); }, 5000);
}

const nairobi = (at, seconds) => new Intl.DateTimeFormat("en-GB", {
  timeZone: "Africa/Nairobi", hour: "2-digit", minute: "2-digit", ...(seconds && { second: "2-digit" }) }).format(at);

// The handset.

function showIdle() {
  call = null;
  screen.className = "screen idle";
  screen.replaceChildren();
  const time = document.createElement("div");
  time.className = "big";
  time.textContent = nairobi(Date.now());
  screen.append(time, `Press the green key\nto dial ${service.code}`);
  element("typed-label").textContent = "Dial";
  typed.value = service.code;
  typed.disabled = false;
}

function showAnswer(answer) {
  screen.className = "screen";
  screen.replaceChildren();
  // A follow-up code is what a caller must copy: three groups of three digits, made easy to find.
  for (const part of answer.text.split(/(\b\d{3} \d{3} \d{3}\b)/)) {
    if (/^\d{3} \d{3} \d{3}$/.test(part)) {
      const mark = document.createElement("mark");
      mark.textContent = part;
      screen.append(mark);
    } else {
      screen.append(part);
    }
  }
  screen.scrollTop = 0;
  typed.value = "";
  typed.disabled = !answer.waits;
  element("typed-label").textContent = answer.waits ? "Answer" : "Call ended";
  if (answer.waits) typed.focus();
  const budget = answer.is_gsm7 ? 160 : 80;
  element("units").textContent = `${answer.units} of ${budget} ${answer.is_gsm7 ? "septets" : "units"}`;
  element("units-bar").max = budget;
  element("units-bar").value = answer.units;
  element("units-bar").className = answer.units > budget * 0.95 ? "high" : "";
  element("took").textContent = `${answer.took_ms} ms`;
  element("answers").textContent = call ? call.answers : 0;
  if (!answer.waits) call = null;
}

async function exchange(path, body) {
  screen.classList.add("busy");
  typed.disabled = true;
  try {
    const answer = await ask(path, body);
    if (call) {
      call.session = answer.session;
      call.ends = Date.now() + answer.left_ms;
      showAnswer(answer);
    }
  } catch (error) {
    say(error.message);
    showIdle();
  }
}

function pressCall() {
  if (call) {
    if (!call.session) return;
    call.answers += 1;
    exchange("/telco/press", { session: call.session, typed: typed.value });
  } else if (typed.disabled) {
    showIdle();
  } else {
    call = { session: null, ends: Date.now() + CALL_SECONDS * 1000, answers: 0 };
    exchange("/telco/dial", { number: element("number").value.replaceAll(" ", ""), code: typed.value.trim() });
  }
}

function pressEnd() {
  if (call && call.session) ask("/telco/hang_up", { session: call.session }).catch(() => {});
  showIdle();
}

function buildKeypad() {
  for (const [digit, letters] of KEYS) {
    const key = document.createElement("button");
    key.type = "button";
    key.className = "key";
    key.setAttribute("aria-label", digit);
    const big = document.createElement("b");
    big.textContent = digit;
    const small = document.createElement("small");
    small.textContent = letters;
    key.append(big, small);
    key.addEventListener("click", () => { if (!typed.disabled) typed.value += digit; });
    element("keypad").append(key);
  }
  element("call").addEventListener("click", pressCall);
  element("hang-up").addEventListener("click", pressEnd);
  element("clear").addEventListener("click", () => { if (!typed.disabled) typed.value = typed.value.slice(0, -1); });
  element("entry").addEventListener("submit", (event) => { event.preventDefault(); pressCall(); });
}

function tick() {
  element("clock").textContent = nairobi(Date.now());
  if (!call) {
    element("session").textContent = "not in a call";
    element("session-bar").value = 0;
    return;
  }
  const used = Math.max(0, CALL_SECONDS - Math.ceil((call.ends - Date.now()) / 1000));
  const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  element("session").textContent = `${clock(used)} of ${clock(CALL_SECONDS)}`;
  element("session-bar").value = used;
  if (used >= CALL_SECONDS) {
    say("The network ended the call after three minutes.");
    showIdle();
  }
}

// The responders' phones.

function newCard(phone) {
  const card = element("phone-card").content.firstElementChild.cloneNode(true);
  const reply = card.querySelector(".reply input");
  const name = phone.label || phone.number;
  card.dataset.number = phone.number;
  card.querySelector("h3").textContent = phone.label || "A phone";
  card.querySelector(".digits").textContent = phone.number.replace(/^\+254(\d{3})(\d{3})(\d{3})$/, "0$1 $2 $3");
  card.querySelector(".texts").setAttribute("aria-label", `Texts of ${name}`);
  reply.setAttribute("aria-label", `Reply of ${name}`);
  card.querySelector(".reply").addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!reply.value.trim()) return;
    try {
      await ask("/telco/reply", { number: phone.number, text: reply.value });
      reply.value = "";
      refresh();
    } catch (error) { say(error.message); }
  });
  card.querySelector("select").addEventListener("change", (event) =>
    ask("/telco/phone", { number: phone.number, reach: event.target.value }).catch((error) => say(error.message)));
  return card;
}

function addTexts(card, phone) {
  const list = card.querySelector(".texts");
  const last = Number(card.dataset.last || 0);
  const more = phone.texts.filter((text) => text.id > last);
  for (const text of more) {
    const item = document.createElement("li");
    item.textContent = text.text;
    if (text.from_phone) item.classList.add("mine");
    if (!firstState) item.classList.add("fresh");
    const time = document.createElement("time");
    time.textContent = nairobi(text.at, true);
    item.append(time);
    list.append(item);
  }
  if (more.length) {
    card.dataset.last = more.at(-1).id;
    list.scrollTop = list.scrollHeight;
    const code = [...phone.texts].reverse().map((text) => !text.from_phone && /\b(\d{4}) 1\b/.exec(text.text)).find(Boolean);
    card.querySelector(".reply input").placeholder = code ? `${code[1]} 1` : "1";
  }
}

function showPhones(phones) {
  element("empty").hidden = phones.length > 0;
  const newest = (phone) => (phone.texts.length ? phone.texts[0].id : 0);
  // In the order in which their first text arrived, newest phone first; a card never moves under a hand.
  for (const phone of [...phones].sort((a, b) => newest(a) - newest(b))) {
    let card = [...element("phones").children].find((other) => other.dataset.number === phone.number);
    if (!card) {
      card = newCard(phone);
      element("phones").prepend(card);
    }
    addTexts(card, phone);
    card.classList.toggle("is-off", phone.reach !== "on");
    const reach = card.querySelector("select");
    if (document.activeElement !== reach) reach.value = phone.reach;
  }
}

async function refresh() {
  try {
    const state = await (await fetch("/telco/state")).json();
    const isNew = state.service.code !== service.code;
    service = state.service;
    element("code").textContent = service.code;
    element("operator").textContent = service.name;
    if (isNew && !call) showIdle();
    if (document.activeElement !== element("fault")) element("fault").value = state.fault;
    element("faults").classList.toggle("faulty", state.fault !== "none");
    showPhones(state.phones);
    firstState = false;
  } catch {
    say("The demo does not answer. Is it still running?");
  }
}

element("fault").addEventListener("change", (event) =>
  ask("/telco/faults", { fault: event.target.value }).catch((error) => say(error.message)));
buildKeypad();
showIdle();
refresh();
setInterval(refresh, 700);
setInterval(tick, 500);
