// The chat page. What the server has stored comes by its stream, in stored order, each message once (by its id).
// What the visitor writes waits in an outbox (localStorage) until its stored copy comes back, so that neither a reload
// nor a broken connection loses or repeats anything: a message is sent again under the same id.
(function () {
  "use strict";
  const slug = document.body.dataset.slug;
  const api = "/api/" + slug;
  const LIMIT = 1000;           // characters of one question
  const COUNT_FROM = 850;
  const PATIENCE_MS = 12000;    // how long the typing sign waits for an answer
  const STORED_WITHIN_MS = 8000; // after that a message the server took, and did not store, counts as dropped in a flood
  const RESTS_AFTER_MS = 10000;
  const $ = (id) => document.getElementById(id);
  const log = $("log"), talk = $("talk"), typing = $("typing"), state = $("state"), form = $("form"),
    input = $("text"), count = $("count"), newest = $("newest"), notice = $("notice"), send = form.querySelector("button");

  // ---- small things -------------------------------------------------------------------------------------------
  function make(tag, className, text) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  function newId() {   // crypto.randomUUID is missing on plain http, which a phone in the same network uses
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  const zone = { timeZone: "Asia/Ho_Chi_Minh" };
  const clockFormat = new Intl.DateTimeFormat("vi-VN", { ...zone, hour: "2-digit", minute: "2-digit", hour12: false });
  const dayFormat = new Intl.DateTimeFormat("vi-VN", { ...zone, weekday: "long", day: "2-digit", month: "2-digit", year: "numeric" });

  function dayOf(moment) {
    const day = dayFormat.format(moment), ago = (days) => dayFormat.format(new Date(Date.now() - days * 86400000));
    return day === ago(0) ? "Hôm nay" : day === ago(1) ? "Hôm qua" : day;
  }

  // ---- the outbox: one entry of localStorage per message, so that two open pages do not overwrite each other -------
  const PREFIX = "hv:" + slug + ":out:";
  const outbox = new Map();     // id -> {id, text | ref + label, at, sent, element}

  function keep(item) {
    const { id, text, ref, label, at, sent } = item;
    try { localStorage.setItem(PREFIX + id, JSON.stringify({ id, text, ref, label, at, sent })); }
    catch (error) { item.unkept = true; }   // storage forbidden or full: the message still leaves, it only misses a reload
  }

  function forget(id) {
    outbox.delete(id);
    try { localStorage.removeItem(PREFIX + id); } catch (error) { state.dataset.unkept = id; }
  }

  function keptItems() {
    const items = [];
    try {
      for (let index = 0; index < localStorage.length; index += 1) {
        const key = localStorage.key(index);
        if (key.startsWith(PREFIX)) items.push(JSON.parse(localStorage.getItem(key)));
      }
    } catch (error) { return []; }
    return items.sort((one, other) => one.at - other.at);
  }

  const isOpening = (id) => String(id || "").startsWith("start-");   // sent by the page itself, not shown

  // ---- showing messages -----------------------------------------------------------------------------------------
  const shown = new Set();
  let lastId = 0, lastDay = "", lastYou = null;

  function fill(bubble, text, links) {
    for (const part of text.split(/\n\s*\n/)) fillPart(bubble.appendChild(make("p")), part, links);
  }

  function fillPart(bubble, text, links) {
    const pattern = /\*\*([^*\n]+)\*\*|https:\/\/[^\s<>"“”]+/g;
    let from = 0;
    for (const match of text.matchAll(pattern)) {
      let piece = match[0], node;
      if (match[1]) node = make("strong", "", match[1]);
      else {
        piece = piece.replace(/[.,;:!?)\]’'…]+$/, "");
        node = links ? linkTo(piece) : null;
      }
      if (!node) continue;
      bubble.append(text.slice(from, match.index), node);
      from = match.index + piece.length;
    }
    bubble.append(text.slice(from));
  }

  function linkTo(address) {
    let url;
    try { url = new URL(address); } catch (error) { return null; }
    if (url.protocol !== "https:" || url.username || url.password || !url.hostname.includes(".")) return null;
    const link = make("a", "", address);
    link.href = url.href;
    link.target = "_blank";
    link.rel = "noopener noreferrer nofollow";
    return link;
  }

  function fileLink() {   // the visitor's own data; the server knows whose by the cookie
    const link = make("a", "file", "Tải tệp về máy");
    link.href = api + "/mydata";
    link.download = "";
    return link;
  }

  function lineElement(fromBot, text, at, buttons, file) {
    const line = make("article", "line " + (fromBot ? "bot" : "you"));
    const bubble = make("div", "bubble");
    fill(bubble, text, fromBot);
    line.append(make("span", "unseen", fromBot ? "Trợ lý:" : "Bác hỏi:"), bubble);
    const time = make("time", "", clockFormat.format(at));
    time.dateTime = at.toISOString();
    line.append(time);
    if (file === "mydata") line.append(fileLink());
    if (buttons && buttons.length) line.append(choicesOf(buttons));
    return line;
  }

  function choicesOf(buttons) {
    const group = make("div", "choices");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", "Gợi ý");
    for (const { label, ref } of buttons) {
      const button = make("button", "", label);
      button.type = "button";
      button.addEventListener("click", () => post({ ref, label }));
      group.append(button);
    }
    return group;
  }

  function firstWaiting() { return log.querySelector(".waiting"); }

  function showDay(at, before) {
    const day = dayOf(at);
    if (day === lastDay) return;
    lastDay = day;
    log.insertBefore(make("p", "day", day), before);
  }

  function showStored(message, fresh) {
    if (shown.has(message.id)) return;
    shown.add(message.id);
    lastId = Math.max(lastId, message.id);
    const item = outbox.get(message.event), fromBot = message.from === "bot", at = new Date(message.at);
    if (item) forget(message.event);
    if (isOpening(message.event)) return;
    const following = isFollowing();
    const line = lineElement(fromBot, message.text, at, message.buttons, message.file);
    if (item && item.element) {
      showDay(at, item.element);
      item.element.replaceWith(line);
      line.setAttribute("aria-live", "off");
    } else {
      if (fresh) line.classList.add("fresh");
      showDay(at, firstWaiting());
      log.insertBefore(line, firstWaiting());
    }
    if (fromBot) wait(false); else lastYou = line;
    if (fresh) reveal(following, line);
  }

  function showWaiting(item) {
    if (isOpening(item.id) || item.element) return;
    const line = lineElement(false, item.text || item.label, new Date(item.at));
    line.classList.add("waiting");
    line.append(make("span", "fate"));
    item.element = lastYou = line;
    log.append(line);
  }

  function fate(item, text, failed) {
    if (!item.element) return;
    item.element.querySelector(".fate").textContent = text;
    if (failed) { item.element.classList.add("failed"); item.element.classList.remove("waiting"); }
  }

  // ---- scrolling: an answer is read from its beginning, so the question stays at the top of a long answer ------------
  function scroller() { return getComputedStyle(talk).overflowY === "visible" ? document.scrollingElement : talk; }
  function below() { const box = scroller(); return box.scrollHeight - box.clientHeight - box.scrollTop; }
  function isFollowing() { return below() < Math.max(160, scroller().clientHeight * 0.6); }

  function reveal(following, line) {
    if (!following) { noteNewest(); return; }
    const box = scroller(), anchor = lastYou && lastYou.isConnected ? lastYou : line;
    const top = anchor.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop;
    box.scrollTop = box === talk ? Math.min(box.scrollHeight, top - 12) : box.scrollHeight;
    noteNewest();
  }

  function toEnd() { const box = scroller(); box.scrollTop = box.scrollHeight; noteNewest(); }
  function noteNewest() { newest.hidden = below() < scroller().clientHeight * 0.75; }

  // ---- the typing sign and the state of the connection ---------------------------------------------------------------
  let waitTimer = 0, stateTimer = 0;

  function wait(on) {
    clearTimeout(waitTimer);
    typing.hidden = !on;
    if (on) waitTimer = setTimeout(() => wait(false), PATIENCE_MS);
  }

  function say(text, afterMs) {
    clearTimeout(stateTimer);
    if (!text) { state.hidden = true; state.textContent = ""; return; }
    stateTimer = setTimeout(() => { state.textContent = text; state.hidden = false; }, afterMs || 0);
  }

  // ---- talking to the server ---------------------------------------------------------------------------------------
  class Problem extends Error {
    constructor(status, text) { super(text); this.status = status; this.final = [400, 403, 404, 413, 422].includes(status); }
  }

  async function call(path, body) {
    const giveUp = new AbortController(), timer = setTimeout(() => giveUp.abort(), 20000);
    try {
      const response = await fetch(api + path, {
        method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body || {}),
        credentials: "same-origin", signal: giveUp.signal,
      });
      const answer = await response.json().catch(() => ({}));
      if (!response.ok) throw new Problem(response.status, answer.error || "");
      return answer;
    } finally { clearTimeout(timer); }
  }

  function post(message, id) {
    const item = { id: id || newId(), at: Date.now(), sent: false, ...message };
    outbox.set(item.id, item);
    keep(item);
    showWaiting(item);
    wait(true);
    toEnd();
    flush();
  }

  let flushing = false, flushTimer = 0, flushPause = 0, strangers = 0;

  async function flush() {
    if (flushing || !opened || stopped) return;
    flushing = true;
    clearTimeout(flushTimer);
    try {
      for (const item of [...outbox.values()]) {
        if (item.sent || !outbox.has(item.id)) continue;
        if (!(await deliver(item))) { again(); break; }
        flushPause = 0;
      }
    } finally { flushing = false; }
    if (!flushPause && [...outbox.values()].some((item) => !item.sent)) flush();
  }

  function again() {
    wait(false);
    flushPause = Math.min(flushPause ? flushPause * 2 : 1500, 30000);
    flushTimer = setTimeout(flush, flushPause);
  }

  async function deliver(item) {   // true when the next one may go
    const { id, text, ref, label } = item;
    try {
      await call("/messages", ref ? { id, ref, label } : { id, text });
    } catch (error) {
      if (error.status === 401) {   // the cookie is gone; when a new one goes too, the browser refuses cookies
        strangers += 1;
        if (strangers > 2) giveUp(); else connect();
        return false;
      }
      if (error.final) {
        fate(item, error.message || "Không gửi được tin này.", true);
        forget(id);
        wait(false);
        return true;
      }
      fate(item, "Chưa gửi được, đang thử lại…");
      if (error.message && error.status) say(error.message);
      return false;
    }
    item.sent = true;
    strangers = 0;
    if (outbox.has(id)) keep(item);
    if (item.element) item.element.classList.remove("waiting");
    fate(item, "");
    say("");
    if (typing.hidden) wait(outbox.has(id));
    setTimeout(() => offerAgain(item), STORED_WITHIN_MS);
    return true;
  }

  function offerAgain(item) {
    if (!outbox.has(item.id) || !item.element || !stream || stream.readyState !== EventSource.OPEN) return;
    const again = make("button", "", "Em chưa nhận tin này, bấm để gửi lại"), { text, ref, label } = item;
    again.type = "button";
    again.addEventListener("click", () => {
      item.element.remove();
      forget(item.id);
      post(ref ? { ref, label } : { text });
    });
    item.element.classList.add("failed");
    item.element.querySelector(".fate").replaceChildren(again);
    wait(false);
  }

  // ---- opening and following -----------------------------------------------------------------------------------
  let stream = null, opened = false, connecting = false, stopped = false, retryTimer = 0, retryPause = 0;

  async function connect() {
    if (connecting || stopped) return;
    connecting = true;
    clearTimeout(retryTimer);
    if (stream) stream.close();
    try {
      const session = await call("/session");
      open(session);
      follow();
    } catch (error) {
      if (error.status === 429 && !opened) trouble(error.message);
      else retry(error.status ? error.message : "");
    } finally { connecting = false; }
  }

  function open(session) {
    notice.textContent = session.notice;
    notice.hidden = !session.notice;
    if (opened && session.last_id >= lastId) return;
    log.textContent = "";      // the first opening, or the transcript was erased meanwhile
    shown.clear();
    lastId = 0;
    lastDay = "";
    log.setAttribute("aria-live", "off");
    for (const item of outbox.size ? [...outbox.values()] : keptItems()) {
      if (item.sent) forget(item.id); else outbox.set(item.id, { ...item, element: null });
    }
    for (const message of session.messages) showStored(message, false);
    for (const item of outbox.values()) showWaiting(item);
    const isNew = !opened && session.messages.length === 0;   // who was erased meanwhile is not greeted into a new record
    opened = true;
    greet(isNew);
    toEnd();
    if (lastYou) reveal(true, lastYou);
    log.removeAttribute("aria-busy");
    setTimeout(() => log.setAttribute("aria-live", "polite"), 300);
    flush();
  }

  function greet(isNew) {
    const payload = new URLSearchParams(location.search).get("start") || "";
    if (location.search) history.replaceState(null, "", location.pathname);   // a reload must not start again
    const known = /^[A-Za-z0-9_-]{1,64}$/.test(payload);
    if (known) post({ text: "/start " + payload }, "start-" + newId());
    else if (isNew && !outbox.size) post({ text: "/start" }, "start-" + newId());
  }

  function follow() {
    stream = new EventSource(api + "/stream?after=" + lastId);
    stream.onopen = () => { retryPause = 0; flushPause = 0; say(""); flush(); };
    stream.onmessage = (event) => showStored(JSON.parse(event.data), true);
    stream.onerror = () => { stream.close(); stream = null; retry(); };
    stream.addEventListener("replaced", () => {
      stream.close();
      stream = null;
      say("Trang này đang mở ở nhiều nơi. Bác bấm vào trang để tiếp tục ở đây.");
    });
  }

  function retry(text) {
    say(text || "Đang kết nối lại…", text ? 0 : 800);
    retryPause = Math.min(retryPause ? retryPause * 2 : 700, 15000);
    retryTimer = setTimeout(connect, retryPause * (0.8 + Math.random() * 0.4));
  }

  function trouble(text) {
    const box = make("div", "trouble", text), button = make("button", "", "Thử lại");
    button.type = "button";
    say("");
    wait(false);
    button.addEventListener("click", () => { if (stopped) location.reload(); else { box.remove(); connect(); } });
    box.append(button);
    log.replaceChildren(box);
  }

  function giveUp() {
    stopped = true;
    if (stream) stream.close();
    trouble("Trình duyệt đang chặn cookie nên em không nhớ được cuộc trò chuyện. Bác cho phép cookie của trang này rồi tải lại trang giúp em.");
  }

  // a page in the background needs no connection (a browser has six for all its tabs); it catches up when looked at
  let hideTimer = 0;

  function wake() {
    clearTimeout(hideTimer);
    if (document.visibilityState === "hidden") hideTimer = setTimeout(rest, RESTS_AFTER_MS);
    else if (!stream) { retryPause = 0; connect(); }
  }

  function rest() {
    clearTimeout(retryTimer);
    if (stream) stream.close();
    stream = null;
  }

  // ---- writing -------------------------------------------------------------------------------------------------
  function measure() {
    input.style.height = "auto";
    input.style.height = input.scrollHeight + 3 + "px";
    const length = Array.from(input.value.trim()).length;
    count.hidden = length < COUNT_FROM;
    count.classList.toggle("over", length > LIMIT);
    count.textContent = length > LIMIT
      ? "Dài quá " + (length - LIMIT) + " ký tự, bác viết ngắn lại giúp em."
      : "Còn " + (LIMIT - length) + " ký tự";
    send.disabled = length === 0 || length > LIMIT;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    measure();
    if (send.disabled) return;
    const text = input.value.trim();
    input.value = "";
    measure();
    post({ text });
    input.focus();
  });
  input.addEventListener("input", measure);
  input.addEventListener("keydown", (event) => {
    // while a Vietnamese input method composes, Enter belongs to it
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
      event.preventDefault();
      form.requestSubmit();
    }
  });

  newest.addEventListener("click", () => { toEnd(); newest.hidden = true; });
  talk.addEventListener("scroll", noteNewest, { passive: true });
  let atEnd = true, near = true;
  talk.addEventListener("scroll", () => { atEnd = below() < 48; near = isFollowing(); }, { passive: true });
  new ResizeObserver(() => { if (atEnd && opened) toEnd(); }).observe(talk);   // the phone's keyboard opens
  document.addEventListener("hv:size", () => { measure(); if (near && lastYou) reveal(true, lastYou); });
  document.addEventListener("visibilitychange", wake);
  addEventListener("focus", wake);
  addEventListener("online", () => { wake(); flushPause = 0; flush(); });
  addEventListener("pageshow", (event) => { if (event.persisted) wake(); });
  addEventListener("pagehide", rest);

  measure();
  if (matchMedia("(pointer: fine)").matches) input.focus();
  connect();
})();
