/* <aisle-map>: places as circles, devices as markers by state. All text is set as text, never as HTML. */
(function () {
  'use strict';
  if (customElements.get('aisle-map')) {
    return;
  }
  const D = window.AisleDraw;
  const KINDS = [
    { key: 'bad', name: 'out of range', sign: '▲' }, { key: 'stale', name: 'silent', sign: '○' },
    { key: 'plain', name: 'reporting', sign: '●' }, { key: 'good', name: 'in range', sign: '●' }
  ];
  const STATE = /^state-([0-7])$/;
  const NEAR_PX = 44;
  const LISTED = 12;
  let world = null;

  function colour(key) {
    const state = STATE.exec(key);
    return 'var(--aisle-' + (state ? 'series-' + (Number(state[1]) + 1) : key) + ')';
  }

  /* How many devices of a kind an item stands for: a device for itself, a group of the server's for all of its. */
  function count(item, key) { return item.counts ? item.counts[key] || 0 : item.tone === key ? 1 : 0; }
  function size(item) { return item.size || 1; }

  function outline() {
    if (!world) {
      world = fetch(new URL('aisle/world.geojson', document.baseURI))
        .then((response) => response.ok ? response.json() : null)
        .catch(() => null);
    }
    return world;
  }

  class DeviceMap extends HTMLElement {
    connectedCallback() {
      this.devices = this.devices || new Map();
      this.markers = new Map();
      this.unTheme = D.onTheme(() => this.paint());
      this.resizing = new ResizeObserver(() => this.resized());
      this.resizing.observe(this);
      this.start();
    }

    disconnectedCallback() {
      this.unTheme();
      this.resizing.disconnect();
      if (this.map) {
        this.map.remove();
        this.map = null;
        this.replaceChildren();
      }
    }

    set model(model) {
      this.data = model;
      this.devices = new Map(model.devices.map((d) => [d.id, d]));
      this.skew = model.now - Date.now();
      this.kinds = model.kinds && model.kinds.length ? model.kinds : KINDS;
      if (this.map) { this.drawPlaces(); this.drawPlans(); this.drawWays(); this.drawDevices(); this.fit(false); } else { this.start(); }
    }
    get model() { return this.data; }

    /* Devices that changed, and the ids of those that are gone. */
    update(changed, gone, now) {
      if (!this.devices) { return; }
      changed.forEach((d) => this.devices.set(d.id, d));
      gone.forEach((id) => this.devices.delete(id));
      this.skew = now - Date.now();
      if (this.map) { this.drawDevices(); this.fit(false); }
    }

    start() {
      if (this.map || !this.data || !this.isConnected || !this.clientWidth || !this.clientHeight || !window.L) { return; }
      const L = window.L;
      const coarse = matchMedia('(pointer: coarse)').matches;
      const holder = D.make('div', 'aisle-map-holder');
      this.append(holder);
      this.resizing.observe(holder);
      this.map = L.map(holder, {
        scrollWheelZoom: false, dragging: !coarse, zoomSnap: 0.5, maxZoom: 18, minZoom: 1,
        worldCopyJump: true, zoomAnimation: false, fadeAnimation: false, attributionControl: false
      });
      holder.setAttribute('role', 'region');
      holder.setAttribute('aria-label', this.data.label + ': map. Arrow keys move it, Tab goes from marker to marker.');
      holder.addEventListener('focusin', () => this.map && this.map.scrollWheelZoom.enable());
      holder.addEventListener('focusout', () => this.map && this.map.scrollWheelZoom.disable());
      this.map.setView([20, 0], 1);
      const credit = L.control.attribution({ prefix: false });
      credit.addTo(this.map);
      const note = D.make('span', '', 'Outline: Natural Earth');
      credit.getContainer().replaceChildren(note);
      credit._update = function () {};
      if (this.data.tileUrl) {
        L.tileLayer(this.data.tileUrl, { maxZoom: 18 }).addTo(this.map);
        note.textContent = this.data.tileCredit || '';
      } else {
        outline().then((shapes) => {
          if (shapes && this.map) {
            this.land = L.geoJSON(shapes, { interactive: false, renderer: L.canvas({ padding: 0.3 }) }).addTo(this.map);
            this.paint();
          }
        });
      }
      L.control.scale({ imperial: false, position: 'bottomleft' }).addTo(this.map);
      this.addFitButton();
      this.empty = D.make('p', 'aisle-empty aisle-map-empty');
      this.legend = D.make('ul', 'aisle-map-legend');
      this.append(this.empty, this.legend);
      this.map.on('zoomend', () => { this.drawDevices(); this.untangle(); });
      this.map.on('moveend', () => { this.untangle(); this.tellView(); });
      holder.addEventListener('keydown', (e) => {
        if (e.key === 'Escape') { this.map.closePopup(); }
      });
      this.map.on('popupclose', () => {
        const held = this.returnTo;
        this.returnTo = null;
        const focused = document.activeElement;
        if (held && (!focused || focused === document.body || focused.closest('.leaflet-popup'))) { held.focus(); }
      });
      this.paint();
      this.drawPlaces();
      this.drawPlans();
      this.drawWays();
      this.fit(true);
      this.drawDevices();
      this.tellView();
    }

    /* Of very many devices the server sends what the view shows. */
    tellView() {
      if (!this.data.extent || !this.$server) { return; }
      const b = this.map.getBounds();
      const view = [this.map.getZoom(), b.getSouth(), b.getWest(), b.getNorth(), b.getEast()];
      if (String(view) === this.told) { return; }
      this.told = String(view);
      this.$server.look(...view);
    }

    /* Where something is meant to go, below the ways that it went. */
    drawPlans() {
      const L = window.L;
      if (this.plans) { this.plans.remove(); }
      this.plans = L.layerGroup().addTo(this.map);
      (this.data.plans || []).forEach((plan) => {
        L.polyline(plan.line, { className: 'aisle-plan-way', weight: 2.5, dashArray: '2 7', smoothFactor: 1 })
          .bindTooltip(D.make('span', '', 'Planned route: ' + plan.name), { sticky: true, className: 'aisle-map-tip' }).addTo(this.plans);
      });
    }

    drawWays() {
      const L = window.L;
      if (this.ways) { this.ways.remove(); }
      this.ways = L.layerGroup().addTo(this.map);
      (this.data.ways || []).forEach((way, i) => {
        const stroke = 'aisle-way aisle-way-' + i % 8;
        const told = (at) => D.moment(this.data.locale, this.data.zone, at);
        way.legs.forEach((leg) => {
          const words = way.name + ', ' + told(leg[0][2]) + ' to ' + told(leg[leg.length - 1][2]);
          const text = D.make('span', '', words);
          const line = leg.length > 1
            ? L.polyline(leg.map(([lat, lon]) => [lat, lon]), { className: stroke, weight: 3, smoothFactor: 0 })
            : L.circleMarker([leg[0][0], leg[0][1]], { className: stroke, radius: 3 });
          line.bindTooltip(text, { sticky: true, className: 'aisle-map-tip' }).addTo(this.ways);
          L.circleMarker([leg[0][0], leg[0][1]], { className: stroke + ' aisle-way-start', radius: 4, interactive: false }).addTo(this.ways);
        });
      });
      this.drawLegend();
    }

    drawLegend() {
      const items = [...this.devices.values()];
      const list = this.kinds.map((kind) => [kind, items.reduce((n, item) => n + count(item, kind.key), 0)])
        .filter(([, n]) => n > 0).map(([kind, n]) => {
          const line = D.make('li');
          const swatch = D.make('i', 'aisle-swatch-sign', kind.sign);
          swatch.style.background = colour(kind.key);
          line.append(swatch, D.make('span', '', kind.name + (this.data.extent ? '' : ' ' + n)));
          return line;
        });
      (this.data.ways || []).slice(0, 8).forEach((way, i) => {
        const line = D.make('li');
        const moments = way.legs.length;
        line.append(D.make('i', 'aisle-way-key aisle-way-' + i), D.make('span', '', way.name
          + (moments === 0 ? ': no position in this range' : moments > 1 ? ', ' + (moments - 1) + (moments > 2 ? ' gaps' : ' gap') : '')));
        list.push(line);
      });
      const more = (this.data.ways || []).length - 8;
      if (more > 0) { list.push(D.make('li', '', 'and ' + more + ' more')); }
      const plans = this.data.plans || [];
      if (plans.length) {
        const line = D.make('li');
        line.append(D.make('i', 'aisle-plan-key'), D.make('span', '', plans.length === 1 ? 'planned route ' + plans[0].name : plans.length + ' planned routes'));
        list.push(line);
      }
      if (this.data.places.length) {
        const line = D.make('li');
        line.append(D.make('i', 'aisle-place-key'), D.make('span', '', 'place'));
        list.push(line);
      }
      this.legend.replaceChildren(...list);
      this.legend.hidden = list.length === 0;
    }

    addFitButton() {
      const L = window.L;
      const Fit = L.Control.extend({
        options: { position: 'topleft' },
        onAdd: () => {
          const bar = D.make('div', 'leaflet-bar');
          const button = D.make('button', 'aisle-map-fit', '⤢');
          button.type = 'button';
          button.title = 'Show everything';
          button.setAttribute('aria-label', 'Show everything');
          button.addEventListener('click', () => this.fit(true));
          L.DomEvent.disableClickPropagation(bar);
          bar.append(button);
          return bar;
        }
      });
      new Fit().addTo(this.map);
    }

    paint() {
      if (!this.map) { return; }
      const c = D.colours(this, ['map-land', 'map-border', 'map-place']);
      if (this.land) {
        this.land.setStyle({ fillColor: c['map-land'], fillOpacity: 1, color: c['map-border'], weight: 0.8, opacity: 1 });
      }
      if (this.places) {
        this.places.eachLayer((layer) => layer.setStyle && layer.setStyle({
          color: c['map-place'], fillColor: c['map-place'], fillOpacity: 0.12, weight: 1.2, dashArray: '3 3'
        }));
      }
    }

    drawPlaces() {
      const L = window.L;
      if (this.places) { this.places.remove(); }
      this.places = L.layerGroup().addTo(this.map);
      this.labels = [];
      this.data.places.forEach((place) => {
        const fence = place.outline && place.outline.length > 2
          ? L.polygon(place.outline, { interactive: false })
          : L.circle([place.lat, place.lon], { radius: place.radius, interactive: false });
        fence.addTo(this.places);
        L.marker([place.lat, place.lon], {
          icon: L.divIcon({ className: 'aisle-place-pin', iconSize: [12, 12] }), interactive: false, keyboard: false, zIndexOffset: -1000
        }).addTo(this.places);
        const label = D.make('span', '', place.name);
        label.dataset.name = place.name;
        const tip = L.tooltip({ permanent: true, direction: 'right', offset: [20, 0], className: 'aisle-map-label', interactive: false })
          .setLatLng([place.lat, place.lon]).setContent(label);
        tip.addTo(this.places);
        this.labels.push(tip);
      });
      this.paint();
      this.untangle();
    }

    /* One name where markers are one, on a side where it hides neither a marker nor another name; else none. */
    untangle() {
      const size = this.map.getSize();
      const heads = [];
      (this.labels || []).forEach((tip) => {
        tip.more = 0;
        tip.spot = this.map.latLngToContainerPoint(tip.getLatLng());
        const head = heads.find((h) => h.spot.distanceTo(tip.spot) < NEAR_PX);
        if (head) { head.more++; } else { heads.push(tip); }
      });
      const taken = heads.map((h) => ({ left: h.spot.x - 16, right: h.spot.x + 16, top: h.spot.y - 16, bottom: h.spot.y + 16 }));
      taken.push({ left: 0, right: 46, top: 0, bottom: 120 }, { left: 0, right: 110, top: size.y - 24, bottom: size.y });
      (this.labels || []).forEach((tip) => {
        const element = tip.getElement();
        if (!element) { return; }
        element.style.visibility = 'hidden';
        if (!heads.includes(tip)) { return; }
        const text = tip.getContent();
        text.textContent = text.dataset.name + (tip.more ? ' + ' + tip.more + ' more' : '');
        const w = element.offsetWidth;
        const h = element.offsetHeight;
        const { x, y } = tip.spot;
        const places = [
          ['right', 20, 0, x + 20, y - h / 2], ['left', -20, 0, x - 20 - w, y - h / 2],
          ['bottom', 0, 17, x - w / 2, y + 17], ['top', 0, -17, x - w / 2, y - 17 - h]
        ];
        const free = places.find(([, , , left, top]) => left >= 2 && left + w <= size.x - 2 && top >= 2 && top + h <= size.y - 2
          && !taken.some((t) => left < t.right && left + w > t.left && top < t.bottom && top + h > t.top));
        if (!free) { return; }
        const [direction, dx, dy, left, top] = free;
        tip.options.direction = direction;
        tip.options.offset = window.L.point(dx, dy);
        tip.update();
        element.style.visibility = '';
        taken.push({ left, right: left + w, top, bottom: top + h });
      });
    }

    fit(always) {
      if (!this.map || (this.fitted && !always)) { return; }
      const spots = [...this.devices.values()].map((d) => [d.lat, d.lon]);
      (this.data.ways || []).forEach((way) => way.legs.forEach((leg) => leg.forEach(([lat, lon]) => spots.push([lat, lon]))));
      (this.data.plans || []).forEach((plan) => spots.push(...plan.line));
      const went = window.L.latLngBounds(spots);
      if (!this.data.nearby || !spots.length || went.getNorth() - went.getSouth() + went.getEast() - went.getWest() < 0.5) {
        this.data.places.forEach((p) => spots.push([p.lat, p.lon]));
      }
      if (this.data.extent) { const [s, w, n, e] = this.data.extent; spots.push([s, w], [n, e]); }
      if (!spots.length) {
        this.map.setView([25, 10], 1.5);
        return;
      }
      this.fitted = true;
      this.map.fitBounds(window.L.latLngBounds(spots), { paddingTopLeft: [48, 40], paddingBottomRight: [90, 40], maxZoom: this.data.tileUrl ? 15 : 10, animate: false });
    }

    /* Devices nearer to each other than a marker become one. */
    groups() {
      const zoom = this.map.getZoom();
      const cells = new Map();
      const groups = [];
      [...this.devices.values()].sort((a, b) => a.id < b.id ? -1 : 1).forEach((d) => {
        const p = this.map.project([d.lat, d.lon], zoom);
        const cx = Math.floor(p.x / NEAR_PX);
        const cy = Math.floor(p.y / NEAR_PX);
        for (let x = cx - 1; x <= cx + 1; x++) {
          for (let y = cy - 1; y <= cy + 1; y++) {
            const found = (cells.get(x + '/' + y) || []).find((g) => g.at.distanceTo(p) < NEAR_PX);
            if (found) { found.members.push(d); return; }
          }
        }
        const group = { at: p, members: [d] };
        const cell = cx + '/' + cy;
        if (!cells.has(cell)) { cells.set(cell, []); }
        cells.get(cell).push(group);
        groups.push(group);
      });
      return groups;
    }

    drawDevices() {
      const L = window.L;
      this.empty.textContent = this.data.empty;
      this.empty.hidden = !this.data.empty || this.devices.size > 0 || this.data.places.length > 0;
      const seen = new Set();
      this.groups().forEach((group) => {
        const key = group.members[0].id;
        seen.add(key);
        let marker = this.markers.get(key);
        const all = group.members.reduce((s, d) => s + size(d), 0);
        const middle = [
          group.members.reduce((s, d) => s + d.lat * size(d), 0) / all,
          group.members.reduce((s, d) => s + d.lon * size(d), 0) / all
        ];
        if (!marker) {
          const face = D.make('div', 'aisle-marker');
          marker = L.marker(middle, { icon: L.divIcon({ html: face, className: 'aisle-marker-icon', iconSize: [32, 32] }), keyboard: true });
          marker.face = face;
          marker.bindPopup(() => this.popup(marker), { minWidth: 220, maxWidth: 300, maxHeight: 260, autoPanPadding: [12, 12], keepInView: false });
          marker.on('popupopen', () => this.opened(marker));
          marker.addTo(this.map);
          marker.getElement().addEventListener('keydown', (e) => {
            if (e.key === ' ') { e.preventDefault(); marker.openPopup(); }
          });
          this.markers.set(key, marker);
        } else if (!marker.getLatLng().equals(middle)) {
          marker.setLatLng(middle);
        }
        marker.items = group.members;
        this.dress(marker);
        if (marker.list) { this.fill(marker); }
      });
      this.markers.forEach((marker, key) => {
        if (!seen.has(key)) { marker.remove(); this.markers.delete(key); }
      });
      this.drawLegend();
    }

    dress(marker) {
      const items = marker.items;
      const total = items.reduce((n, item) => n + size(item), 0);
      const counts = this.kinds.map((kind) => [kind, items.reduce((n, item) => n + count(item, kind.key), 0)]).filter(([, n]) => n > 0);
      const worst = counts.length ? counts[0][0] : this.kinds[this.kinds.length - 1];
      const one = total === 1;
      const face = marker.face;
      const state = STATE.exec(worst.key);
      face.className = 'aisle-marker ' + (state ? 'aisle-state-' + state[1] : 'aisle-tone-' + worst.key) + (one ? '' : ' aisle-marker-many');
      let from = 0;
      const arcs = counts.map(([kind, n]) => {
        const start = from;
        from += n / total * 360;
        return colour(kind.key) + ' ' + start + 'deg ' + from + 'deg';
      });
      face.style.background = one ? '' : 'conic-gradient(' + arcs.join(',') + ')';
      if (!face.firstChild) { face.append(D.make('span'), D.make('em')); }
      face.children[0].textContent = one ? worst.sign : String(total);
      const bad = items.reduce((n, item) => n + count(item, 'bad'), 0);
      face.children[1].textContent = !one && bad ? '▲' + bad : '';
      const words = counts.map(([kind, n]) => n + ' ' + kind.name).join(', ');
      const label = one ? items[0].name + ', ' + items[0].value + ', ' + items[0].word : total + ' ' + (this.data.things || 'devices') + ': ' + words;
      const element = marker.getElement();
      element.setAttribute('aria-label', label);
      element.title = label;
    }

    popup(marker) {
      const box = D.make('div', 'aisle-popup');
      marker.list = box;
      this.fill(marker);
      return box;
    }

    opened(marker) {
      this.returnTo = marker.getElement();
      const link = marker.list.querySelector('a, button');
      if (link) { link.focus({ preventScroll: true }); }
      const close = marker.getPopup().getElement().querySelector('.leaflet-popup-close-button');
      if (close) { close.setAttribute('aria-label', 'Close'); }
    }

    fill(marker) {
      const box = marker.list;
      const order = (d) => this.kinds.findIndex((kind) => kind.key === d.tone);
      const total = marker.items.reduce((n, item) => n + size(item), 0);
      const members = marker.items.flatMap((item) => item.members || [item]).sort((a, b) => order(a) - order(b) || (a.name < b.name ? -1 : 1));
      const kept = new Map([...box.querySelectorAll('.aisle-popup-row')].map((row) => [row.dataset.id, row]));
      const wanted = members.slice(0, LISTED);
      wanted.forEach((d, i) => {
        let row = kept.get(d.id);
        kept.delete(d.id);
        if (!row) {
          row = D.make('div', 'aisle-popup-row');
          row.dataset.id = d.id;
          const path = D.safePath(d.path);
          const name = D.make(path ? 'a' : 'span', 'aisle-popup-name');
          if (path) { name.href = path; }
          row.append(D.make('i'), name, D.make('b'), D.make('small'), D.make('aisle-age'));
        }
        row.children[0].className = 'aisle-tone-text-' + (STATE.test(d.tone) ? 'plain' : d.tone);
        row.children[0].textContent = (this.kinds.find((kind) => kind.key === d.tone) || KINDS[2]).sign;
        row.children[1].textContent = d.name;
        row.children[2].textContent = d.value;
        row.children[3].textContent = d.word;
        const age = row.children[4];
        age.setAttribute('now', String(Date.now() + this.skew));
        if (d.at) { age.setAttribute('at', String(d.at)); } else { age.removeAttribute('at'); }
        if (box.children[i] !== row) { box.insertBefore(row, box.children[i] || null); }
      });
      kept.forEach((row) => row.remove());
      box.querySelectorAll('.aisle-popup-more').forEach((more) => more.remove());
      if (total > wanted.length) {
        const more = D.make('button', 'aisle-popup-more', 'Zoom in to the other ' + (total - wanted.length));
        more.type = 'button';
        more.addEventListener('click', () => this.map.fitBounds(window.L.latLngBounds(marker.items.flatMap((d) => d.extent ? [[d.extent[0], d.extent[1]], [d.extent[2], d.extent[3]]] : [[d.lat, d.lon]])), { maxZoom: 17 }));
        box.append(more);
      }
    }

    resized() {
      if (this.map) {
        this.map.invalidateSize({ animate: false });
        if (this.clientWidth !== this.lastWidth) {
          this.lastWidth = this.clientWidth;
          this.fit(true);
        }
        this.untangle();
      } else {
        this.start();
      }
    }
  }
  customElements.define('aisle-map', DeviceMap);
})();
