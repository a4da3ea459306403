// SPDX-License-Identifier: Apache-2.0
#include "shared/json/nearestword.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace muster {

namespace {

constexpr qsizetype MaxWord = 64; ///< the cost is the product of both lengths
constexpr qsizetype MaxSteps = 3;

/// Levenshtein distance: how many characters to insert, delete or replace.
qsizetype distance(const QString &from, const QString &to)
{
    std::vector<qsizetype> row(size_t(to.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < from.size(); ++i) {
        qsizetype diagonal = row[0];
        row[0] = i + 1;
        for (qsizetype j = 0; j < to.size(); ++j) {
            const auto at = size_t(j) + 1;
            const qsizetype replaced = diagonal + (from[i] == to[j] ? 0 : 1);
            diagonal = row[at];
            row[at] = std::min({replaced, row[at] + 1, row[at - 1] + 1});
        }
    }
    return row.back();
}

} // namespace

QString nearestWord(const QString &word, const QStringList &known)
{
    if (word.size() > MaxWord)
        return {};
    QString nearest;
    qsizetype fewest = std::clamp<qsizetype>(word.size() / 2, 1, MaxSteps) + 1;
    for (const QString &candidate : known) {
        const qsizetype steps = distance(word.toLower(), candidate.toLower());
        if (steps < fewest) {
            fewest = steps;
            nearest = candidate;
        }
    }
    return nearest;
}

} // namespace muster
