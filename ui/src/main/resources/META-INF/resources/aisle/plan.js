/* <aisle-plan>: a picture with devices on it. All text is set as text, never as HTML. */
(function () {
  'use strict';
  if (customElements.get('aisle-plan')) {
    return;
  }
  const D = window.AisleDraw;

  class Plan extends HTMLElement {
    connectedCallback() {
      this.resizing = new ResizeObserver(() => this.fit());
      this.resizing.observe(this);
    }
    disconnectedCallback() { this.resizing.disconnect(); }
    set model(model) { this.data = model; this.draw(); }
    get model() { return this.data; }

    start() {
      this.picture = D.make('img', 'aisle-plan-picture');
      this.picture.addEventListener('load', () => this.fit());
      this.picture.addEventListener('error', () => {
        this.note.textContent = 'The picture of the floor could not be loaded; the devices on it are listed here.';
        this.note.hidden = false;
        this.classList.add('aisle-plan-listed');
      });
      this.items = D.make('ul', 'aisle-plan-items');
      this.stage = D.make('div', 'aisle-plan-stage');
      this.stage.append(this.picture, this.items);
      this.holder = D.make('div', 'aisle-plan-holder');
      this.holder.append(this.stage);
      this.note = D.make('p', 'aisle-note');
      this.note.hidden = true;
      this.legend = D.make('ul', 'aisle-plan-legend');
      this.append(this.note, this.holder, this.legend);
      this.rows = [];
    }

    draw() {
      const m = this.data;
      if (!this.stage) { this.start(); }
      const source = D.safePath(m.picture);
      if (this.picture.getAttribute('src') !== source) { this.picture.src = source; }
      this.picture.alt = m.alt;
      this.items.setAttribute('aria-label', m.label);
      m.items.forEach((d, i) => this.place(d, i));
      while (this.rows.length > m.items.length) { this.rows.pop().remove(); }
      this.legend.replaceChildren(...m.tones.map((tone) => [tone, m.items.filter((d) => d.tone === tone.key).length])
        .filter(([, n]) => n > 0).map(([tone, n]) => {
          const line = D.make('li');
          line.append(D.make('i', 'aisle-swatch-sign aisle-tone-' + tone.key, tone.sign), D.make('span', '', n + ' ' + tone.word));
          return line;
        }));
      if (!m.items.length) { this.legend.replaceChildren(D.make('li', '', m.empty)); }
      this.fit();
    }

    place(d, i) {
      if (!this.rows[i]) {
        this.rows[i] = D.make('li');
        const link = D.make('a');
        link.append(D.make('i'), D.make('span'));
        this.rows[i].append(link);
        this.items.append(this.rows[i]);
      }
      const row = this.rows[i];
      const link = row.firstChild;
      const path = D.safePath(d.path);
      if (path) {
        link.href = path;
        link.removeAttribute('role');
      } else {
        link.removeAttribute('href');
        link.setAttribute('role', 'img');
      }
      link.children[0].className = 'aisle-plan-mark aisle-tone-' + d.tone;
      link.children[0].textContent = d.sign;
      link.children[1].textContent = d.value || d.name;
      link.title = d.name + (d.value ? ', ' + d.value : '') + ', ' + d.word;
      link.setAttribute('aria-label', link.title);
      row.style.left = d.x * 100 + '%';
      row.style.top = d.y * 100 + '%';
    }

    /* The picture as large as there is room for; a value is hidden where it would lie on another. */
    fit() {
      if (!this.stage || !this.picture.naturalWidth || !this.holder.clientWidth) { return; }
      const ratio = this.picture.naturalWidth / this.picture.naturalHeight;
      const width = this.holder.clientWidth;
      const height = Math.max(160, this.holder.clientHeight);
      const wide = Math.min(width, height * ratio);
      this.stage.style.width = wide + 'px';
      this.stage.style.height = wide / ratio + 'px';
      const taken = this.data.items.map((d) => {
        const x = d.x * wide;
        const y = d.y * wide / ratio;
        return { left: x - 9, right: x + 9, top: y - 9, bottom: y + 9 };
      });
      this.data.items.forEach((d, i) => {
        const text = this.rows[i].firstChild.children[1];
        text.hidden = false;
        const w = text.offsetWidth;
        const h = text.offsetHeight;
        const x = d.x * wide;
        const y = d.y * wide / ratio;
        const spots = [['right', x + 11, y - h / 2], ['left', x - 11 - w, y - h / 2], ['below', x - w / 2, y + 11], ['above', x - w / 2, y - 11 - h]];
        const free = spots.find(([, left, top]) => left >= 0 && left + w <= wide && top >= 0 && top + h <= wide / ratio
          && !taken.some((t, j) => j !== i && left < t.right && left + w > t.left && top < t.bottom && top + h > t.top));
        text.hidden = !free;
        if (free) {
          const [side, left, top] = free;
          text.className = 'aisle-plan-value aisle-plan-' + side;
          taken.push({ left, right: left + w, top, bottom: top + h });
        }
      });
    }
  }
  customElements.define('aisle-plan', Plan);
})();
