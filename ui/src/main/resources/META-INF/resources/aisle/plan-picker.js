/* <aisle-plan-picker>: a picture on which things are put by a click. All text is set as text, never as HTML. */
(function () {
  'use strict';
  if (customElements.get('aisle-plan-picker')) {
    return;
  }
  const D = window.AisleDraw;
  const STEPS = { ArrowLeft: [-0.01, 0], ArrowRight: [0.01, 0], ArrowUp: [0, -0.01], ArrowDown: [0, 0.01] };
  const share = (n) => Math.min(1, Math.max(0, n));

  class PlanPicker extends HTMLElement {
    set model(model) { this.data = model; this.draw(); }
    get model() { return this.data; }

    start() {
      this.picture = D.make('img', 'aisle-picker-picture');
      this.picture.draggable = false;
      this.note = D.make('p', 'aisle-note', 'The picture could not be loaded; write the numbers below.');
      this.note.hidden = true;
      this.picture.addEventListener('error', () => { this.note.hidden = false; });
      this.picture.addEventListener('load', () => { this.note.hidden = true; });
      this.picture.addEventListener('click', (e) => {
        const at = this.at(e);
        this.$server.clicked(at[0], at[1]);
      });
      this.stage = D.make('div', 'aisle-picker-stage');
      this.stage.append(this.picture);
      this.append(this.note, this.stage);
      this.marks = new Map();
    }

    at(e) {
      const box = this.picture.getBoundingClientRect();
      return [share((e.clientX - box.left) / box.width), share((e.clientY - box.top) / box.height)];
    }

    draw() {
      const m = this.data;
      if (!this.stage) { this.start(); }
      const source = D.safePath(m.picture);
      if (this.picture.getAttribute('src') !== source) { this.picture.src = source; }
      this.picture.alt = m.alt;
      const left = new Set(this.marks.keys());
      m.marks.forEach((mark) => {
        left.delete(mark.id);
        if (!this.marks.has(mark.id)) { this.marks.set(mark.id, this.mark(mark.id)); }
        const element = this.marks.get(mark.id);
        element.title = mark.name;
        element.name = mark.name;
        this.put(element, mark.x, mark.y);
      });
      left.forEach((id) => { this.marks.get(id).remove(); this.marks.delete(id); });
    }

    put(element, x, y) {
      element.x = share(x);
      element.y = share(y);
      element.style.left = element.x * 100 + '%';
      element.style.top = element.y * 100 + '%';
      element.setAttribute('aria-label', element.title + ', ' + Math.round(element.x * 100) + ' % to the right, '
        + Math.round(element.y * 100) + ' % down. Arrow keys move it.');
    }

    mark(id) {
      const element = D.make('button', 'aisle-picker-mark');
      element.type = 'button';
      let dragging = false;
      element.addEventListener('pointerdown', (e) => { dragging = true; element.setPointerCapture(e.pointerId); e.preventDefault(); element.focus(); });
      element.addEventListener('pointermove', (e) => { if (dragging) { this.put(element, ...this.at(e)); } });
      element.addEventListener('pointerup', (e) => {
        if (dragging) { dragging = false; this.put(element, ...this.at(e)); this.$server.moved(id, element.x, element.y); }
      });
      element.addEventListener('pointercancel', () => { dragging = false; this.draw(); });
      element.addEventListener('keydown', (e) => {
        const step = STEPS[e.key];
        if (!step) { return; }
        e.preventDefault();
        this.put(element, element.x + step[0], element.y + step[1]);
        clearTimeout(element.waiting);
        element.waiting = setTimeout(() => { if (this.isConnected) { this.$server.moved(id, element.x, element.y); } }, 400);
      });
      this.stage.append(element);
      return element;
    }
  }
  customElements.define('aisle-plan-picker', PlanPicker);
})();
