/* <aisle-line-chart> and <aisle-sparkline>. Data comes as the property "model" or through extend(). */
(function () {
  'use strict';
  if (customElements.get('aisle-line-chart')) {
    return;
  }
  const D = window.AisleDraw;
  const SERIES = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => 'series-' + n);
  const TABLE_ROWS = 500;

  function button(label, symbol, action) {
    const b = D.make('button', 'aisle-chart-button', symbol);
    b.type = 'button';
    b.title = label;
    b.setAttribute('aria-label', label);
    b.addEventListener('click', action);
    return b;
  }

  class LineChart extends HTMLElement {
    connectedCallback() {
      if (!this.canvas) {
        this.build();
      }
      this.unTheme = D.onTheme(() => this.draw());
      this.resizing = new ResizeObserver(() => this.resized());
      this.resizing.observe(this.canvas);
      this.draw();
    }

    disconnectedCallback() {
      this.unTheme();
      this.resizing.disconnect();
      clearTimeout(this.asking);
      if (this.chart) {
        this.chart.dispose();
        this.chart = null;
      }
    }

    build() {
      this.hidden_ = new Set();
      this.bar = D.make('div', 'aisle-chart-bar');
      this.legend = D.make('div', 'aisle-chart-legend');
      this.legend.setAttribute('role', 'group');
      this.legend.setAttribute('aria-label', 'Lines shown');
      this.tools = D.make('div', 'aisle-chart-tools');
      this.tools.append(
        button('Zoom in', '+', () => this.zoomBy(0.5)),
        button('Zoom out', '−', () => this.zoomBy(2)),
        this.tableButton = button('Show as table', '▤', () => this.toggleTable()),
        this.resetButton = button('Show the whole range', '⤢', () => this.zoomTo(null))
      );
      this.tableButton.setAttribute('aria-pressed', 'false');
      this.key = D.make('ul', 'aisle-chart-key');
      this.bar.append(this.legend, this.key);
      this.stage = D.make('div', 'aisle-chart-stage');
      this.canvas = D.make('div', 'aisle-chart-canvas');
      this.canvas.setAttribute('role', 'img');
      this.brush = D.make('div', 'aisle-chart-brush');
      this.brush.hidden = true;
      this.empty = D.make('p', 'aisle-empty');
      this.table = D.make('div', 'aisle-chart-table');
      this.table.tabIndex = 0;
      this.table.setAttribute('role', 'region');
      this.table.hidden = true;
      this.stage.append(this.canvas, this.brush, this.empty, this.table);
      this.caption = D.make('div', 'aisle-chart-caption');
      this.foot = D.make('div', 'aisle-chart-foot');
      this.foot.append(this.tools, this.caption);
      this.append(this.bar, this.stage, this.foot);
      this.watchBrush();
    }

    set model(model) {
      const lines = (m) => m && m.lines ? m.lines.map((l) => l.name + '|' + l.unit).join() : '';
      if (lines(model) !== lines(this.data)) {
        this.zoom = this.detail = null;
        if (this.hidden_) { this.hidden_.clear(); }
      }
      this.data = model;
      this.draw();
    }
    get model() { return this.data; }

    /* Newer points: each line drops points at its head, keeps some, and takes the rest anew. */
    extend(change) {
      if (!this.data) { return; }
      this.data.from = change.from;
      this.data.to = change.to;
      if ('marks' in change) { this.data.marks = change.marks; }
      change.lines.forEach((c, i) => {
        const line = this.data.lines[i];
        line.points = line.points.slice(c.drop, c.drop + c.keep).concat(c.points);
      });
      this.draw();
    }

    /* The answer to a zoom: a finer view of a part. */
    refine(detail) {
      if (this.zoom) {
        this.detail = detail;
        this.draw();
      }
    }

    points(index) {
      const base = this.data.lines[index].points;
      const fine = this.zoom && this.detail && this.detail.lines[index];
      if (!fine) { return base; }
      const from = this.detail.from;
      const to = this.detail.to;
      return base.filter((p) => p[0] < from).concat(fine.points, base.filter((p) => p[0] >= to));
    }

    draw() {
      const model = this.data;
      if (!model || !this.isConnected || !this.canvas) { return; }
      const some = model.lines.some((l) => l.points.some((p) => p[1] !== null));
      this.empty.hidden = some;
      this.empty.textContent = some ? '' : model.empty;
      this.bar.hidden = this.foot.hidden = !some;
      this.caption.textContent = some ? D.zoneCaption(model.zone, model.to) : '';
      this.canvas.hidden = !some || !this.table.hidden;
      this.resetButton.disabled = !this.zoom;
      if (!some) { return; }
      this.style.setProperty('--panels', this.units().length);
      this.palette = D.colours(this, SERIES.concat(
        ['text', 'text-secondary', 'grid', 'surface', 'limit', 'band', 'border-strong',
          'mark-alert', 'mark-clear', 'mark-window', 'mark-none']));
      this.drawLegend();
      this.drawKey();
      this.canvas.setAttribute('aria-label', this.describe());
      if (!this.table.hidden) {
        this.drawTable();
        return;
      }
      if (!this.chart) {
        if (!this.canvas.clientWidth || !this.canvas.clientHeight || !window.echarts) { return; }
        this.chart = window.echarts.init(this.canvas, null, { renderer: 'canvas' });
        this.reportWidth();
      }
      this.chart.setOption(this.option(), { replaceMerge: ['series', 'grid', 'xAxis', 'yAxis'] });
    }

    units() {
      return [...new Set(this.data.lines.map((l) => l.unit || ''))];
    }

    option() {
      const m = this.data;
      const p = this.palette;
      this.shift = D.offsetMinutes(m.zone, m.to) * 60000;
      const view = this.zoom || m;
      const units = this.units();
      const height = 100 / units.length;
      const font = getComputedStyle(this).fontFamily;
      const span = view.to - view.from;
      const panels = units.map((unit, i) => ({
        id: 'panel' + i, left: 46, right: 14,
        top: units.length === 1 ? 22 : (i * height + 7) + '%',
        bottom: units.length === 1 ? 24 : undefined,
        height: units.length === 1 ? undefined : (height - 16) + '%'
      }));
      return {
        animation: false,
        useUTC: true,
        textStyle: { fontFamily: font, color: p['text-secondary'] },
        axisPointer: { link: [{ xAxisIndex: 'all' }] },
        grid: panels,
        xAxis: units.map((unit, i) => ({
          id: 'x' + i, type: 'time', gridIndex: i, min: view.from + this.shift, max: view.to + this.shift,
          axisLine: { lineStyle: { color: p['border-strong'] } },
          axisTick: { show: i === units.length - 1, lineStyle: { color: p['border-strong'] } },
          axisLabel: {
            show: i === units.length - 1, color: p['text-secondary'], fontSize: 11, hideOverlap: true,
            formatter: (v) => D.tick(m.locale, m.zone, v - this.shift, span)
          },
          splitLine: { show: false }, splitNumber: Math.max(2, Math.floor(this.canvas.clientWidth / 110))
        })),
        yAxis: units.map((unit, i) => {
          const decimals = Math.max(0, ...m.lines.filter((l) => (l.unit || '') === unit).map((l) => l.decimals));
          return {
            id: 'y' + i, type: 'value', gridIndex: i, scale: true, name: unit, nameGap: 8,
            nameTextStyle: { color: p['text-secondary'], fontSize: 11, align: 'right', padding: [0, 4, 0, 0] },
            min: (v) => this.bound(v, i, -1), max: (v) => this.bound(v, i, 1),
            splitNumber: units.length > 1 ? 3 : 4, axisLine: { show: false }, axisTick: { show: false },
            axisLabel: {
              color: p['text-secondary'], fontSize: 11, showMinLabel: false, showMaxLabel: false,
              formatter: (v) => D.number(m.locale, v, Number.isInteger(v) ? 0 : Math.min(2, Math.max(1, decimals)))
            },
            splitLine: { lineStyle: { color: p.grid } }
          };
        }),
        tooltip: {
          trigger: 'axis', confine: true, transitionDuration: 0, appendToBody: false,
          backgroundColor: p.surface, borderColor: p['border-strong'], padding: [8, 10],
          axisPointer: { type: 'line', lineStyle: { color: p['text-secondary'], width: 1 } },
          textStyle: { color: p.text, fontSize: 12 },
          formatter: (items) => this.tooltip(items)
        },
        series: m.lines.map((line, i) => this.series(line, i, units))
      };
    }

    /* Data and limits with some air; a flat line gets a sensible height. */
    bound(v, panel, sign) {
      const unit = this.units()[panel];
      const limits = (panel === 0 ? [this.data.min, this.data.max] : [])
        .concat(this.marks().limits.filter((l) => (this.data.lines[l.line].unit || '') === unit).map((l) => l.value))
        .filter((x) => x !== null && x !== undefined);
      if (!Number.isFinite(v.min)) { v = { min: limits.length ? limits[0] : 0, max: limits.length ? limits[0] : 1 }; }
      const low = Math.min(v.min, ...limits);
      const high = Math.max(v.max, ...limits);
      const air = (high - low) * 0.08 || Math.abs(high) * 0.05 || 1;
      if (sign < 0) { return low >= 0 && low - air < 0 ? 0 : low - air; }
      return high + air;
    }

    series(line, i, units) {
      const p = this.palette;
      const m = this.data;
      const off = this.hidden_.has(i);
      const points = off ? [] : this.points(i);
      const unit = line.unit || '';
      const first = m.lines.findIndex((l) => (l.unit || '') === unit) === i;
      const limited = first && units.indexOf(unit) === 0;
      const colour = p[SERIES[i % SERIES.length]];
      const lonely = (k) => points[k][1] !== null
        && (k === 0 || points[k - 1][1] === null) && (k === points.length - 1 || points[k + 1][1] === null);
      const result = {
        id: 'line' + i, name: line.name, type: 'line', xAxisIndex: units.indexOf(unit), yAxisIndex: units.indexOf(unit),
        data: points.map((q, k) => {
          const value = [q[0] + this.shift, q[1] === null ? '-' : q[1]];
          return lonely(k) ? { value, symbol: 'circle', symbolSize: 4 } : value;
        }),
        symbol: 'none', connectNulls: false, color: colour, emphasis: { disabled: true },
        lineStyle: { width: 1.6, color: colour, type: i >= SERIES.length ? 'dashed' : 'solid' }
      };
      if (limited && (m.min !== null || m.max !== null)) {
        const marks = [];
        [['max', m.max, 'insideEndTop'], ['min', m.min, 'insideStartTop']].forEach(([word, value, position]) => {
          if (value !== null) {
            marks.push({
              yAxis: value,
              label: {
                position, color: p.limit, fontSize: 11, backgroundColor: p.surface, padding: [1, 4], borderRadius: 3,
                formatter: word + ' ' + D.quantity(m.locale, value, Number.isInteger(value) ? 0 : line.decimals, line.unit)
              }
            });
          }
        });
        result.markLine = {
          silent: true, symbol: 'none', animation: false, data: marks,
          lineStyle: { color: p.limit, type: [5, 4], width: 1 }
        };
        if (m.min !== null && m.max !== null) {
          result.markArea = {
            silent: true, animation: false, itemStyle: { color: p.band },
            data: [[{ yAxis: m.min }, { yAxis: m.max }]]
          };
        }
      }
      this.addMarks(result, line, i, first);
      return result;
    }

    marks() {
      const marks = this.data.marks;
      return marks ? { limits: marks.limits.filter((l) => this.data.lines[l.line]), moments: marks.moments, stretches: marks.stretches }
        : { limits: [], moments: [], stretches: [] };
    }

    /* Limits belong to their line; moments, stretches and gaps are drawn once in each panel. */
    addMarks(result, line, i, first) {
      if (!this.data.marks) { return; }
      const m = this.data;
      const p = this.palette;
      const marks = this.marks();
      const lines = (result.markLine ? result.markLine.data : []).concat(
        this.hidden_.has(i) ? [] : marks.limits.filter((l) => l.line === i).map((l) => ({
          yAxis: l.value, lineStyle: { color: p.limit, type: [5, 4], width: 1.4 },
          label: { position: 'insideEndTop', color: p.limit, fontSize: 11, backgroundColor: p.surface, padding: [1, 4], borderRadius: 3,
            formatter: l.text.replace(/[{}]/g, '') + ' ' + D.quantity(m.locale, l.value, Number.isInteger(l.value) ? 0 : line.decimals, line.unit) }
        })));
      const areas = result.markArea ? result.markArea.data : [];
      if (first) {
        marks.moments.forEach((x) => lines.push({
          xAxis: x.at + this.shift, label: { show: false },
          lineStyle: { color: p['mark-' + x.kind], type: 'solid', width: 1.6 }
        }));
        marks.stretches.forEach((x) => areas.push([
          { xAxis: x.from + this.shift, itemStyle: { color: p['mark-' + x.kind], opacity: x.kind === 'window' ? 0.16 : 0.11 } },
          { xAxis: x.to + this.shift }]));
        this.gaps(i).forEach(([from, to]) => areas.push([
          { xAxis: from + this.shift, itemStyle: {
            color: p['mark-none'], opacity: 0.22 } },
          { xAxis: to + this.shift }]));
      }
      if (lines.length) {
        result.markLine = { silent: true, symbol: 'none', animation: false, data: lines,
          lineStyle: { color: p.limit, type: [5, 4], width: 1 } };
      }
      if (areas.length) {
        result.markArea = { silent: true, animation: false, itemStyle: { color: p.band }, data: areas };
      }
    }

    /* Where a line says that nothing is known, and where it begins late or ends early. */
    gaps(i) {
      const points = this.data.lines[i].points;
      const found = [];
      let before = null;
      let open = false;
      points.forEach((q) => {
        if (q[1] === null) { open = true; return; }
        if (open && before !== null) { found.push([before, q[0]]); }
        open = false;
        before = q[0];
      });
      if (open && before !== null) { found.push([before, this.data.to]); }
      const known = points.filter((q) => q[1] !== null).map((q) => q[0]);
      if (!open && known.length > 2) {
        const steps = known.slice(1).map((t, k) => t - known[k]).sort((a, b) => a - b);
        const long = steps[Math.floor(steps.length / 2)] * 3;
        if (known[0] - this.data.from > long) { found.unshift([this.data.from, known[0]]); }
        if (this.data.to - before > long) { found.push([before, this.data.to]); }
      }
      return found;
    }

    drawKey() {
      const marks = this.marks();
      this.key.hidden = !this.data.marks;
      if (!this.data.marks) { return; }
      const items = [];
      const named = new Set();
      const add = (className, kind, text) => {
        if (named.has(className + kind + text)) { return; }
        named.add(className + kind + text);
        const item = D.make('li');
        const swatch = D.make('i', className);
        swatch.style.setProperty('--mark', this.palette[kind]);
        item.append(swatch, D.make('span', '', text));
        items.push(item);
      };
      marks.limits.forEach((l) => add('aisle-key-limit', 'limit', l.text + ' '
        + D.quantity(this.data.locale, l.value, Number.isInteger(l.value) ? 0 : this.data.lines[l.line].decimals, this.data.lines[l.line].unit)));
      marks.moments.forEach((x) => add('aisle-key-moment', 'mark-' + x.kind,
        x.text + ' ' + D.tick(this.data.locale, this.data.zone, x.at, this.data.to - this.data.from)));
      marks.stretches.forEach((x) => add('aisle-key-stretch', 'mark-' + x.kind, x.text));
      if (this.gaps(0).length) { add('aisle-key-stretch', 'mark-none', 'no data'); }
      this.key.replaceChildren(...items);
    }

    describeMarks() {
      const m = this.data;
      const marks = this.marks();
      return marks.limits.map((l) => l.text + ' ' + D.quantity(m.locale, l.value, m.lines[l.line].decimals, m.lines[l.line].unit))
        .concat(marks.moments.map((x) => x.text + ' at ' + D.moment(m.locale, m.zone, x.at)),
          marks.stretches.map((x) => x.text + ' from ' + D.moment(m.locale, m.zone, x.from) + ' to ' + D.moment(m.locale, m.zone, x.to)))
        .map((text) => ' ' + text + '.').join('');
    }

    tooltip(items) {
      const m = this.data;
      const box = D.make('div', 'aisle-tooltip');
      box.append(D.make('div', 'aisle-tooltip-time', D.moment(m.locale, m.zone, items[0].value[0] - this.shift)));
      items.forEach((item) => {
        if (typeof item.value[1] !== 'number') { return; }
        const line = m.lines[item.seriesIndex];
        const row = D.make('div', 'aisle-tooltip-row');
        const swatch = D.make('i', 'aisle-swatch');
        swatch.style.background = item.color;
        row.append(swatch, D.make('span', '', line.name),
          D.make('b', '', D.quantity(m.locale, item.value[1], line.decimals, line.unit)));
        box.append(row);
      });
      return box;
    }

    lastOf(line) {
      for (let i = line.points.length - 1; i >= 0; i--) {
        if (line.points[i][1] !== null) { return line.points[i][1]; }
      }
      return null;
    }

    drawLegend() {
      const m = this.data;
      while (this.legend.children.length > m.lines.length) { this.legend.lastChild.remove(); }
      m.lines.forEach((line, i) => {
        let item = this.legend.children[i];
        if (!item) {
          item = D.make('button', 'aisle-legend-item');
          item.type = 'button';
          item.append(D.make('i', 'aisle-swatch'), D.make('span'), D.make('b'));
          item.addEventListener('click', () => {
            this.hidden_.has(i) ? this.hidden_.delete(i) : this.hidden_.add(i);
            this.draw();
          });
          this.legend.append(item);
        }
        const last = this.lastOf(line);
        item.setAttribute('aria-pressed', String(!this.hidden_.has(i)));
        item.children[0].style.background = this.palette[SERIES[i % SERIES.length]];
        item.children[1].textContent = line.name;
        item.children[2].textContent = last === null ? 'no data' : D.quantity(m.locale, last, line.decimals, line.unit);
      });
    }

    describe() {
      const m = this.data;
      const said = m.lines.slice(0, 12).map((line) => {
        const values = line.points.map((q) => q[1]).filter((v) => v !== null);
        if (!values.length) { return line.name + ': no data'; }
        const say = (v) => D.quantity(m.locale, v, line.decimals, line.unit);
        return line.name + ': minimum ' + say(values.reduce((a, b) => Math.min(a, b)))
          + ', maximum ' + say(values.reduce((a, b) => Math.max(a, b))) + ', last ' + say(values[values.length - 1]);
      });
      return 'Line chart: ' + m.label + ', ' + D.moment(m.locale, m.zone, m.from) + ' to '
        + D.moment(m.locale, m.zone, m.to) + '. ' + said.join('. ') + '.' + this.describeMarks();
    }

    toggleTable() {
      this.table.hidden = !this.table.hidden;
      this.tableButton.setAttribute('aria-pressed', String(!this.table.hidden));
      if (this.table.hidden && this.chart) { this.canvas.hidden = false; this.chart.resize(); }
      this.draw();
    }

    drawTable() {
      const m = this.data;
      const view = this.zoom || m;
      const times = new Map();
      m.lines.forEach((line, i) => this.points(i).forEach((q) => {
        if (q[0] >= view.from && q[0] <= view.to && q[1] !== null) {
          if (!times.has(q[0])) { times.set(q[0], []); }
          times.get(q[0])[i] = q[1];
        }
      }));
      const all = [...times.keys()].sort((a, b) => b - a);
      const table = D.make('table');
      const head = table.createTHead().insertRow();
      ['Time'].concat(m.lines.map((l) => l.name + (l.unit ? ' (' + l.unit + ')' : ''))).forEach((text) => {
        const th = D.make('th', '', text);
        th.scope = 'col';
        head.append(th);
      });
      const body = table.createTBody();
      all.slice(0, TABLE_ROWS).forEach((at) => {
        const row = body.insertRow();
        row.insertCell().textContent = D.moment(m.locale, m.zone, at);
        m.lines.forEach((line, i) => {
          const v = times.get(at)[i];
          row.insertCell().textContent = v === undefined ? '' : D.number(m.locale, v, line.decimals);
        });
      });
      const top = this.table.scrollTop;
      this.table.setAttribute('aria-label', m.label + ' as a table');
      this.table.replaceChildren(table);
      if (all.length > TABLE_ROWS) {
        this.table.append(D.make('p', '', 'The newest ' + TABLE_ROWS + ' of ' + all.length + ' rows; zoom to see others.'));
      }
      this.table.scrollTop = top;
    }

    zoomBy(factor) {
      const view = this.zoom || this.data;
      const middle = (view.from + view.to) / 2;
      const half = Math.max(5000, (view.to - view.from) / 2 * factor);
      this.zoomTo({ from: middle - half, to: middle + half });
    }

    zoomTo(range) {
      const m = this.data;
      if (range) {
        range = { from: Math.max(m.from, range.from), to: Math.min(m.to, range.to) };
        if (range.to - range.from >= (m.to - m.from) * 0.999) { range = null; }
      }
      this.zoom = range;
      if (!range) { this.detail = null; }
      this.draw();
      clearTimeout(this.asking);
      if (range && this.$server) {
        this.asking = setTimeout(() => this.$server.zoomed(range.from, range.to, this.canvas.clientWidth || 600), 250);
      }
    }

    /* Dragging with a mouse selects a part; touch is left to scrolling, and has the buttons. */
    watchBrush() {
      let start = null;
      const x = (e) => e.clientX - this.canvas.getBoundingClientRect().left;
      const value = (px) => this.chart.convertFromPixel({ xAxisIndex: 0 }, px) - this.shift;
      this.canvas.addEventListener('pointerdown', (e) => {
        if (e.pointerType === 'mouse' && e.button === 0 && this.chart) { start = x(e); }
      });
      const move = (e) => {
        if (start === null) { return; }
        const now = Math.max(46, Math.min(this.canvas.clientWidth - 14, x(e)));
        this.brush.hidden = Math.abs(now - start) < 6;
        this.brush.style.left = Math.min(start, now) + 'px';
        this.brush.style.width = Math.abs(now - start) + 'px';
      };
      const end = (e) => {
        if (start === null) { return; }
        const a = start;
        const b = Math.max(46, Math.min(this.canvas.clientWidth - 14, x(e)));
        start = null;
        this.brush.hidden = true;
        if (Math.abs(a - b) >= 6 && this.chart) {
          this.zoomTo({ from: value(Math.min(a, b)), to: value(Math.max(a, b)) });
        }
      };
      this.canvas.addEventListener('pointermove', move);
      this.canvas.addEventListener('pointerup', end);
      this.canvas.addEventListener('pointerleave', end);
      this.canvas.addEventListener('dblclick', () => this.zoomTo(null));
    }

    resized() {
      if (this.chart) {
        const wide = this.canvas.clientWidth;
        const high = this.canvas.clientHeight;
        /* An observer also tells the size that something has at the beginning. */
        if (wide && (wide !== this.chart.getWidth() || high !== this.chart.getHeight())) {
          this.chart.resize();
          this.reportWidth();
        }
      } else {
        this.draw();
      }
    }

    reportWidth() {
      const width = Math.floor(this.canvas.clientWidth / 50) * 50;
      if (this.$server && width !== this.reported) {
        this.reported = width;
        this.$server.measured(width);
      }
    }
  }

  class Sparkline extends HTMLElement {
    connectedCallback() {
      this.resizing = new ResizeObserver(() => this.draw());
      this.resizing.observe(this);
    }
    disconnectedCallback() { this.resizing.disconnect(); }
    set model(model) { this.data = model; this.draw(); }
    get model() { return this.data; }

    draw() {
      const m = this.data;
      const width = this.clientWidth;
      const height = this.clientHeight;
      if (!m || !width || !height) { return; }
      const values = m.points.filter((q) => q[1] !== null).map((q) => q[1]);
      if (values.length < 2) {
        this.replaceChildren();
        this.removeAttribute('role');
        this.removeAttribute('aria-label');
        return;
      }
      const low = Math.min(...values);
      const high = Math.max(...values);
      const flat = high - low < 1e-9;
      const x = (t) => 2 + (t - m.from) / (m.to - m.from || 1) * (width - 6);
      const y = (v) => flat ? height / 2 : 3 + (high - v) / (high - low) * (height - 6);
      const ns = 'http://www.w3.org/2000/svg';
      let line = '';
      let area = '';
      let run = [];
      const flush = () => {
        if (run.length) {
          const d = run.map((q) => q.map((n) => n.toFixed(1)).join(' ')).join('L');
          line += 'M' + d;
          area += 'M' + run[0][0].toFixed(1) + ' ' + height + 'L' + d + 'L' + run[run.length - 1][0].toFixed(1) + ' ' + height + 'Z';
        }
        run = [];
      };
      m.points.forEach((q) => { q[1] === null ? flush() : run.push([x(q[0]), y(q[1])]); });
      flush();
      const svg = document.createElementNS(ns, 'svg');
      svg.setAttribute('viewBox', '0 0 ' + width + ' ' + height);
      svg.setAttribute('aria-hidden', 'true');
      [['aisle-spark-area', area], ['aisle-spark-line', line]].forEach(([name, d]) => {
        const path = document.createElementNS(ns, 'path');
        path.setAttribute('class', name);
        path.setAttribute('d', d);
        svg.append(path);
      });
      const last = m.points.filter((q) => q[1] !== null).pop();
      const dot = document.createElementNS(ns, 'circle');
      dot.setAttribute('class', 'aisle-spark-dot');
      dot.setAttribute('cx', x(last[0]));
      dot.setAttribute('cy', y(last[1]));
      dot.setAttribute('r', 2.5);
      svg.append(dot);
      this.setAttribute('role', 'img');
      this.setAttribute('aria-label', 'Trend: minimum ' + D.quantity(m.locale, low, m.decimals, m.unit)
        + ', maximum ' + D.quantity(m.locale, high, m.decimals, m.unit));
      this.replaceChildren(svg);
    }
  }

  customElements.define('aisle-line-chart', LineChart);
  customElements.define('aisle-sparkline', Sparkline);
})();
