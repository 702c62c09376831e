package planted;

/** Waits while it is initialized, below a native frame. */
final class PlantedInitializer {

  static {
    try {
      Thread.sleep(4);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private PlantedInitializer() {}
}
