package io.synnefo.eventd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The package's settings file tells each setting that there is, and what holds if it is not set.
 */
class ShippedSettingsTest {
  private static final Pattern SETTING = Pattern.compile("#?([a-z0-9.-]+) =(?: (.*))?");

  private static List<String> lines() throws IOException {
    return Files.readAllLines(Path.of("src/deb/eventd.conf"));
  }

  @Test
  void eachSettingOfHelpIsThereWithItsDefault() throws IOException {
    Map<String, String> told = new TreeMap<>();
    for (String line : lines()) {
      Matcher setting = SETTING.matcher(line);
      if (setting.matches()) {
        String value = setting.group(2) == null ? "" : setting.group(2);
        assertEquals(null, told.put(setting.group(1), value), setting.group(1) + " is there twice");
      }
    }
    Map<String, String> meant = new TreeMap<>(SettingsReader.DEFAULTS);
    meant.put("status-socket", "/run/synnefo-eventd/status.sock"); // the unit's, which it does set
    assertEquals(meant, told);
  }

  @Test
  void theOperatorsPageHasEachSettingToo() throws IOException {
    Set<String> told = new TreeSet<>();
    String page = Files.readString(Path.of("../docs/eventd.md"));
    String table = page.substring(page.indexOf("## Settings"), page.indexOf("## Look after it"));
    Matcher row = Pattern.compile("(?m)^\\| `([a-z0-9.-]+)` \\|").matcher(table);
    while (row.find()) {
      assertTrue(told.add(row.group(1)), row.group(1) + " is there twice");
    }
    assertEquals(new TreeSet<>(SettingsReader.DEFAULTS.keySet()), told);
  }

  @Test
  void eachSettingIsExplainedAndTheStatusSocketAloneIsSet() throws IOException {
    List<String> lines = lines();
    for (int n = 0; n < lines.size(); n++) {
      Matcher setting = SETTING.matcher(lines.get(n));
      if (setting.matches()) {
        assertTrue(lines.get(n - 1).startsWith("# "), setting.group(1) + " is not explained");
        assertEquals(setting.group(1).equals("status-socket"), !lines.get(n).startsWith("#"));
      } else {
        assertTrue(lines.get(n).isEmpty() || lines.get(n).startsWith("# "), lines.get(n));
      }
    }
  }
}
