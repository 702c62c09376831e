package tollgate.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The report of a run of 200 benchmarks in a real browser, by mouse and by keyboard. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("alone")
@Tag("same-on-every-jdk")
class ReportPageIT {

  private static final String ROW = "table.results tr.row";
  private static final Path SCREENSHOTS = Path.of("target", "screenshots").toAbsolutePath();

  private Browser browser;
  private Path page = Path.of("");
  private Path profile = Path.of("");

  ReportPageIT() {
    this.browser = Browser.start();
  }

  @BeforeAll
  void makeReport(@TempDir Path folder) throws IOException, InterruptedException {
    LargeRun.write(folder);
    Cli cli = Cli.run(folder, "report", "cand", "--baseline", "base");
    assertThat(cli.code()).as(cli.err()).isZero();
    page = folder.resolve("cand/report.html");
    Cli graph =
        Cli.run(
            folder,
            "profile",
            "cand/recordings/r0.jfr",
            "base/recordings/r0.jfr",
            "--format",
            "html");
    profile = Files.writeString(folder.resolve("profile.html"), graph.out());
  }

  @BeforeEach
  void open() throws IOException {
    browser.size(1280, 900);
    browser.emulate("screen", "light");
    browser.complaints();
    browser.requests();
    browser.open(page);
  }

