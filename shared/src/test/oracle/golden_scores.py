"""Independent oracle of the formula: writes src/test/resources/golden/scores.json.

    pip install numpy && python shared/src/test/oracle/golden_scores.py

It shares no code with the Java it checks. A logit is s_u + s_c, each one chain of fused multiply-adds in
float32, computed here with exact fractions and one correct rounding per step. Log-partitions and scores are
computed with 60 decimal digits. Vectors and logits are text: eight hexadecimal digits (the IEEE 754 bits, big
endian) for each float, one string per embedding.
"""

import json
import pathlib
from decimal import Decimal, localcontext
from fractions import Fraction

import numpy as np

TARGET = pathlib.Path(__file__).parents[1] / "resources" / "golden" / "scores.json"


def round_to_float32(exact, zero_is_negative):
    """The float32 nearest to a fraction, ties to even; the sign of zero is given."""
    if exact == 0:
        return np.float32(-0.0 if zero_is_negative else 0.0)
    magnitude = abs(exact)
    exponent = magnitude.numerator.bit_length() - magnitude.denominator.bit_length()
    if magnitude < Fraction(2) ** exponent:
        exponent -= 1
    last_bit = max(exponent, -126) - 23
    units = magnitude / Fraction(2) ** last_bit
    whole, rest = divmod(units.numerator, units.denominator)
    twice = 2 * rest
    if twice > units.denominator or (twice == units.denominator and whole % 2 == 1):
        whole += 1
    value = np.float32(float(whole * Fraction(2) ** last_bit))
    return -value if exact < 0 else value


def fused_multiply_add(a, b, c):
    product = Fraction(float(a)) * Fraction(float(b))
    both_negative = product == 0 and bool(np.signbit(a) != np.signbit(b)) and bool(np.signbit(c))
    return round_to_float32(product + Fraction(float(c)), both_negative)


def chain(query, item):
    logit = np.float32(0)
    for q, w in zip(query, item):
        logit = fused_multiply_add(q, w, logit)
    return logit


def hex_bits(values):
    return np.asarray(values, dtype=">f4").tobytes().hex()


def case(name, items, user, context=()):
    """One query over one catalogue; context holds one embedding per field, fields in sorted order."""
    logits = [chain(user, item) for item in items]
    if len(context):
        sum_of_context = context[0].copy()
        for embedding in context[1:]:
            sum_of_context = sum_of_context + embedding
        logits = [a + chain(sum_of_context, item) for a, item in zip(logits, items)]
    logits = np.array(logits, dtype=np.float32)
    assert np.isfinite(logits).all(), name
    with localcontext() as digits:
        digits.prec = 60
        digits.Emin = -10**9
        exact = [Decimal(float(logit)) for logit in logits]
        top = max(exact)
        log_partition = top + sum((s - top).exp() for s in exact).ln()
        scores = [float((s - log_partition).exp()) for s in exact]
    order = sorted(range(len(items)), key=lambda i: (-float(logits[i]), i))
    return {
        "name": name,
        "dimension": int(items.shape[1]),
        "items": [hex_bits(item) for item in items],
        "user": hex_bits(user),
        "context": [hex_bits(embedding) for embedding in context],
        "logits": hex_bits(logits),
        "logPartition": float(log_partition),
        "scores": scores,
        "order": order,
    }


def normal(random, *shape, scale=1.0):
    return (random.standard_normal(shape) * scale).astype(np.float32)


def cases():
    random = np.random.default_rng(20260101)
    for dimension, items in [(1, 1), (1, 65), (2, 7), (5, 64), (8, 200), (63, 7), (64, 65), (65, 64)]:
        scale = 2.0 / dimension**0.25
        embeddings = normal(random, items, dimension, scale=scale)
        user = normal(random, dimension, scale=scale)
        shape = f"{items} items of dimension {dimension}"
        yield case(shape, embeddings, user)
        yield case(f"{shape}, one context field", embeddings, user, normal(random, 1, dimension))
        yield case(f"{shape}, three context fields", embeddings, user, normal(random, 3, dimension))
    # Coordinates of few bits repeat, so that many logits are equal and the order falls to the ordinals.
    few = random.integers(-1, 2, (200, 5)).astype(np.float32)
    yield case("ties", few, random.integers(-1, 2, 5).astype(np.float32))
    yield case("ties in context", few, np.ones(5, np.float32), few[:2])
    yield case("all equal", np.ones((65, 2), np.float32), np.zeros(2, np.float32))
    yield case("huge norms", normal(random, 65, 8, scale=1e4), normal(random, 8, scale=1e3))
    yield case("huge norms in context", normal(random, 64, 5, scale=1e4), normal(random, 5), normal(random, 2, 5, scale=1e3))
    yield case("tiny norms", normal(random, 65, 8, scale=1e-12), normal(random, 8, scale=1e-12))
    # Products below the smallest float: steps round to subnormals and to zeros of either sign.
    yield case("underflow", normal(random, 65, 8, scale=1e-22), normal(random, 8, scale=1e-22))
    yield case("some huge, some tiny", normal(random, 64, 8) * np.float32(10) ** random.integers(-20, 4, (64, 8)).astype(np.float32), normal(random, 8))
    # Sums that cancel: a product rounded before it is added gives other bits.
    half = normal(random, 65, 32)
    user = normal(random, 32)
    cancelling = np.concatenate([half, half * np.float32(1 + 2**-20)], axis=1)
    yield case("cancellation", cancelling, np.concatenate([user, -user]))


def main():
    with TARGET.open("w", encoding="ascii", newline="\n") as out:
        lines = ",\n".join(json.dumps(one) for one in cases())
        out.write(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    main()
