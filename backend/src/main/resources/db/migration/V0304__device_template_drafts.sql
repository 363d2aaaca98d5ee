-- The next version of a device template while people work on it. The text may have faults.
create table aisle.device_template_draft (
  app        text        not null references aisle.app on delete cascade,
  line       text        not null,
  base       text,
  dtdl       text        not null,
  revision   int         not null check (revision > 0),
  changed_by text        not null,
  changed_at timestamptz not null,
  primary key (app, line)
);

-- The last draft of each model that was removed or published, so that whoever still edits it is told.
create table aisle.ended_device_template_draft (
  app       text        not null references aisle.app on delete cascade,
  line      text        not null,
  revision  int         not null,
  published text,
  ended_by  text        not null,
  ended_at  timestamptz not null,
  primary key (app, line)
);
