-- Who changed a place last, and which change that was.
alter table aisle.place
  add column revision   int         not null default 1 check (revision > 0),
  add column changed_by text        not null default 'app template',
  add column changed_at timestamptz not null default now();
