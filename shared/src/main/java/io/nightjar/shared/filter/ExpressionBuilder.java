package io.nightjar.shared.filter;

import io.nightjar.shared.filter.Condition.AllOf;
import io.nightjar.shared.filter.Condition.AnyOf;
import io.nightjar.shared.filter.Condition.Comparison;
import io.nightjar.shared.filter.Condition.Membership;
import io.nightjar.shared.filter.grammar.FilterParser.AndContext;
import io.nightjar.shared.filter.grammar.FilterParser.ClauseContext;
import io.nightjar.shared.filter.grammar.FilterParser.ConditionContext;
import io.nightjar.shared.filter.grammar.FilterParser.FieldContext;
import io.nightjar.shared.filter.grammar.FilterParser.FilterContext;
import io.nightjar.shared.filter.grammar.FilterParser.GroupContext;
import io.nightjar.shared.filter.grammar.FilterParser.OneContext;
import io.nightjar.shared.filter.grammar.FilterParser.OperandContext;
import io.nightjar.shared.filter.grammar.FilterParser.OrContext;
import io.nightjar.shared.filter.grammar.FilterParser.TestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Syntax tree to typed expression. The rules on what may stand where are {@link ClauseRules}. */
final class ExpressionBuilder {
  private ExpressionBuilder() {}

  static List<Clause> clauses(FilterContext filter) {
    return filter.clause().stream().map(ExpressionBuilder::clause).toList();
  }

  private static Clause clause(ClauseContext context) {
    String subject = context.subject.getText();
    if (!subject.equalsIgnoreCase("ItemID")) {
      throw new FilterException(
          "expression must be about ItemID, others cannot be filtered here: " + subject);
    }
    List<Condition> onlyIf = List.of();
    if (context.onlyIf != null) {
      Condition condition = condition(context.onlyIf);
      onlyIf = condition instanceof AllOf all ? all.parts() : List.of(condition);
    }
    return ClauseRules.checked(
        new Clause(
            Effect.valueOf(context.effect.getText().toUpperCase(Locale.ROOT)),
            condition(context.condition(0)),
            onlyIf));
  }

  private static Condition condition(ConditionContext context) {
    if (context instanceof GroupContext group) {
      return condition(group.condition());
    }
    if (context instanceof AndContext and) {
      List<Condition> parts = new ArrayList<>();
      for (ConditionContext part : and.condition()) {
        Condition condition = condition(part);
        parts.addAll(condition instanceof AllOf all ? all.parts() : List.of(condition));
      }
      return new AllOf(parts);
    }
    if (context instanceof OrContext or) {
      List<Condition> parts = new ArrayList<>();
      for (ConditionContext part : or.condition()) {
        Condition condition = condition(part);
        parts.addAll(condition instanceof AnyOf any ? any.parts() : List.of(condition));
      }
      return new AnyOf(parts);
    }
    OneContext one = (OneContext) context;
    Field field = field(one.field());
    return one.test().IN() == null
        ? new Comparison(
            field, Comparator.of(one.test().comparator().getText()), operand(one.test().operand()))
        : membership(field, one.test());
  }

  private static Membership membership(Field field, TestContext in) {
    List<Operand> values = new ArrayList<>();
    if (in.operands().field() != null) {
      values.add(operand(in.operands().field()));
    }
    for (OperandContext value : in.operands().operand()) {
      if (value.NUMBER() != null) {
        throw new FilterException(
            "values of IN must be texts in quotes, at %s: %s"
                .formatted(ExpressionParser.place(value.getStart()), value.getText()));
      }
      values.add(operand(value));
    }
    return new Membership(field, values, in.NOT() != null);
  }

  private static Operand operand(OperandContext context) {
    if (context.operand() != null) {
      return operand(context.operand());
    }
    if (context.field() != null) {
      return operand(context.field());
    }
    String text = context.getText();
    if (context.PLACEHOLDER() != null) {
      return new Operand.Placeholder(placeholder(context, text.substring(1)));
    }
    return new Operand.Literal(context.STRING() == null ? text : QuotedText.unquote(text));
  }

  private static String placeholder(OperandContext context, String name) {
    if (name.length() > FilterExpression.MAX_PLACEHOLDER_LENGTH) {
      throw new FilterException(
          "a placeholder must not be longer than %d characters, at %s: $%s has %d"
              .formatted(
                  FilterExpression.MAX_PLACEHOLDER_LENGTH,
                  ExpressionParser.place(context.getStart()),
                  name,
                  name.length()));
    }
    return name;
  }

  private static Operand operand(FieldContext context) {
    Field field = field(context);
    if (field.dataset() != Dataset.CURRENT_ITEM) {
      throw new FilterException(
          "of fields, only those of CurrentItem can be values, at %s: %s"
              .formatted(ExpressionParser.place(context.getStart()), field));
    }
    return new Operand.OfCurrentItem(field);
  }

  private static Field field(FieldContext context) {
    String word = context.dataset.getText();
    Dataset dataset = Dataset.of(word);
    if (dataset == null) {
      throw new FilterException(
          "fields must be of Items, Interactions, CurrentUser or CurrentItem, at %s: %s"
              .formatted(ExpressionParser.place(context.getStart()), context.getText()));
    }
    return new Field(dataset, context.column.getText());
  }
}
