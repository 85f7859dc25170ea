"""From which score on what is done; scores are 0–1 (`matching.Scored`).

Chosen on questions written from the plan texts alone (`docs/truth.md`); moving one a little changes few answers.
"""

ANSWER_FROM = 0.39
"""A fact below this score is not offered as an answer."""
ANSWER_FROM_LONG, LONG = 0.3, 7
"""Old people tell much around a question: with more terms than this, less of it needs to fit."""
PLAIN_FROM, HALF_WEIGHT = 0.18, 0.85
"""A plain question (time, place) is answered from this score on, by a fact of at least this weight."""
PLAN_FROM = 0.65
"""A question that also asks how to do something is answered from the plan only from this score on."""
ANSWER_FROM_WITH_GUIDE = 0.45
"""A yes/no question that also names a guide is answered from the plan from this score on."""
PLAN_BEFORE_GUIDE = 0.75
"""From this score on a fact that serves what is asked goes before a guide of the same name."""
SURE_BY_NAME = 0.85
"""From this score on the names of facts decide alone; below it example questions and everyday words are asked too."""
SURE, SURE_OF_NOTHING_DEFINITE = 0.87, 0.92
"""From this score (and share of its name) on, a fact is told even if the question names what plans are silent on."""
LIKELY = 0.6
"""From this score on, a subject that a fact speaks of in the same words is not a foreign one."""
GOOD_FIT = 0.95
"""How well a sort of answer serves what is asked (`words/fits.yaml`): from here on it is what was asked for."""
CLOSE = 0.93
"""Facts of different subjects whose scores differ by less than this ratio are asked back."""
NEARLY = 0.93
"""Two facts named by the same words, the second with at least this share of the first's score, are both told."""
COMPARED = 0.7
"""The other side of a comparison scores at least this share of the first."""
ALIKE, TWIN, LOOSELY, HALF = 0.8, 0.97, 0.8, 0.6
"""Shares of a score, or of a name, by which a second fact counts as alike, as a twin, as met by a part of its name."""
