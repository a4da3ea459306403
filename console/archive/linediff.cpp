// SPDX-License-Identifier: Apache-2.0
#include "console/archive/linediff.h"

#include <algorithm>
#include <vector>

namespace muster::console {

namespace {

using Side = DiffLine::Side;

/// The part of two texts that is left when what they begin and end with alike is taken away.
struct Middle
{
    const QList<QByteArray> &left;
    const QList<QByteArray> &right;
    qsizetype first = 0; ///< the same in both
    qsizetype leftEnd = 0;
    qsizetype rightEnd = 0;

    [[nodiscard]] qsizetype leftSize() const { return leftEnd - first; }
    [[nodiscard]] qsizetype rightSize() const { return rightEnd - first; }
    [[nodiscard]] bool isSame(qsizetype x, qsizetype y) const
    {
        return left.at(first + x) == right.at(first + y);
    }
};

Middle middleOf(const QList<QByteArray> &left, const QList<QByteArray> &right)
{
    Middle middle{left, right, 0, left.size(), right.size()};
    while (middle.first < std::min(left.size(), right.size())
           && left.at(middle.first) == right.at(middle.first))
        ++middle.first;
    while (middle.leftEnd > middle.first && middle.rightEnd > middle.first
           && left.at(middle.leftEnd - 1) == right.at(middle.rightEnd - 1)) {
        --middle.leftEnd;
        --middle.rightEnd;
    }
    return middle;
}

/// Furthest x reached on each diagonal after so many changes: index k + changes.
using Front = std::vector<qsizetype>;

qsizetype step(const Front &before, qsizetype k, qsizetype changes)
{
    // `before` is of changes - 1: its diagonal k is at k + changes - 1.
    const auto reached = [&before, changes](qsizetype diagonal) {
        return before[size_t(diagonal + changes - 1)];
    };
    const bool comesDown = k == -changes || (k != changes && reached(k - 1) < reached(k + 1));
    return comesDown ? reached(k + 1) : reached(k - 1) + 1;
}

/// The fronts up to the one that reaches the end; empty when that takes too many changes.
std::vector<Front> searchForward(const Middle &middle, qsizetype maxChanges)
{
    std::vector<Front> fronts;
    for (qsizetype changes = 0; changes <= maxChanges; ++changes) {
        Front front(size_t(2 * changes + 1), 0);
        for (qsizetype k = -changes; k <= changes; k += 2) {
            qsizetype x = changes == 0 ? 0 : step(fronts.back(), k, changes);
            x = std::min(x, middle.leftSize() + 1);
            qsizetype y = x - k;
            while (x < middle.leftSize() && y >= 0 && y < middle.rightSize() && middle.isSame(x, y)) {
                ++x;
                ++y;
            }
            front[size_t(k + changes)] = x;
            if (x >= middle.leftSize() && y >= middle.rightSize()) {
                fronts.push_back(std::move(front));
                return fronts;
            }
        }
        fronts.push_back(std::move(front));
    }
    return {};
}

class DiffBuilder
{
public:
    DiffBuilder(const QList<QByteArray> &left, const QList<QByteArray> &right)
        : m_left(left)
        , m_right(right)
    {
    }

    void both(qsizetype x, qsizetype y) { lines.append({Side::Both, x, y, m_left.at(x)}); }
    void goes(qsizetype x) { lines.append({Side::Left, x, -1, m_left.at(x)}); }
    void comes(qsizetype y) { lines.append({Side::Right, -1, y, m_right.at(y)}); }

    QList<DiffLine> lines;

private:
    const QList<QByteArray> &m_left;
    const QList<QByteArray> &m_right;
};

/// From the end back to the beginning, so the lines come in reverse.
void traceBack(const Middle &middle, const std::vector<Front> &fronts, DiffBuilder &reversed)
{
    qsizetype x = middle.leftSize();
    qsizetype y = middle.rightSize();
    for (auto changes = qsizetype(fronts.size()) - 1; changes > 0; --changes) {
        const Front &before = fronts[size_t(changes - 1)];
        const qsizetype k = x - y;
        const auto reached = [&before, changes](qsizetype diagonal) {
            return before[size_t(diagonal + changes - 1)];
        };
        const bool cameDown = k == -changes || (k != changes && reached(k - 1) < reached(k + 1));
        const qsizetype fromX = cameDown ? reached(k + 1) : reached(k - 1);
        const qsizetype fromY = fromX - (cameDown ? k + 1 : k - 1);
        while (x > fromX && y > fromY && x > 0 && y > 0 && (x - fromX) + (y - fromY) > 1)
            reversed.both(middle.first + --x, middle.first + --y);
        if (cameDown)
            reversed.comes(middle.first + --y);
        else
            reversed.goes(middle.first + --x);
    }
    while (x > 0 && y > 0)
        reversed.both(middle.first + --x, middle.first + --y);
}

} // namespace

QList<DiffLine> diffLines(const QList<QByteArray> &left, const QList<QByteArray> &right, int maxChanges)
{
    const Middle middle = middleOf(left, right);
    DiffBuilder built(left, right);
    for (qsizetype i = 0; i < middle.first; ++i)
        built.both(i, i);
    const auto fronts =
        searchForward(middle, std::min<qsizetype>(maxChanges, middle.leftSize() + middle.rightSize()));
    if (fronts.empty()) {
        for (qsizetype x = middle.first; x < middle.leftEnd; ++x)
            built.goes(x);
        for (qsizetype y = middle.first; y < middle.rightEnd; ++y)
            built.comes(y);
    } else {
        DiffBuilder reversed(left, right);
        traceBack(middle, fronts, reversed);
        std::ranges::reverse(reversed.lines);
        built.lines += reversed.lines;
    }
    for (qsizetype i = 0; middle.leftEnd + i < left.size(); ++i)
        built.both(middle.leftEnd + i, middle.rightEnd + i);
    return built.lines;
}

QList<DiffLine> nearChanges(const QList<DiffLine> &lines, qsizetype around)
{
    QList<bool> isNear(lines.size(), false);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (lines.at(i).side == Side::Both)
            continue;
        const qsizetype end = std::min(lines.size(), i + around + 1);
        for (qsizetype j = std::max<qsizetype>(0, i - around); j < end; ++j)
            isNear[j] = true;
    }
    QList<DiffLine> kept;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (isNear.at(i))
            kept.append(lines.at(i));
    }
    return kept;
}

} // namespace muster::console
