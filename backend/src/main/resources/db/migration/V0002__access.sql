create table aisle.person (
  name       text primary key,
  key        text not null unique,
  role       text not null check (role in ('ADMINISTRATOR', 'BUILDER', 'OPERATOR')),
  password   text not null,
  created_at timestamptz not null
);

create table aisle.sign_in_token (
  hash       bytea primary key,
  role       text not null check (role in ('ADMINISTRATOR', 'BUILDER', 'OPERATOR')),
  expires_at timestamptz not null
);

create table aisle.bearer_token (
  hash       bytea primary key,
  name       text not null,
  role       text not null check (role in ('ADMINISTRATOR', 'BUILDER', 'OPERATOR')),
  created_at timestamptz not null
);
create index on aisle.bearer_token (name);
