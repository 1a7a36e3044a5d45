package io.nightjar.shared.filter;

import io.nightjar.shared.filter.grammar.FilterLexer;
import io.nightjar.shared.filter.grammar.FilterParser;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.IntervalSet;

/** Text to syntax tree, by the grammar Filter.g4, whose first mistake ends it. */
final class ExpressionParser {
  private ExpressionParser() {}

  static FilterExpression parse(String text) {
    int length = text.codePointCount(0, text.length());
    if (text.isBlank() || length > FilterExpression.MAX_LENGTH) {
      throw new FilterException(
          "expression must have 1 to %d characters: %s"
              .formatted(
                  FilterExpression.MAX_LENGTH,
                  text.isBlank() && length > 0 ? "it is blank" : String.valueOf(length)));
    }
    FilterLexer lexer = new FilterLexer(CharStreams.fromString(text));
    FilterParser parser = new FilterParser(new CommonTokenStream(lexer));
    lexer.removeErrorListeners();
    parser.removeErrorListeners();
    parser.addErrorListener(new FirstMistake());
    return new FilterExpression(text, ExpressionBuilder.clauses(parser.filter()));
  }

  /** Where something is in the text, counted from 1. */
  static String place(Token token) {
    return "character " + (token.getStartIndex() + 1);
  }

  private static final class FirstMistake extends BaseErrorListener {
    /** Of tokens that are no fixed text. */
    private static final Map<Integer, String> WORDS =
        Map.of(
            Token.EOF, "its end",
            FilterLexer.NAME, "a name",
            FilterLexer.STRING, "a text in quotes",
            FilterLexer.NUMBER, "a number",
            FilterLexer.PLACEHOLDER, "a $placeholder");

    @Override
    public void syntaxError(
        Recognizer<?, ?> recognizer,
        Object symbol,
        int line,
        int column,
        String message,
        RecognitionException cause) {
      Token token = (Token) symbol;
      TokenStream tokens = ((Parser) recognizer).getInputStream();
      String bare = bareName(tokens, token.getTokenIndex() - 1);
      if (bare != null) {
        throw new FilterException(
            "expression cannot be read at "
                + place(tokens.get(token.getTokenIndex() - 1))
                + ": "
                + bare);
      }
      String found = token.getType() == Token.EOF ? "its end" : token.getText();
      String problem =
          found.equals("\"") || found.equals("'")
              ? "the quote is not closed"
              : "expected " + expected((Parser) recognizer) + ", found " + found;
      throw new FilterException("expression cannot be read at " + place(token) + ": " + problem);
    }

    /** What is wrong with a name that no dot follows; null if it is no such name. */
    private static String bareName(TokenStream tokens, int index) {
      if (index < 1 || tokens.get(index).getType() != FilterLexer.NAME) {
        return null;
      }
      String name = tokens.get(index).getText();
      return switch (tokens.get(index - 1).getText().toUpperCase(Locale.ROOT)) {
        case "(", ",", "=", "!=", "<", "<=", ">", ">=" ->
            "a text must be in quotes, a number have digits only: " + name;
        case "WHERE", "AND", "OR", "IF" ->
            "a field must be named with its data set, as in Items." + name + ": " + name;
        default -> null;
      };
    }

    /**
     * What could stand there. Keywords may be names, so they are listed only where names may not.
     */
    private static String expected(Parser parser) {
      IntervalSet types = parser.getExpectedTokens();
      Set<String> words = new TreeSet<>();
      for (int type : types.toList()) {
        String literal = parser.getVocabulary().getLiteralName(type);
        if (WORDS.containsKey(type)) {
          words.add(WORDS.get(type));
        } else if (literal.charAt(1) < 'a' || !types.contains(FilterLexer.NAME)) {
          String word = literal.substring(1, literal.length() - 1).toUpperCase(Locale.ROOT);
          words.add("(),.|".contains(word) ? "'" + word + "'" : word);
        }
      }
      return String.join(" or ", words);
    }
  }
}
