/* <aisle-timeline>: one row per device, a coloured stretch per state, hatching where nothing is known. */
(function () {
  'use strict';
  if (customElements.get('aisle-timeline')) {
    return;
  }
  const D = window.AisleDraw;
  const HOUR = 3600000;
  const STEPS = [1 / 12, 1 / 6, 1 / 4, 1 / 2, 1, 2, 3, 6, 12, 24, 48, 168, 336].map((h) => h * HOUR);

  class Timeline extends HTMLElement {
    connectedCallback() {
      this.resizing = new ResizeObserver(() => this.draw());
      this.resizing.observe(this);
    }
    disconnectedCallback() { this.resizing.disconnect(); }
    set model(model) { this.data = model; this.draw(); }
    get model() { return this.data; }

    draw() {
      const m = this.data;
      if (!m || !this.clientWidth) { return; }
      const key = JSON.stringify(m) + this.clientWidth;
      if (key === this.drawn) { return; }
      this.drawn = key;
      if (!m.rows.length) {
        this.replaceChildren(D.make('p', 'aisle-empty', m.empty));
        return;
      }
      const focused = document.activeElement && this.contains(document.activeElement)
        ? [...this.querySelectorAll('a')].indexOf(document.activeElement) : -1;
      this.replaceChildren(this.legend(m), this.rows(m), this.axis(m),
        D.make('div', 'aisle-chart-caption', D.zoneCaption(m.zone, m.to)));
      if (focused >= 0) {
        const link = this.querySelectorAll('a')[focused];
        if (link) { link.focus({ preventScroll: true }); }
      }
    }

    legend(m) {
      const legend = D.make('ul', 'aisle-timeline-legend');
      m.states.forEach((state, i) => legend.append(this.key('aisle-state-' + (state.tone || i % 8), state.name)));
      if (m.marks) { legend.append(this.key('aisle-state-marked', m.marks)); }
      if (m.gaps !== false) { legend.append(this.key('aisle-state-none', 'no data')); }
      return legend;
    }

    key(className, text) {
      const item = D.make('li');
      item.append(D.make('i', 'aisle-swatch ' + className), D.make('span', '', text));
      return item;
    }

    rows(m) {
      const span = m.to - m.from;
      const list = D.make('ul', 'aisle-timeline-rows');
      list.style.setProperty('--rows', m.rows.length);
      const room = this.clientWidth > 460 ? this.clientWidth - 200 : this.clientWidth;
      m.rows.forEach((row) => {
        const item = D.make('li');
        const path = D.safePath(row.path);
        const name = D.make(path ? 'a' : 'span', 'aisle-timeline-name', row.name);
        if (path) { name.href = path; }
        name.title = row.name;
        const track = D.make('div', 'aisle-timeline-track');
        const held = new Map();
        row.stretches.forEach(([from, to, state]) => {
          const a = Math.max(from, m.from);
          const b = Math.min(to, m.to);
          if (b <= a) { return; }
          held.set(state, (held.get(state) || 0) + b - a);
          const bar = D.make('i', 'aisle-state-' + (m.states[state].tone || state % 8));
          bar.style.left = (a - m.from) / span * 100 + '%';
          bar.style.width = (b - a) / span * 100 + '%';
          bar.title = m.states[state].name + ', ' + D.moment(m.locale, m.zone, from) + ' to ' + D.moment(m.locale, m.zone, to);
          const wide = (b - a) / span * room;
          if (!m.states[state].tone && wide > 24 + m.states[state].name.length * 6) { bar.append(D.make('span', '', m.states[state].name)); }
          track.append(bar);
        });
        let outside = 0;
        (row.marked || []).forEach(([from, to]) => {
          const a = Math.max(from, m.from);
          const b = Math.min(to, m.to);
          if (b <= a) { return; }
          outside += b - a;
          const bar = D.make('b', 'aisle-state-marked');
          bar.style.left = (a - m.from) / span * 100 + '%';
          bar.style.width = (b - a) / span * 100 + '%';
          bar.title = m.marks + ', ' + D.moment(m.locale, m.zone, from) + ' to ' + D.moment(m.locale, m.zone, to);
          track.append(bar);
        });
        if (m.marks) { track.classList.add('aisle-timeline-marked'); }
        const known = [...held.values()].reduce((x, y) => x + y, 0);
        const share = (ms) => D.number(m.locale, ms / span * 100, ms / span < 0.1 ? 1 : 0) + ' %';
        const parts = [...held].map(([state, ms]) => m.states[state].name + ' ' + share(ms));
        if (span - known > span * 0.001) { parts.push('no data ' + share(span - known)); }
        if (m.marks) { parts.push(outside ? m.marks + ' ' + share(outside) : m.marks + ': never'); }
        track.setAttribute('role', 'img');
        track.setAttribute('aria-label', row.name + ': ' + parts.join(', '));
        item.append(name, track);
        list.append(item);
      });
      return list;
    }

    axis(m) {
      const span = m.to - m.from;
      const room = Math.max(2, Math.floor((this.clientWidth - 120) / 90));
      const step = STEPS.find((s) => span / s <= room) || STEPS[STEPS.length - 1];
      const shift = D.offsetMinutes(m.zone, m.to) * 60000;
      const axis = D.make('div', 'aisle-timeline-axis');
      axis.setAttribute('aria-hidden', 'true');
      for (let t = Math.ceil((m.from + shift) / step) * step - shift; t <= m.to; t += step) {
        const place = (t - m.from) / span;
        if (place > 0.03 && place < 0.97) {
          const mark = D.make('span', '', D.tick(m.locale, m.zone, t, span));
          mark.style.left = place * 100 + '%';
          axis.append(mark);
        }
      }
      return axis;
    }
  }
  customElements.define('aisle-timeline', Timeline);
})();
