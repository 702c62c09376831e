-- What the platform keeps beside the shared schema. Created when missing, emptied by a reset.
create table if not exists tollgate.platform_users (
  agent_id bigint primary key references tollgate.agents (id),
  salt     bytea not null,
  hash     bytea not null
);

create table if not exists tollgate.platform_sessions (
  token    text primary key,
  agent_id bigint not null references tollgate.platform_users (agent_id)
);

create index if not exists platform_sessions_agent on tollgate.platform_sessions (agent_id);

-- One row. Whoever starts or ends a conversation holds its lock until the commit, so the count is exact at every
-- instant and the events below are in the order in which they happened.
create table if not exists tollgate.platform_totals (
  only_row     boolean primary key default true check (only_row),
  active       integer not null default 0 check (active >= 0),
  global_limit integer not null,
  user_limit   integer not null
) with (fillfactor = 10);

create table if not exists tollgate.platform_active (
  agent_id bigint primary key references tollgate.agents (id),
  active   integer not null check (active >= 0)
) with (fillfactor = 50);

create table if not exists tollgate.platform_conversations (
  id         bigint generated always as identity primary key,
  agent_id   bigint not null references tollgate.agents (id),
  started_at timestamptz not null default clock_timestamp(),
  stopped_at timestamptz
);

create table if not exists tollgate.platform_messages (
  id              bigint generated always as identity primary key,
  conversation_id bigint not null references tollgate.platform_conversations (id),
  body            text not null,
  sent_at         timestamptz not null default clock_timestamp()
);

-- Every start and stop, with the counts as they were after it.
create table if not exists tollgate.platform_events (
  id              bigint generated always as identity primary key,
  happened_at     timestamptz not null default clock_timestamp(),
  kind            text not null check (kind in ('start', 'stop')),
  conversation_id bigint not null,
  agent_id        bigint not null,
  active_user     integer not null,
  active_total    integer not null
);
