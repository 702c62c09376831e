package tollgate.benchmarks.scenario;

import java.util.ArrayList;
import java.util.List;

/** Who uses the platform at the same time: ten mixtures of the six personas. */
public enum Audience {
  /** Everybody comes at once: visits of mobile users, who log in all the time. */
  LOGINS(0, part(Persona.MOBILE_USER, 4), part(Persona.CASUAL_BROWSER, 1)),
  /** People who look around. */
  BROWSING(0, part(Persona.CASUAL_BROWSER, 1)),
  /** Long questions to the graph. */
  RESEARCH(0, part(Persona.ANALYST, 3), part(Persona.POWER_USER, 1)),
  /** Talk between people and agents. */
  COLLABORATION(0, part(Persona.COLLABORATOR, 1)),
  /** The same, every fifth user watching live, 20 at most. */
  LIVE_UPDATES(20, part(Persona.COLLABORATOR, 3), part(Persona.MOBILE_USER, 1)),
  /** Short visits. */
  MOBILE(0, part(Persona.MOBILE_USER, 1)),
  /** Watching over the platform while it is used. */
  ADMINISTRATION(
      10,
      part(Persona.ADMINISTRATOR, 2),
      part(Persona.CASUAL_BROWSER, 1),
      part(Persona.COLLABORATOR, 1)),
  /** Nobody but those who want everything. */
  POWER(0, part(Persona.POWER_USER, 1)),
  /** A day at the office: everyone. */
  OFFICE_DAY(
      10,
      part(Persona.CASUAL_BROWSER, 4),
      part(Persona.COLLABORATOR, 3),
      part(Persona.MOBILE_USER, 3),
      part(Persona.POWER_USER, 2),
      part(Persona.ANALYST, 2),
      part(Persona.ADMINISTRATOR, 1)),
  /** A day on which something new is out: power users and analysts, watched. */
  RELEASE_DAY(
      20,
      part(Persona.POWER_USER, 4),
      part(Persona.ANALYST, 2),
      part(Persona.COLLABORATOR, 2),
      part(Persona.ADMINISTRATOR, 2));

  /** An event goes to every watcher: with their number the platform's work grows as a square. */
  private static final int MOST_WATCHERS = 20;

  private final int watchersOfHundred;
  private final List<Persona> turns;

  private record Part(Persona persona, int weight) {}

  private static Part part(Persona persona, int weight) {
    return new Part(persona, weight);
  }

  Audience(int watchersOfHundred, Part... parts) {
    this.watchersOfHundred = watchersOfHundred;
    List<Persona> all = new ArrayList<>();
    for (Part part : parts) {
      for (int i = 0; i < part.weight(); i++) {
        all.add(part.persona());
      }
    }
    this.turns = List.copyOf(all);
  }

  /** Which persona a user is; shares are exact over as many users as there are weights. */
  Persona persona(int user) {
    return turns.get(user % turns.size());
  }

  /** How many of so many users also watch live updates; 20 at most. */
  int watchers(int users) {
    return Math.min(MOST_WATCHERS, (users * watchersOfHundred + 99) / 100);
  }
}
