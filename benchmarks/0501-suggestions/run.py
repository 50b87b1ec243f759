"""How often each way of suggesting a category is right: python run.py odb2-context-impact.csv.

The answers are the justifications of the Open Data Barometer, second edition; their categories are
its scores in three: 0, 1 to 5, 6 to 10.
"""

import csv
import sys
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression, RidgeClassifier
from sklearn.model_selection import LeaveOneOut, cross_val_predict
from sklearn.naive_bayes import ComplementNB
from sklearn.pipeline import make_union
from sklearn.svm import LinearSVC

MODELS = {
    "logistic, balanced": LogisticRegression(C=10, max_iter=1000, class_weight="balanced"),
    "linear SVM": LinearSVC(),
    "ridge": RidgeClassifier(),
    "naive Bayes (complement)": ComplementNB(),
}


def nearest(weighed, categories, neighbours):
    """Give the category that the nearest have the most say for, each left out in turn."""
    likeness = (weighed @ weighed.T).toarray() / 2
    np.fill_diagonal(likeness, 0)
    found = []
    for row in likeness:
        say = defaultdict(float)
        for place in np.argsort(-row, kind="stable")[:neighbours]:
            say[categories[place]] += row[place]
        found.append(max(sorted(say), key=say.get))
    return np.array(found)


def main(path):
    """Print the mean accuracy over the items, and seconds an item."""
    items = defaultdict(list)
    with Path(path).open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            score = int(row["Response"])
            category = "no" if not score else "partly" if score < 6 else "yes"
            items[row["Question.ID"]].append((row["Justification"], category))
    found, seconds = defaultdict(list), defaultdict(float)
    for rows in items.values():
        texts, categories = zip(*rows, strict=True)
        held = np.array(categories)
        weighed = make_union(
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True),
        ).fit_transform(texts).tocsr()  # fmt: skip
        found["commonest category"].append(max(np.mean(held == c) for c in set(held)))
        for k in (3, 5, 9, 15):
            start = time.perf_counter()
            found[f"{k} nearest"].append(np.mean(nearest(weighed, held, k) == held))
            seconds[f"{k} nearest"] += time.perf_counter() - start
        for name, model in MODELS.items():
            start = time.perf_counter()
            made = cross_val_predict(model, weighed, held, cv=LeaveOneOut())
            found[name].append(np.mean(made == held))
            seconds[name] += time.perf_counter() - start
    for name, shares in found.items():
        print(f"{name:26} {np.mean(shares):.3f} {seconds[name] / len(items):8.2f} s")


if __name__ == "__main__":
    main(sys.argv[1])
