-- Created after the seed rows are in: building an index once is cheaper than growing it.
create index members_agent on tollgate.members (agent_id);
create index nodes_owner on tollgate.nodes (owner_id);
create index nodes_created on tollgate.nodes (created_at);
create index nodes_attributes on tollgate.nodes using gin (attributes jsonb_path_ops);
create index nodes_search on tollgate.nodes using gin (search);
create index edges_target on tollgate.edges (target_id);
create index messages_recipient on tollgate.messages (recipient_id, sent_at desc);
-- What a worker claims next; rows that are claimed or done are not in it.
create index tasks_ready on tollgate.tasks (queue, priority desc, id) where status = 'ready';
