/* <aisle-fence-map>: an <aisle-map> on which a circle, an outline or a corridor is drawn. */
(function () {
  'use strict';
  if (customElements.get('aisle-fence-map')) {
    return;
  }
  const D = window.AisleDraw;
  const DeviceMap = customElements.get('aisle-map');
  const MOST_CORNERS = 500;
  const MOST_MIDDLES = 60;
  const STEP_PX = 4;
  const METRES_PER_DEGREE = 111195.08;

  const text = (at) => at.lat.toFixed(6).replace(/\.?0+$/, '') + ', ' + at.lng.toFixed(6).replace(/\.?0+$/, '');
  const metres = (m) => m >= 10000 ? (m / 1000).toFixed(1) + ' km' : Math.round(m) + ' m';

  class FenceMap extends DeviceMap {
    start() {
      const had = this.map;
      super.start();
      if (had || !this.map) { return; }
      this.map.dragging.enable();
      this.map.doubleClickZoom.disable();
      this.map.on('click', (e) => this.clicked(e.latlng.wrap()));
      this.layer = window.L.layerGroup().addTo(this.map);
      this.redraw();
      this.fit(true);
    }

    /* The fence as the server knows it. */
    draw(fence) {
      const first = !this.fence;
      const before = this.map && this.bounds();
      const saw = before && this.map.getBounds().contains(before);
      this.fence = fence;
      this.centre = fence.centre ? window.L.latLng(fence.centre) : null;
      this.radius = fence.radius;
      this.corners = fence.corners.map((c) => window.L.latLng(c));
      if (this.map) {
        this.redrawKeeping(this.focused());
        const bounds = this.bounds();
        const view = this.map.getBounds();
        if (first || (bounds && !view.contains(bounds) && (saw || !view.intersects(bounds)))) { this.fit(true); }
      }
    }

    bounds() {
      if (!this.fence) { return null; }
      if (this.fence.round) { return this.centre ? this.centre.toBounds(this.radius * 2) : null; }
      return this.corners.length ? window.L.latLngBounds(this.corners) : null;
    }

    fit(always) {
      const bounds = this.bounds();
      if (!bounds) { super.fit(always); return; }
      if (this.map && (always || !this.fitted)) {
        this.fitted = true;
        this.map.fitBounds(bounds, { padding: [60, 60], maxZoom: 17, animate: false });
      }
    }

    clicked(at) {
      if (!this.fence || !this.fence.adding) { return; }
      if (this.fence.round) {
        this.centre = at;
      } else if (this.corners.length < MOST_CORNERS) {
        this.corners.push(at);
      }
      this.redraw();
      this.tell();
    }

    tell() {
      if (this.fence.round) {
        const c = this.centre.wrap();
        this.$server.drewCircle(Number(c.lat.toFixed(6)), Number(c.lng.toFixed(6)), Math.max(1, Math.round(this.radius)));
      } else {
        this.$server.drewOutline(this.corners.map((c) => text(c.wrap())).join('\n'));
      }
    }

    redraw() {
      const L = window.L;
      if (!this.layer || !this.fence) { return; }
      this.layer.clearLayers();
      this.holder().classList.toggle('aisle-fence-adding', Boolean(this.fence.adding));
      if (this.fence.round) {
        this.drawCircle(L);
      } else {
        this.drawOutline(L);
      }
    }

    holder() { return this.map.getContainer(); }

    drawCircle(L) {
      if (!this.centre) { return; }
      const circle = L.circle(this.centre, { radius: this.radius, className: 'aisle-fence', interactive: false }).addTo(this.layer);
      if (!this.fence.editable) { return; }
      const edge = this.handle(this.east(), 'aisle-handle-edge', () => 'Radius ' + metres(this.radius) + '. Arrow keys change it.');
      const middle = this.handle(this.centre, 'aisle-handle-middle', () => 'Middle ' + text(this.centre) + '. Arrow keys move it.');
      const tip = D.make('span', '', metres(this.radius));
      edge.bindTooltip(tip, { permanent: true, direction: 'right', offset: [10, 0], className: 'aisle-map-tip' });
      const follow = () => {
        circle.setLatLng(this.centre).setRadius(this.radius);
        edge.setLatLng(this.east());
        tip.textContent = metres(this.radius);
        edge.name();
        middle.name();
      };
      middle.moved = (at) => { this.centre = at; follow(); };
      edge.moved = (at) => {
        this.radius = Math.min(1000000, Math.max(1, this.map.distance(this.centre, at)));
        circle.setRadius(this.radius);
        tip.textContent = metres(this.radius);
        edge.name();
      };
      edge.ended = follow;
    }

    east() {
      const shrink = Math.max(0.01, Math.cos(this.centre.lat * Math.PI / 180));
      return window.L.latLng(this.centre.lat, this.centre.lng + this.radius / METRES_PER_DEGREE / shrink);
    }

    drawOutline(L) {
      const open = this.fence.open;
      if (open && this.fence.band.length) { L.polygon(this.fence.band, { className: 'aisle-fence', interactive: false }).addTo(this.layer); }
      const style = { className: open ? 'aisle-fence-line' : 'aisle-fence', interactive: false };
      const outline = (this.corners.length > 2 && !open ? L.polygon : L.polyline)(this.corners, style).addTo(this.layer);
      if (!this.fence.editable) { return; }
      const n = this.corners.length;
      this.corners.forEach((corner, i) => {
        const name = () => (open ? 'Point ' : 'Corner ') + (i + 1) + ' of ' + n + ', ' + text(this.corners[i]) + '. Arrow keys move it, Delete removes it.';
        const handle = this.handle(corner, 'aisle-handle-corner', name);
        handle.moved = (at) => { this.corners[i] = at; outline.setLatLngs(this.corners); handle.name(); };
        handle.ended = () => this.redrawKeeping(i);
        handle.removed = () => { this.corners.splice(i, 1); this.redrawKeeping(Math.min(i, n - 2)); this.tell(); };
        handle.on('contextmenu', handle.removed);
      });
      if (n < 2 || n > MOST_MIDDLES) { return; }
      this.corners.forEach((corner, i) => {
        if ((n === 2 || open) && i === n - 1) { return; }
        const next = this.corners[(i + 1) % n];
        const half = L.latLng((corner.lat + next.lat) / 2, (corner.lng + next.lng) / 2);
        const add = L.marker(half, { icon: L.divIcon({ className: 'aisle-handle aisle-handle-new', iconSize: [14, 14] }), draggable: true, keyboard: false, title: open ? 'Add a point here' : 'Add a corner here' });
        add.addTo(this.layer);
        const insert = (at) => { this.corners.splice(i + 1, 0, at); this.redraw(); this.tell(); };
        add.on('click', () => insert(half));
        add.on('dragend', () => insert(add.getLatLng()));
      });
    }

    /* Which corner's handle has the focus; -1 for none. */
    focused() {
      return Array.from(this.holder().querySelectorAll('.aisle-handle-corner')).indexOf(document.activeElement);
    }

    /* After a redraw the handle that had the focus has it again. */
    redrawKeeping(i) {
      this.redraw();
      const handles = this.holder().querySelectorAll('.aisle-handle-corner');
      if (i >= 0 && handles[i]) { handles[i].focus({ preventScroll: true }); }
    }

    handle(at, kind, name) {
      const L = window.L;
      const handle = L.marker(at, { icon: L.divIcon({ className: 'aisle-handle ' + kind, iconSize: [20, 20] }), draggable: true, keyboard: true, zIndexOffset: 1000 });
      handle.addTo(this.layer);
      const element = handle.getElement();
      handle.name = () => { element.setAttribute('aria-label', name()); };
      handle.moved = () => {};
      handle.ended = () => {};
      handle.removed = null;
      handle.name();
      handle.on('drag', () => handle.moved(handle.getLatLng()));
      handle.on('dragend', () => { handle.ended(); this.tell(); });
      element.addEventListener('keydown', (e) => {
        const step = e.shiftKey ? STEP_PX * 5 : STEP_PX;
        const by = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[e.key];
        if (by) {
          e.preventDefault();
          e.stopPropagation();
          const to = this.map.containerPointToLatLng(this.map.latLngToContainerPoint(handle.getLatLng()).add(by));
          handle.setLatLng(to);
          handle.moved(to);
          this.later();
        } else if ((e.key === 'Delete' || e.key === 'Backspace') && handle.removed) {
          e.preventDefault();
          e.stopPropagation();
          handle.removed();
        }
      });
      return handle;
    }

    /* Many key presses are one change. */
    later() {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => { if (this.isConnected) { this.tell(); } }, 400);
    }

    disconnectedCallback() {
      clearTimeout(this.waiting);
      super.disconnectedCallback();
    }
  }
  customElements.define('aisle-fence-map', FenceMap);
})();
