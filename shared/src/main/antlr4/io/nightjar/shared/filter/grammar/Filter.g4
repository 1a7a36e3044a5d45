// Filter expressions of Amazon Personalize. What is written in it may still make no sense: the
// rules beyond syntax, and their messages, are in io.nightjar.shared.filter.ExpressionBuilder.
grammar Filter;

options {
  caseInsensitive = true;
}

filter
  : clause ('|' clause)* EOF
  ;

clause
  : effect = (INCLUDE | EXCLUDE) subject = name WHERE condition (IF onlyIf = condition)?
  ;

// AND binds tighter than OR.
condition
  : '(' condition ')'        # Group
  | condition AND condition  # And
  | condition OR condition   # Or
  | field test               # One
  ;

test
  : NOT? IN operands
  | comparator operand
  ;

operands
  : '(' operand (',' operand)* ')'
  | field
  ;

operand
  : '(' operand ')'
  | STRING
  | NUMBER
  | PLACEHOLDER
  | field
  ;

comparator
  : '=' | '!=' | '<' | '<=' | '>' | '>='
  ;

field
  : dataset = name '.' column = name
  ;

// A column may have the name of a keyword.
name
  : NAME | INCLUDE | EXCLUDE | WHERE | IF | AND | OR | NOT | IN
  ;

INCLUDE : 'include' ;
EXCLUDE : 'exclude' ;
WHERE : 'where' ;
IF : 'if' ;
AND : 'and' ;
OR : 'or' ;
NOT : 'not' ;
IN : 'in' ;

STRING
  : '"' (~["\\] | '\\' .)* '"'
  | '\'' (~['\\] | '\\' .)* '\''
  ;

NUMBER : '-'? [0-9]+ ('.' [0-9]+)? ('e' [+-]? [0-9]+)? ;
PLACEHOLDER : '$' [a-z0-9_]+ ;
NAME : [a-z_] [a-z0-9_]* ;
SPACE : [ \t\r\n\u00A0]+ -> skip ;

// So that every mistake is the parser's, which says what it expected.
OTHER : . ;