  @AfterEach
  void nothingComplainedAndNothingLeft() throws IOException {
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests())
        .allMatch(url -> url.matches("(file|about):.*"))
        .hasSizeLessThan(4);
  }

  @AfterAll
  void close() {
    browser.close();
  }

  @Test
  void open_twoHundredBenchmarks_paintsWithinASecond() throws IOException {
    double fastest = browser.firstPaintMillis();
    for (int again = 0; again < 2; again++) {
      browser.open(page);
      fastest = Math.min(fastest, browser.firstPaintMillis());
    }

    assertThat(fastest).isLessThan(1000);
    assertThat(browser.one("#outcome").getText()).contains("Regression");
    assertThat(browser.all(ROW)).hasSize(LargeRun.BENCHMARKS + 5);
    assertThat(browser.one(ROW).getText()).contains("regressed");
    browser.screenshot(SCREENSHOTS.resolve("report-light.png"));
  }

  @Test
  void sort_byMouseAndByKeyboard_ordersTheRows() {
    WebElement slowdown = browser.button("Slowdown");

    slowdown.click();
    List<String> descending = names();
    browser.tabTo(slowdown);
    browser.press(Keys.ENTER);

    assertThat(descending.get(0)).contains("method2");
    assertThat(names().get(0)).contains("method3");
    assertThat(browser.one("th[aria-sort=ascending]").getText()).contains("Slowdown");
    browser.button("Benchmark").click();
    assertThat(names()).isSorted();
  }

  @Test
  void filter_wordsAndVerdicts_leaveTheRowsThatMatch() {
    browser.press("/");
    browser.press("room3 poolSize=11");
    assertThat(names()).hasSizeBetween(3, 4).allMatch(name -> name.matches("(?s).*method3\\d.*"));
    assertThat(browser.one("#count").getText()).contains("of 205");

    browser.one("#filter").clear();
    WebElement regressed = browser.one("button[data-verdict=regressed]");
    regressed.click();
    assertThat(names()).hasSize(3);
    browser.tabTo(regressed);
    browser.press(Keys.ENTER);
    assertThat(regressed.getDomAttribute("aria-pressed")).isEqualTo("false");
    assertThat(names()).hasSize(LargeRun.BENCHMARKS + 5);
  }

  @Test
  void row_openedByKeyboard_showsSamplesLedgerAndFlameGraph() throws IOException {
    WebElement first = browser.one(".open-row");
    browser.tabTo(first);
    browser.press(Keys.ENTER);

    assertThat(first.getDomAttribute("aria-expanded")).isEqualTo("true");
    assertThat(browser.texts(".detail figcaption strong"))
        .contains("Scores as measured", "Where the threads’ time goes", "latency percentiles");
    assertThat(browser.all(".detail .chart svg circle")).hasSizeGreaterThan(40);
    assertThat(browser.one(".detail").getText()).contains("poolWait", "Look again");
    browser.press(Keys.ARROW_DOWN);
    assertThat(browser.script("return document.activeElement.textContent"))
        .isEqualTo(browser.all(".open-row").get(1).getText());
    browser.screenshot(SCREENSHOTS.resolve("detail-light.png"));
  }

  @Test
  void flameGraph_byMouse_opensZoomsAndFinds() throws IOException {
    openRow("method0");
    browser.one(".open-flames").click();

    assertThat(browser.all(".flame .frame")).hasSizeGreaterThan(4);
    WebElement frame =
        browser.all(".flame .frame").stream()
            .filter(box -> box.getText().contains("LargeRun.locked"))
            .findFirst()
            .orElseThrow();
    browser.hover(frame);
    assertThat(browser.one(".flame .status").getText()).contains("LargeRun.locked", "→");
    frame.click();
    assertThat(browser.all(".flame .frame.above")).isNotEmpty();
    browser.button("Zoom out").click();
    assertThat(browser.all(".flame .frame.above")).isEmpty();
    browser.one(".flame input[type=search]").sendKeys("locked");
    assertThat(browser.all(".flame .frame.hit")).isNotEmpty();
    browser.screenshot(SCREENSHOTS.resolve("flame-light.png"));
  }

  @Test
  void flameGraph_byKeyboard_isWalkedZoomedAndLeft() {
    openRow("method1");
    WebElement opener = browser.one(".open-flames");
    browser.tabTo(opener);
    browser.press(Keys.ENTER);
    WebElement canvas = browser.one(".flame .canvas");
    browser.tabTo(canvas);

    browser.press(Keys.ARROW_DOWN);
    String deeper = browser.one(".flame .status").getText();
    browser.press(Keys.ARROW_DOWN);
    browser.press(Keys.ENTER);

    assertThat(deeper).isNotEmpty().isNotEqualTo(browser.one(".flame .status").getText());
    assertThat(browser.all(".flame .frame.above")).hasSize(2);
    String current = canvas.getDomAttribute("aria-activedescendant");
    assertThat(browser.one("#" + current).getDomAttribute("class")).contains("current");
    browser.press(Keys.ESCAPE, Keys.ESCAPE);
    assertThat(browser.all(".flame .frame.above")).isEmpty();
  }

  @Test
  void theme_byMouseAndKeyboard_changesTheColours() throws IOException {
    String light = paper();
    WebElement theme = browser.one("#theme");

    theme.click();
    assertThat(paper()).isEqualTo(light);
    browser.tabTo(theme);
    browser.press(Keys.ENTER);

    assertThat(theme.getText()).isEqualTo("Theme: dark");
    assertThat(paper()).isNotEqualTo(light);
    openRow("method0");
    browser.screenshot(SCREENSHOTS.resolve("detail-dark.png"));
    theme.click();
    browser.emulate("screen", "dark");
    assertThat(theme.getText()).isEqualTo("Theme: auto");
    assertThat(paper()).isNotEqualTo(light);
  }

  @Test
  void markupInNames_isShownAndDoesNothing() {
    browser.one("#filter").sendKeys("onerror");
    assertThat(names()).hasSize(1);
    openRow("method4");

    assertThat(browser.one(".detail").getText()).isNotEmpty();
    browser.script("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
    assertThat(browser.one("main").getText()).contains("<img src=x", "\\u{202e}");
    assertThat(browser.all("img")).isEmpty();
    assertThat(browser.script("return typeof pwned")).isEqualTo("undefined");
  }

  @Test
  void scalingSection_scrolledTo_drawsItsCurve() throws IOException {
    browser.script("document.getElementById('scaling').scrollIntoView()");
    browser.await("#scaling .chart svg");

    assertThat(browser.texts("#scaling figcaption strong")).contains("Throughput by threads");
    assertThat(browser.one("#environment").getText()).contains("17.0.8", "17.0.9");
    browser.screenshot(SCREENSHOTS.resolve("scaling-light.png"));
  }

  @Test
  void link_toARow_opensIt() throws IOException {
    browser.openAt(page, "row-2");

    assertThat(browser.one("#row-2 .open-row").getDomAttribute("aria-expanded")).isEqualTo("true");
    assertThat(browser.all("tr.detail")).hasSize(1);
  }

  @Test
  void narrowScreen_hasNoSidewaysScroll() throws IOException {
    browser.size(500, 900);
    openRow("method0");

    assertThat(
            browser.script(
                "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
        .isEqualTo(true);
    browser.screenshot(SCREENSHOTS.resolve("report-narrow.png"));
  }

  @Test
  void paper_hasNoButtonsAndOpensWhatRegressed() throws IOException {
    browser.emulate("print", "dark");
    browser.script("dispatchEvent(new Event('beforeprint'))");

    assertThat(browser.one("#filter").isDisplayed()).isFalse();
    assertThat(browser.one("#theme").isDisplayed()).isFalse();
    assertThat(browser.all("tr.detail")).hasSize(3);
    assertThat(browser.script("return getComputedStyle(document.body).color"))
        .isEqualTo("rgb(27, 31, 36)");
    browser.screenshot(SCREENSHOTS.resolve("report-print.png"));
  }

  @Test
  void profilePage_ofTwoRecordings_isAFlameGraphOfItsOwn() throws IOException {
    browser.open(profile);

    assertThat(browser.all(".flame .frame")).isNotEmpty();
    browser.button("all waits by cause").click();
    assertThat(browser.texts(".flame .frame")).anyMatch(text -> text.contains("[lockPark]"));
    browser.button("Widths: baseline").click();
    assertThat(browser.all(".flame .frame")).isNotEmpty();
    browser.screenshot(SCREENSHOTS.resolve("profile-light.png"));
  }

  private void openRow(String method) {
    browser.all(".open-row").stream()
        .filter(row -> row.getText().endsWith("." + method))
        .findFirst()
        .orElseThrow()
        .click();
  }

  private List<String> names() {
    return browser.texts(".open-row");
  }

  private String paper() {
    return String.valueOf(browser.script("return getComputedStyle(document.body).backgroundColor"));
  }
}
