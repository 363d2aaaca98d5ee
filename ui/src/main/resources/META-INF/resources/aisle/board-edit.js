/* Moving and resizing tiles of an edited dashboard, by pointer and by keyboard, in whole columns and rows. */
(function () {
  'use strict';
  if (window.AisleBoardEdit) {
    return;
  }
  const COLUMNS = 12, LOWEST = 200, HIGHEST = 20, STILL = 4;
  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const between = (n, least, most) => Math.min(Math.max(n, least), most);

  /* Where the cell was put last: for a second after that the server may still answer about what came before. */
  function area(cell) {
    if (cell.told && performance.now() - cell.told.at < 1000) { return cell.told.area; }
    const d = cell.dataset;
    return { column: +d.column, row: +d.row, width: +d.width, height: +d.height };
  }

  function changed(a, dx, dy, resize) {
    if (resize) {
      return { ...a, width: between(a.width + dx, 1, COLUMNS - a.column), height: between(a.height + dy, 1, HIGHEST) };
    }
    return { ...a, column: between(a.column + dx, 0, COLUMNS - a.width), row: between(a.row + dy, 0, LOWEST) };
  }

  const same = (a, b) => a.column === b.column && a.row === b.row && a.width === b.width && a.height === b.height;

  function show(cell, a) {
    cell.style.setProperty('--c', a.column + 1);
    cell.style.setProperty('--r', a.row + 1);
    cell.style.setProperty('--w', a.width);
    cell.style.setProperty('--h', a.height);
  }

  function tell(grid, cell, a) {
    for (const key of Object.keys(a)) { cell.dataset[key] = a[key]; }
    show(cell, a);
    cell.told = { area: a, at: performance.now() };
    grid.dispatchEvent(new CustomEvent('tile-placed', { detail: { key: +cell.dataset.key, ...a } }));
  }

  function start(grid) {
    if (grid.editing) {
      return;
    }
    grid.editing = true;
    const wide = () => getComputedStyle(grid).gridTemplateColumns.split(' ').length === COLUMNS;

    grid.addEventListener('keydown', (e) => {
      const grip = e.target.closest('.aisle-edit-grip');
      const step = STEPS[e.key];
      if (!grip || !step || !wide() || e.altKey || e.ctrlKey || e.metaKey) {
        return;
      }
      e.preventDefault();
      const cell = grip.closest('.aisle-edit-cell');
      const next = changed(area(cell), step[0], step[1], e.shiftKey);
      if (!same(next, area(cell))) { tell(grid, cell, next); }
    });

    grid.addEventListener('focusout', (e) => {
      const cell = e.target.closest('.aisle-edit-cell');
      if (cell) { delete cell.told; }
    });

    grid.addEventListener('pointerdown', (e) => {
      const handle = e.target.closest('.aisle-edit-grip, .aisle-edit-corner');
      if (!handle || e.button !== 0 || !wide()) {
        return;
      }
      const cell = handle.closest('.aisle-edit-cell');
      const resize = handle.classList.contains('aisle-edit-corner');
      const from = area(cell);
      const style = getComputedStyle(grid);
      const gap = parseFloat(style.columnGap) || 0;
      const column = (grid.clientWidth + gap) / COLUMNS;
      const row = parseFloat(style.getPropertyValue('--row')) + gap;
      let now = from, moved = false;
      const move = (m) => {
        const dx = m.clientX - e.clientX, dy = m.clientY - e.clientY;
        if (!moved && Math.hypot(dx, dy) < STILL) { return; }
        if (!moved) { moved = true; cell.classList.add('aisle-edit-moving'); handle.setPointerCapture(e.pointerId); }
        now = changed(from, Math.round(dx / column), Math.round(dy / row), resize);
        show(cell, now);
      };
      const end = (done) => {
        window.removeEventListener('pointermove', move);
        window.removeEventListener('pointerup', up);
        window.removeEventListener('pointercancel', cancel);
        window.removeEventListener('keydown', escape, true);
        cell.classList.remove('aisle-edit-moving');
        if (!moved) { return; }
        const swallow = (c) => { c.stopPropagation(); c.preventDefault(); };
        window.addEventListener('click', swallow, { capture: true, once: true });
        setTimeout(() => window.removeEventListener('click', swallow, true), 0);
        if (done && !same(now, from)) { tell(grid, cell, now); } else { show(cell, from); }
      };
      const up = () => end(true);
      const cancel = () => end(false);
      const escape = (k) => { if (k.key === 'Escape') { k.stopPropagation(); end(false); } };
      window.addEventListener('pointermove', move);
      window.addEventListener('pointerup', up);
      window.addEventListener('pointercancel', cancel);
      window.addEventListener('keydown', escape, true);
    });
  }

  window.AisleBoardEdit = { start };
})();
