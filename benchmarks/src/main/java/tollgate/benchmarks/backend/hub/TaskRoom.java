package tollgate.benchmarks.backend.hub;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tasks and the members of one room. Every method answers with what has to be sent, which its
 * caller does: sending with the lock held could close a connection, which wants the lock.
 */
final class TaskRoom {
  private final Deque<String> tasks = new ArrayDeque<>();
  private final Set<Member> idle = new LinkedHashSet<>();
  private final Set<Member> members = new HashSet<>();

  /** One connection. */
  static final class Member {
    private final Outbox outbox;
    private @Nullable String claimed;

    Member(Outbox outbox) {
      this.outbox = outbox;
    }

    Outbox outbox() {
      return outbox;
    }
  }

  /** A task on its way to the member whose it is now. */
  record Grant(Member member, String task) {
    void send() {
      member.outbox.send(Message.of(task));
    }
  }

  synchronized void join(Member member) {
    members.add(member);
  }

  /** A task is there: it goes to the member that has been idle for longest, or waits. */
  synchronized @Nullable Grant put(String task) {
    tasks.addLast(task);
    return match();
  }

  /** A member wants a task, now or as soon as there is one. */
  synchronized @Nullable Grant claim(Member member) {
    if (member.claimed != null || !idle.add(member)) {
      throw new ProtocolViolation("a member may have or want one task at a time");
    }
    return match();
  }

  /** A member has done the task that it had. */
  synchronized void done(Member member, String task) {
    if (!task.equals(member.claimed)) {
      throw new ProtocolViolation("the member has " + member.claimed + ", not " + task);
    }
    member.claimed = null;
  }

  /** The tasks that nobody has, in the order in which they will be given out. */
  synchronized String waiting() {
    return String.join(" ", tasks);
  }

  synchronized int members() {
    return members.size();
  }

  /** A member has gone; what it had and has not done is the next to be given out. */
  synchronized @Nullable Grant leave(Member member) {
    members.remove(member);
    idle.remove(member);
    if (member.claimed != null) {
      tasks.addFirst(member.claimed);
      member.claimed = null;
    }
    return match();
  }

  private @Nullable Grant match() {
    if (tasks.isEmpty() || idle.isEmpty()) {
      return null;
    }
    Member member = idle.iterator().next();
    idle.remove(member);
    member.claimed = tasks.removeFirst();
    return new Grant(member, member.claimed);
  }

  /** A member did what it must not. */
  static final class ProtocolViolation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProtocolViolation(String what) {
      super(what);
    }
  }
}
