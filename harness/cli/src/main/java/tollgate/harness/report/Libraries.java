package tollgate.harness.report;

/** The libraries that draw a report's charts, each with its licence in front of it. */
final class Libraries {

  private Libraries() {}

  /** D3, which {@link #plot} needs. */
  static String d3() {
    return library("d3");
  }

  /** Observable Plot. */
  static String plot() {
    return library("plot");
  }

  private static String library(String name) {
    return "/*\n"
        + HtmlPage.resource("vendor/" + name + ".LICENSE")
        + "*/\n"
        + HtmlPage.resource("vendor/" + name + ".min.js");
  }
}
