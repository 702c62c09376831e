package tollgate.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real Chromium without a window, and what it complained about and fetched. */
final class Browser implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /**
   * Starts the browser of this machine. Where there is none the test is skipped, and with {@code
   * TOLLGATE_REQUIRE_BROWSER=1} fails.
   */
  static Browser start() {
    Optional<Path> chromium =
        Stream.of("chromium", "chromium-browser", "google-chrome")
            .flatMap(Browser::find)
            .findFirst();
    Optional<Path> control = find("chromedriver").findFirst();
    boolean there = chromium.isPresent() && control.isPresent();
    if ("1".equals(System.getenv("TOLLGATE_REQUIRE_BROWSER"))) {
      assertThat(there).as("chromium and chromedriver are on the path").isTrue();
    }
    Assumptions.assumeTrue(there, "no chromium and chromedriver on the path");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.orElseThrow().toFile());
    options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage");
    options.addArguments("--disable-background-networking", "--disable-component-update");
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(control.orElseThrow().toFile())
            .build();
    return new Browser(new ChromeDriver(service, options));
  }

  private static Stream<Path> find(String program) {
    return Pattern.compile(File.pathSeparator)
        .splitAsStream(System.getenv().getOrDefault("PATH", ""))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable);
  }

  /** Opens a file and waits until its script has put the page together. */
  void open(Path page) {
    driver.get(page.toUri().toString());
  }

  /** Opens a place in a file anew. */
  void openAt(Path page, String id) {
    driver.get("about:blank");
    driver.get(page.toUri() + "#" + id);
  }

  void size(int width, int height) {
    driver.manage().window().setSize(new Dimension(width, height));
  }

  /** Waits for something that appears by itself. */
  void await(String selector) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (all(selector).isEmpty()) {
      assertThat(System.nanoTime()).as("waited for " + selector).isLessThan(end);
    }
  }

  List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  WebElement one(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  List<String> texts(String selector) {
    return all(selector).stream().map(WebElement::getText).toList();
  }

  /** A button by the text on it. */
  WebElement button(String text) {
    return driver.findElement(
        By.xpath("//button[starts-with(normalize-space(.), '" + text + "')]"));
  }

  /** Presses keys where the focus is. */
  void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** Walks with the tabulator from the top of the page to an element, as a keyboard's user must. */
  void tabTo(WebElement target) {
    driver.executeScript("document.activeElement?.blur(); scrollTo(0, 0)");
    for (int i = 0; i < 400; i++) {
      press(Keys.TAB);
      if (driver.switchTo().activeElement().equals(target)) {
        return;
      }
    }
    throw new AssertionError("the tabulator never reaches " + target);
  }

  void hover(WebElement target) {
    new Actions(driver).moveToElement(target).perform();
  }

  /** What a script returns; {@code "undefined"} for nothing. */
  Object script(String text) {
    return Objects.requireNonNullElse(driver.executeScript(text), "undefined");
  }

  /** How media queries see the page: {@code screen} or {@code print}, a colour scheme. */
  void emulate(String media, String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "media",
            media,
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** Errors and warnings of the console since the last time this was asked. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** What the page asked for since the last time, but for data it carries. */
  List<String> requests() throws IOException {
    List<String> requests = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
      JsonNode message = JSON.readTree(entry.getMessage()).path("message");
      String url = message.at("/params/request/url").asText();
      if (message.path("method").asText().equals("Network.requestWillBeSent")
          && !url.startsWith("data:")) {
        requests.add(url);
      }
    }
    return requests;
  }

  /** Milliseconds from the start of loading to the first thing seen. */
  double firstPaintMillis() {
    Object time = "undefined";
    long end = System.nanoTime() + 10_000_000_000L;
    while (!(time instanceof Number) && System.nanoTime() < end) {
      time = script("return performance.getEntriesByName('first-contentful-paint')[0]?.startTime");
    }
    return ((Number) time).doubleValue();
  }

  void screenshot(Path target) throws IOException {
    Files.createDirectories(target.resolveSibling(""));
    Files.write(target, driver.getScreenshotAs(OutputType.BYTES));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
