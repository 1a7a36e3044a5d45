package io.nightjar.jobs.demo;

import java.util.HashSet;
import java.util.Set;

/** Invents distinct titles. Mutable, not thread-safe. */
final class FilmTitles {
  private static final String[] QUALITIES =
      ("Amber,Borrowed,Brittle,Crooked,Distant,Electric,Emerald,Fearless,Forgotten,Frozen,Gentle,"
              + "Gilded,Hidden,Hollow,Inland,Ivory,Lonely,Luminous,Midnight,Nameless,Northern,"
              + "Paper,Patient,Quiet,Reckless,Restless,Salted,Scarlet,Second,Silver,Sleepless,"
              + "Southern,Stolen,Sunken,Tangled,Tidal,Uncertain,Velvet,Wandering,Winter")
          .split(",");
  private static final String[] THINGS =
      ("Almanac,Anchor,Archive,Atlas,Bakery,Ballad,Bridge,Cartographer,Clockmaker,Compass,Courier,"
              + "Detour,Ferry,Fjord,Garden,Harbour,Heron,Hotel,Inheritance,Kite,Lantern,"
              + "Lighthouse,Locksmith,Meadow,Mirror,Neighbour,Nightjar,Observatory,Orchard,Parade,"
              + "Passenger,Pianist,Postcard,Quarry,Reservoir,Satellite,Signal,Staircase,Summit,"
              + "Tailor,Telegram,Theorem,Tramway,Understudy,Verdict,Vineyard,Voyage,Watchtower,"
              + "Weather,Whisper")
          .split(",");
  private static final String[] PLACES =
      ("Alder Bay,Brackwater,Calder Street,Dunmore,Eastmarch,Fennel Hill,Greyhaven,Hollins Cross,"
              + "Isle Marrow,Juniper Lane,Kestrel Point,Lower Wick,Marlow Sands,Nether Vale,"
              + "Old Ferris,Pell Harbour,Quenby,Rook Island,Saltmere,Thornby")
          .split(",");

  private final SeededDraws draws;
  private final Set<String> taken = new HashSet<>();

  FilmTitles(SeededDraws draws) {
    this.draws = draws;
  }

  /** A title that was not given before; there are more than 20,000. */
  String next() {
    String title = invent();
    while (!taken.add(title)) {
      title = invent();
    }
    return title;
  }

  private String invent() {
    String quality = draws.oneOf(QUALITIES);
    String thing = draws.oneOf(THINGS);
    String place = draws.oneOf(PLACES);
    return switch (draws.below(10)) {
      case 0, 1 -> "The " + quality + " " + thing;
      case 2 -> quality + " " + thing;
      case 3 -> "The " + thing + " of " + place;
      case 4 -> article(thing) + " " + thing + " in " + place;
      case 5 -> "The " + quality + " " + thing + " of " + place;
      case 6 -> place + ", " + quality + " " + thing;
      case 7 -> "Return to the " + quality + " " + thing;
      case 8 -> "The Last " + thing + " in " + place;
      default -> "The \"" + quality + "\" " + thing;
    };
  }

  private static String article(String thing) {
    return "AEIOU".indexOf(thing.charAt(0)) < 0 ? "A" : "An";
  }
}
