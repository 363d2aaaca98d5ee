-- Who may see a dashboard, and who changed it last. Without an owner it is everybody's.
alter table aisle.dashboard
  add column owner      text,
  add column revision   int         not null default 1 check (revision > 0),
  add column changed_by text        not null default 'app template',
  add column changed_at timestamptz not null default now();

-- The last of each id that was removed, so that whoever still edits it is told.
create table aisle.removed_dashboard (
  app        text        not null references aisle.app on delete cascade,
  id         text        not null,
  owner      text,
  revision   int         not null,
  removed_by text        not null,
  removed_at timestamptz not null,
  primary key (app, id)
);
