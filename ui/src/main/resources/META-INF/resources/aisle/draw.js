/* What charts, time lines and maps share: colours of the theme, times of a zone, numbers of a locale. */
(function () {
  'use strict';
  if (window.AisleDraw) {
    return;
  }

  const formats = new Map();

  /* English is written as on the server, with the day before the month. */
  function timeFormat(wanted, zone, options) {
    const locale = /^en(-US)?$/.test(wanted) ? 'en-GB' : wanted;
    const key = locale + '|' + zone + '|' + JSON.stringify(options);
    if (!formats.has(key)) {
      formats.set(key, new Intl.DateTimeFormat(locale, Object.assign({ timeZone: zone, hourCycle: 'h23' }, options)));
    }
    return formats.get(key);
  }

  /* Minutes that the zone is ahead of UTC at an instant. */
  function offsetMinutes(zone, at) {
    const parts = {};
    timeFormat('en-US', zone, {
      year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric'
    }).formatToParts(at).forEach((p) => { parts[p.type] = Number(p.value); });
    const wall = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second);
    return Math.round((wall - Math.floor(at / 1000) * 1000) / 60000);
  }

  function zoneCaption(zone, at) {
    const minutes = offsetMinutes(zone, at);
    const sign = minutes < 0 ? '−' : '+';
    const abs = Math.abs(minutes);
    const rest = abs % 60 ? ':' + String(abs % 60).padStart(2, '0') : '';
    const offset = minutes === 0 ? 'UTC' : 'UTC' + sign + Math.floor(abs / 60) + rest;
    return zone === 'UTC' || zone === 'Z' ? 'Times in UTC' : 'Times in ' + zone + ' (' + offset + ')';
  }

  function number(locale, value, decimals) {
    const key = 'n|' + locale + '|' + decimals;
    if (!formats.has(key)) {
      formats.set(key, new Intl.NumberFormat(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }));
    }
    return formats.get(key).format(value).replace(/^-(?=[0.,\s]*$)/, '').replace(/^-/, '−');
  }

  function quantity(locale, value, decimals, unit) {
    return number(locale, value, decimals) + (unit ? ' ' + unit : '');
  }

  /* Axis labels: the day at midnight, else hours and minutes, with seconds only where they matter. */
  function tick(locale, zone, at, spanMs) {
    const clock = timeFormat(locale, zone, { hour: '2-digit', minute: '2-digit' }).format(at);
    if (clock === '00:00') {
      return timeFormat(locale, zone, { day: 'numeric', month: 'short' }).format(at);
    }
    if (spanMs <= 300000) {
      return timeFormat(locale, zone, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at);
    }
    return clock;
  }

  function moment(locale, zone, at) {
    return timeFormat(locale, zone, {
      weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit'
    }).format(at);
  }

  const known = new Map();
  let pixel = null;

  /* Charts compute with colours and know rgb() only: paints one pixel and reads it back. */
  function rgb(colour) {
    if (!known.has(colour)) {
      pixel = pixel || Object.assign(document.createElement('canvas'), { width: 1, height: 1 })
        .getContext('2d', { willReadFrequently: true });
      pixel.clearRect(0, 0, 1, 1);
      pixel.fillStyle = colour;
      pixel.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = pixel.getImageData(0, 0, 1, 1).data;
      known.set(colour, 'rgba(' + r + ',' + g + ',' + b + ',' + (a / 255).toFixed(3) + ')');
    }
    return known.get(colour);
  }

  /* Resolves a CSS colour token to something a canvas understands; asks once for all that is drawn at once. */
  let resolved = null;
  function colours(element, names) {
    const key = names.join();
    if (!resolved) {
      resolved = new Map();
      setTimeout(() => { resolved = null; });
    }
    if (!resolved.has(key)) { resolved.set(key, resolve(element, names)); }
    return resolved.get(key);
  }

  function resolve(element, names) {
    const probe = document.createElement('span');
    probe.style.display = 'none';
    element.appendChild(probe);
    const result = {};
    names.forEach((name) => {
      probe.style.color = 'var(--aisle-' + name + ')';
      result[name] = rgb(getComputedStyle(probe).color);
    });
    probe.remove();
    return result;
  }

  const themed = new Set();
  let watching = false;

  function announceTheme() {
    requestAnimationFrame(() => themed.forEach((listener) => listener()));
  }

  /* Calls back when light turns to dark or back; returns how to stop. */
  function onTheme(listener) {
    themed.add(listener);
    if (!watching) {
      watching = true;
      new MutationObserver(announceTheme).observe(document.documentElement, {
        attributes: true, attributeFilter: ['theme', 'class', 'style', 'data-theme']
      });
      matchMedia('(prefers-color-scheme: dark)').addEventListener('change', announceTheme);
    }
    return () => themed.delete(listener);
  }

  function make(tag, className, text) {
    const element = document.createElement(tag);
    if (className) {
      element.className = className;
    }
    if (text !== undefined && text !== null) {
      element.textContent = text;
    }
    return element;
  }

  /* Only paths of this server are linked, whatever the data says. */
  function safePath(path) {
    return typeof path === 'string' && /^(?![a-z][a-z0-9+.-]*:)(?!\/\/)(?!\\)/i.test(path) ? path : null;
  }

  window.AisleDraw = { offsetMinutes, zoneCaption, number, quantity, tick, moment, colours, onTheme, make, safePath };

  /* <aisle-age at="epoch ms" now="the server's clock">: grows older by itself, also when nothing arrives. */
  const ages = new Set();
  setInterval(() => ages.forEach((age) => age.show()), 1000);

  class Age extends HTMLElement {
    static get observedAttributes() { return ['at', 'now']; }
    connectedCallback() { ages.add(this); this.show(); }
    disconnectedCallback() { ages.delete(this); }
    attributeChangedCallback(name, before, after) {
      if (name === 'now' && after) {
        this.skew = Number(after) - Date.now();
      }
      this.show();
    }
    show() {
      const at = Number(this.getAttribute('at'));
      const text = this.hasAttribute('at') ? Age.words((Date.now() + (this.skew || 0) - at) / 1000) : 'never';
      if (this.textContent !== text) {
        this.textContent = text;
      }
    }
    static words(seconds) {
      if (seconds < 5) { return 'just now'; }
      if (seconds < 60) { return Math.floor(seconds) + ' s ago'; }
      if (seconds < 3600) { return Math.floor(seconds / 60) + ' min ago'; }
      if (seconds < 86400) { return Math.floor(seconds / 3600) + ' h ago'; }
      return Math.floor(seconds / 86400) + ' d ago';
    }
  }
  window.AisleDraw.age = Age.words;
  customElements.define('aisle-age', Age);
})();
