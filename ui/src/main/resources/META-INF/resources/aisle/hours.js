/* <aisle-hours>: a cell per day and hour, the darker the more. The cells stay while their values change. */
(function () {
  'use strict';
  if (customElements.get('aisle-hours')) {
    return;
  }
  const D = window.AisleDraw;
  const HOURS = 24;
  const LABELS = 8;

  function say(element, text) {
    if (element.textContent !== text) { element.textContent = text; }
  }

  /* Makes it as many children as wanted, keeping those there are. */
  function fit(parent, wanted, fresh) {
    while (parent.children.length > wanted) { parent.lastElementChild.remove(); }
    while (parent.children.length < wanted) { parent.append(fresh()); }
  }

  function headCell(scope, child) {
    const cell = D.make('th');
    cell.scope = scope;
    cell.append(child);
    return cell;
  }

  class Hours extends HTMLElement {
    set model(model) { this.data = model; this.draw(); }
    get model() { return this.data; }
    connectedCallback() { this.draw(); }

    draw() {
      const m = this.data;
      if (!m) { return; }
      if (!this.table) { this.build(); }
      say(this.table.caption, m.label);
      const step = Math.max(1, Math.ceil(m.days.length / LABELS));
      fit(this.head, m.days.length + 1, () => headCell('col', D.make('span')));
      m.days.forEach((day, i) => {
        const cell = this.head.children[i + 1];
        cell.title = day.title;
        say(cell.firstChild, i % step ? '' : day.label);
      });
      this.rows.forEach((row, hour) => {
        fit(row, m.days.length + 1, () => {
          const cell = D.make('td');
          cell.append(D.make('span'));
          return cell;
        });
        m.days.forEach((day, i) => this.cell(row.children[i + 1], day, hour));
      });
      say(this.least, m.least);
      say(this.most, m.most);
      say(this.caption, m.caption);
    }

    cell(cell, day, hour) {
      const [share, text, tone, word] = day.hours[hour] || [];
      const known = share !== undefined;
      const two = (n) => String(n).padStart(2, '0') + ':00';
      const title = day.title + ', ' + two(hour) + ' to ' + two(hour + 1) + ': '
        + (known ? text : 'no data') + (word ? ', ' + word : '');
      if (cell.title === title && cell.share === share) { return; }
      cell.share = share;
      cell.title = title;
      cell.className = known ? tone || '' : 'none';
      cell.style.setProperty('--v', known ? share + '%' : '');
      say(cell.firstChild, known ? text : '');
    }

    build() {
      this.table = D.make('table', 'aisle-hours-table');
      this.table.createCaption();
      this.head = this.table.createTHead().insertRow();
      this.head.append(headCell('col', D.make('span', '', 'Hour')));
      const body = this.table.createTBody();
      this.rows = [];
      for (let hour = 0; hour < HOURS; hour++) {
        const row = body.insertRow();
        row.append(headCell('row', D.make(hour % 3 ? 'i' : 'span', '', String(hour).padStart(2, '0'))));
        this.rows.push(row);
      }
      this.least = D.make('span');
      this.most = D.make('span');
      const key = D.make('div', 'aisle-hours-key');
      key.setAttribute('aria-hidden', 'true');
      key.append(this.least, D.make('div', 'aisle-hours-ramp'), this.most, D.make('div', 'aisle-hours-none'), D.make('span', '', 'no data'));
      this.caption = D.make('span', 'aisle-chart-caption');
      const foot = D.make('div', 'aisle-hours-foot');
      foot.append(key, this.caption);
      this.append(this.table, foot);
    }
  }
  customElements.define('aisle-hours', Hours);
})();
